"""`/infohus/kalender/`: one's meetings in one's own calendar; and what that calendar fetches."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beredskab.accounts.requests import StaffRequest
from beredskab.audit import trail
from beredskab.web.methods import get_or_post
from infohus import calendar, permissions, workflow
from infohus.models import CalendarFeed, Meeting


@get_or_post
def own_calendar(request: StaffRequest) -> HttpResponse:
    """Show whether there is an address; make one, and show it this once."""
    by = permissions.require_follow(request.user)
    address = ""
    if request.method == "POST":
        token = workflow.open_feed(by=by, at=timezone.now())
        address = f"{settings.SITE_URL}{reverse('infohus_feed', args=[token])}"
    feed = CalendarFeed.objects.of(by)
    return render(request, "infohus/calendar.html", {"feed": feed, "address": address})


@require_POST
def calendar_close(request: StaffRequest) -> HttpResponse:
    by = permissions.require_follow(request.user)
    workflow.close_feed(by=by, at=timezone.now())
    messages.success(request, _("The calendar address is closed."))
    return redirect("infohus_calendar")


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Answer a calendar that knows the key; any other, and whoever has left, finds nothing."""
    found = get_object_or_404(CalendarFeed.objects.by_token(token))
    at = timezone.now()
    if not permissions.can_fetch(found.user):
        trail.refuse(found.user, "infohus.feed_fetched", request=request)
        raise Http404
    meetings = list(Meeting.objects.in_calendar_of(found.user, at))
    trail.look(
        found.user, "infohus.feed_fetched", shown=meetings, request=request, count=len(meetings)
    )
    return HttpResponse(
        calendar.of_meetings(meetings, at=at),
        content_type="text/calendar; charset=utf-8",
        headers={
            "Cache-Control": "private, no-store",
            # Saved under its own name, it would carry the key.
            "Content-Disposition": f'attachment; filename="{calendar.FILE_NAME}"',
            "X-Robots-Tag": "noindex",
        },
    )
