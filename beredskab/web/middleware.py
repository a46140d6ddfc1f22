"""What every answer has: headers that keep it private, and a page for an expected "no"."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers

from beredskab.errors import Refused

from .htmx import wants_partial

_UNUSED_FEATURES = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in _UNUSED_FEATURES)
LOG_OUT = "account_logout"

GetResponse = Callable[[HttpRequest], HttpResponse]


class PrivacyHeadersMiddleware:
    """Keep answers out of every store, and empty the browser's on log-out.

    A view that sets its own Cache-Control keeps it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store, private")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        match = request.resolver_match
        if match and match.view_name == LOG_OUT and request.method == "POST":
            # Not "storage": the offline action cards stay, they hold no case.
            response.headers["Clear-Site-Data"] = '"cache", "cookies"'
        return response


class RefusedMiddleware:
    """Turn `Refused` into a page, or into a message at the top of the page for htmx.

    A method that the address does not have gets a page too, instead of an empty answer.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            response.content = render_to_string("405.html")
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        partial = wants_partial(request)
        template = "web/refused.html" if partial else "409.html"
        response = render(request, template, {"message": exception}, status=exception.status)
        patch_vary_headers(response, ("HX-Request",))
        if partial:
            response.headers["HX-Retarget"] = "#messages"
            response.headers["HX-Reswap"] = "innerHTML show:window:top"
        return response
