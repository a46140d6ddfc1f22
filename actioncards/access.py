"""Who may read cards and explanations: staff, and everybody where the municipality says so (R4)."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from beredskab.municipality.models import Municipality

P = ParamSpec("P")


def can_read(user: Any) -> bool:
    """Tell whether the user, or a stranger, may read what cards and explanations say."""
    return bool(user.is_authenticated) or Municipality.objects.current().cards_public


def readable(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Open a view to staff, and to everybody where cards are public; else ask for log-in."""

    @wraps(view)
    def opened(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not can_read(request.user):
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return login_not_required(opened)
