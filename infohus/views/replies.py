"""What a participant answers: she herself, or the coordinator for who rang."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import refusals_on
from beredskab.timelimits import local_day
from beredskab.web.methods import get_or_post
from infohus import workflow
from infohus.forms.meetings import ReplyForm
from infohus.models import Meeting, Member, Participant
from infohus.views.loading import load_meeting, load_own_meeting
from infohus.workflow.participants import InAnotherSeat, NoDeputy, NotAsked, NotForThisCase

# At which field each refusal is told.
OF_REPLY = {
    NoDeputy: "deputy",
    InAnotherSeat: "deputy",
    NotForThisCase: "deputy",
    NotAsked: "",
}


@get_or_post
def reply_own(request: StaffRequest, reference: str) -> HttpResponse:
    """Ask the participant whether she comes."""
    meeting = load_meeting(request, reference)
    own = meeting.participants.filter(user=request.user, removed_at__isnull=True).first()
    if own is None:
        raise Http404
    return _reply(request, meeting, own, _("Answer the invitation"))


@get_or_post
def reply_for(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """Let the coordinator note what somebody answered by phone."""
    meeting = load_own_meeting(request, reference)
    found = meeting.participants.filter(pk=pk, removed_at__isnull=True).first()
    if found is None:
        raise Http404
    return _reply(request, meeting, found, _("Note the answer of %(name)s") % {"name": found.name})


def _reply(
    request: StaffRequest, meeting: Meeting, participant: Participant, heading: str
) -> HttpResponse:
    deputies = Member.objects.on(local_day(meeting.starts_at)).filter(
        deputises__isnull=False, deputises=participant.member_id
    )
    form = ReplyForm(request.POST or None, deputies=deputies.select_related("user"))
    if form.is_valid():
        with refusals_on(form, request, OF_REPLY):
            known = {"answer": form.cleaned_data["answer"]}
            deputy = form.cleaned_data.get("deputy")
            workflow.reply(participant, by=request.user, at=timezone.now(), deputy=deputy, **known)
            messages.success(request, _("The answer is noted."))
            return redirect(_after(request, meeting))
    context = {"form": form, "heading": heading, "back": meeting.get_absolute_url()}
    return render(request, "form.html", context)


def _after(request: StaffRequest, meeting: Meeting) -> str:
    """The meeting, or the list for who sees it no more."""
    sees = Meeting.objects.visible_to(request.user).filter(pk=meeting.pk).exists()
    return meeting.get_absolute_url() if sees else "infohus"
