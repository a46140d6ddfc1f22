"""Who acts, for auditlog; and a line for every refusal."""

from collections.abc import Callable

from auditlog.context import set_actor  # noqa: TID251  this is the door
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from beredskab.audit import trail
from beredskab.audit.refusals import named, note_refusal
from beredskab.errors import Refused


class TrailMiddleware:
    """Tell auditlog who acts, and write each refusal in a transaction of its own.

    auditlog's own middleware is not used: it believes forwarded addresses and correlation ids
    that the client sends.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        with set_actor(request.user):
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> None:
        if isinstance(error, Refused):
            note_refusal(request, type(error))
        elif isinstance(error, PermissionDenied):
            trail.refuse(request.user, "forbidden", reference=named(request), request=request)
