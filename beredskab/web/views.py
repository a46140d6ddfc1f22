"""The pages of no app: errors, the session, and the gallery of components.

The error pages are rendered without the request, so that they need no database, show nothing of
the address, and are the same for everybody.
"""

import sys

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from . import gallery


def _error_page(status: int, message: str = "") -> HttpResponse:
    return HttpResponse(render_to_string(f"{status}.html", {"message": message}), status=status)


@login_not_required
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400."""
    return _error_page(400)


@login_not_required
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403 with what `PermissionDenied` says, such as which role may."""
    return _error_page(403, str(exception or "") if type(exception) is PermissionDenied else "")


@login_not_required
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404, the same for an unknown address and for what one may not know of."""
    return _error_page(404)


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500, or 503 when the database does not answer."""
    unavailable = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    return _error_page(503 if unavailable else 500)


@require_POST
def extend_session(request: HttpRequest) -> HttpResponse:
    """Answer, and thereby keep the session alive."""
    return HttpResponse(status=204)


@require_safe
def design(request: HttpRequest) -> HttpResponse:
    """Show every component in every state."""
    now = timezone.now()
    return render(request, "web/design.html", gallery.context(now, request.GET.get("page")))
