"""`/infohus/`: the coordinator's board, and a meeting from its beginning to its invitations."""

from datetime import datetime, time, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beredskab.accounts.requests import StaffRequest
from beredskab.audit import trail
from beredskab.audit.refusals import note_refusal, refusals_on
from beredskab.timelimits import local_day, localise
from beredskab.web.methods import get_or_post
from infohus import agenda, board, followups, permissions, workflow
from infohus.forms.meetings import BeginForm, CancelForm, TimeForm
from infohus.models import Meeting
from infohus.views.loading import load_meeting, load_own_meeting
from infohus.workflow.meetings import BeginsInThePast, IsOver, NotReady

TIMES = {BeginsInThePast: "starts_at", IsOver: ""}


@require_safe
def meeting_list(request: StaffRequest) -> HttpResponse:
    """Show the coordinator what waits, and everybody the meetings to which she is asked."""
    now = timezone.now()
    shown = board.of(request.user, now, request.GET.get("page"))
    cases = [row["case"] for row in shown.to_convene]
    if cases:
        trail.look(request.user, "infohus.listed", shown=cases, request=request)
    rights = {
        "keeps": permissions.can_convene(request.user),
        "may_follow": permissions.can_follow(request.user),
        "follow": followups.of(request.user, now),
    }
    return render(request, "infohus/meetings.html", {"board": shown, "now": now, **rights})


@get_or_post
def meeting_begin(request: StaffRequest) -> HttpResponse:
    """Choose cases, day and hour; nobody is told yet."""
    by = permissions.require_convene(request.user)
    now = timezone.now()
    wanted = request.GET.getlist("sag")
    rows = board.rows_to_convene(by, now, wanted)
    offered = [(row["case"], f"{row['case'].reference} · {row['who']}") for row in rows]
    if offered:
        cases = [row["case"] for row in rows]
        trail.look(by, "infohus.listed", shown=cases, request=request)
    begun = {"cases": wanted, "starts_at": _tomorrow(now)}
    form = BeginForm(request.POST or None, offered=offered, initial=begun)
    if form.is_valid():
        with refusals_on(form, request, TIMES):
            chosen = form.cleaned_data["cases"]
            meeting = workflow.begin_meeting(cases=chosen, by=by, at=now, **form.times())
            return redirect("infohus_item", meeting.reference, 1)
    context = {
        "form": form,
        "has_cases": bool(offered),
        "heading": _("Convene a meeting"),
        "note": _("Nobody is told until you send the invitations."),
        "button": _("Go on to participants"),
        "back": reverse("infohus"),
    }
    return render(request, "infohus/begin.html", context)


@require_safe
def meeting_page(request: StaffRequest, reference: str) -> HttpResponse:
    """Show the meeting: all of it to the coordinator, to a participant what she needs to know."""
    meeting, now = load_meeting(request, reference), timezone.now()
    items = agenda.items_of(meeting, request.user, now)
    rows = agenda.rows(items, request.user, now)
    own = meeting.participants.filter(user=request.user, removed_at__isnull=True).first()
    context = {
        "meeting": meeting,
        "rows": rows,
        "own": own,
        "now": now,
        "is_running": not (meeting.is_cancelled or meeting.is_over(now)),
        "has_several": len(rows) > 1,
        "is_held": any(row["item"].is_handed_on for row in rows),
        "keeps": any(row["is_kept"] for row in rows),
        "is_ready": meeting.is_draft and not any(row.get("lacks") for row in rows),
        "may_reply": own and not meeting.is_draft and meeting.starts_at > now,
    }
    return render(request, "infohus/meeting.html", context)


@require_POST
def meeting_convene(request: StaffRequest, reference: str) -> HttpResponse:
    """Send the invitations."""
    meeting = load_own_meeting(request, reference)
    try:
        workflow.convene(meeting, by=request.user, at=timezone.now())
    except (NotReady, BeginsInThePast) as refusal:
        note_refusal(request, type(refusal))
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The meeting is convened. The invitations are on their way."))
    return redirect(meeting)


@get_or_post
def meeting_move(request: StaffRequest, reference: str) -> HttpResponse:
    """Set another time or place; whoever said yes is asked again."""
    meeting = load_own_meeting(request, reference)
    length = int((meeting.ends_at - meeting.starts_at).total_seconds() // 60)
    begun = {"starts_at": meeting.starts_at, "minutes": str(length), "place": meeting.place}
    form = TimeForm(request.POST or None, initial=begun)
    if form.is_valid():
        with refusals_on(form, request, TIMES):
            workflow.move_meeting(meeting, by=request.user, at=timezone.now(), **form.times())
            messages.success(request, _("The meeting has a new time."))
            return redirect(meeting)
    warning = "" if meeting.is_draft else _("Everybody gets a new invitation and answers anew.")
    context = {"form": form, "heading": _("Move the meeting"), "warning": warning}
    return render(request, "form.html", {**context, "back": meeting.get_absolute_url()})


@get_or_post
def meeting_cancel(request: StaffRequest, reference: str) -> HttpResponse:
    """Call the meeting off."""
    meeting = load_own_meeting(request, reference)
    form = CancelForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form, request, {IsOver: ""}):
            reason = form.cleaned_data["reason"]
            workflow.cancel_meeting(meeting, by=request.user, at=timezone.now(), reason=reason)
            messages.success(request, _("The meeting is cancelled."))
            return redirect("infohus")
    return render(request, "form.html", _cancelling(meeting, form))


def _cancelling(meeting: Meeting, form: CancelForm) -> dict[str, object]:
    told = "" if meeting.is_draft else _("Everybody who is asked is told that it is cancelled.")
    return {
        "form": form,
        "heading": _("Cancel the meeting"),
        "button": _("Cancel the meeting"),
        "is_destructive": True,
        "warning": told,
        "back": meeting.get_absolute_url(),
    }


def _tomorrow(now: datetime) -> datetime:
    """Tomorrow at ten, to begin from."""
    return localise(datetime.combine(local_day(now) + timedelta(days=1), time(10)))
