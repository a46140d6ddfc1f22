"""One address, two answers: the page, or the part of it that htmx asks for."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

P = ParamSpec("P")
_VARY = ("HX-Request",)


def wants_partial(request: HttpRequest) -> bool:
    """Tell whether htmx asks for a part; going back in history needs the whole page."""
    htmx = getattr(request, "htmx", None)
    return htmx is not None and bool(htmx and not htmx.boosted and not htmx.history_restore_request)


def render_page(
    request: HttpRequest,
    template: str,
    partial: str,
    context: Mapping[str, Any] | None = None,
    status: int | None = None,
) -> HttpResponse:
    """Render the template, or its named partial when htmx asks."""
    name = f"{template}#{partial}" if wants_partial(request) else template
    response = render(request, name, context, status=status)
    patch_vary_headers(response, _VARY)
    return response


def vary_on_htmx(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Mark the answers of a view as different for htmx."""

    @wraps(view)
    def varied(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(*args, **kwargs)
        patch_vary_headers(response, _VARY)
        return response

    return varied
