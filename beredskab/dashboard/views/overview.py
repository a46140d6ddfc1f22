"""`/` and `/overblik/`: the way in, and what waits for whoever is logged in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.dashboard import overview as reading
from beredskab.notices import outbox


@login_not_required
@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Lead to the overview, or to the plan that everybody may read."""
    return redirect("overview" if request.user.is_authenticated else "plan")


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show what waits; opening it marks nothing as read."""
    assert isinstance(request.user, User)
    at = timezone.now()
    shown = reading.read(request.user, at=at, number=request.GET.get("page"))
    if shown.reads_cases:
        trail.look(request.user, "cases.listed", shown=shown.shown_cases, request=request)
    if shown.shown_concerns:
        trail.look(
            request.user, "cases.concerns_listed", shown=shown.shown_concerns, request=request
        )
    return render(request, "dashboard/overview.html", {"overview": shown, "now": at})


@require_POST
def mark_read(request: HttpRequest) -> HttpResponse:
    """Mark the notices of one row as read, or all that were shown."""
    assert isinstance(request.user, User)
    asked = request.POST.getlist("notice") or request.POST.getlist("shown")
    named = " ".join(asked).split()
    ids = [int(value) for value in named if value.isdecimal() and len(value) < 19]
    outbox.mark_read(request.user, at=timezone.now(), ids=ids)
    messages.success(request, _("Marked as read."))
    return redirect("overview")
