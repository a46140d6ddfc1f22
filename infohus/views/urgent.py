"""`/infohus/hastedroeftelse/`: record a talk that was held at once, with whoever was there."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import refusals_on
from beredskab.municipality.models import Municipality
from beredskab.timelimits import local_day
from beredskab.web.methods import get_or_post
from cases import wording
from cases.models import Case
from cases.views.loading import load_case
from infohus import permissions, quorum, workflow
from infohus.forms.choosing import CaseForm
from infohus.forms.holding import UrgentForm
from infohus.models import Member
from infohus.views.loading import offered_to
from infohus.workflow.attendance import NobodyThere, TieUnknown
from infohus.workflow.meetings import NobodyDiscussed
from infohus.workflow.participants import InAnotherSeat
from infohus.workflow.urgent import NotHeldYet

FIELDS = {
    NotHeldYet: "held_at",
    NobodyDiscussed: "persons",
    NobodyThere: "members",
    InAnotherSeat: "members",
    TieUnknown: "has_no_tie",
}


@get_or_post
def urgent_talk(request: StaffRequest) -> HttpResponse:
    """Ask on which case, then who was discussed and who was there."""
    permissions.require_convene(request.user)
    now = timezone.now()
    reference = request.GET.get("sag", "")
    if not reference:
        return _choose(request)
    case = load_case(request, reference, verb="infohus.viewed")
    form = _form(request, case)
    if form.is_valid():
        with refusals_on(form, request, FIELDS):
            item = workflow.record_urgent_talk(case, by=request.user, at=now, **form.cleaned_data)
            messages.success(request, _("The talk is recorded."))
            return redirect(item.hold_path)
    heading = _("Record an urgent talk on %(case)s") % {"case": case.reference}
    context = {"form": form, "heading": heading, "back": reverse("infohus")}
    return render(request, "form.html", context)


def _choose(request: StaffRequest) -> HttpResponse:
    """Ask on which case, by a form whose answer is the address of the next page."""
    offered = offered_to(request)
    form = CaseForm(offered=offered)
    context = {"form": form, "back": reverse("infohus"), "has_cases": bool(offered)}
    context["days"] = Municipality.objects.current().confirm_weekdays
    return render(request, "infohus/urgent.html", context)


def _form(request: StaffRequest, case: Case) -> UrgentForm:
    """Whom the case concerns is chosen until the coordinator says otherwise."""
    now = timezone.now()
    persons = list(case.persons.prefetch_related("roles").order_by("pk"))
    words = [
        (one, f"{wording.person_in_case(one)}, {wording.person_words(one, local_day(now))}")
        for one in persons
    ]
    concerned = [str(one.pk) for one in persons if quorum.is_concerned(one)]
    members = list(Member.objects.on(local_day(now)).for_list())
    initial = {"persons": concerned, "held_at": now}
    return UrgentForm(request.POST or None, persons=words, members=members, initial=initial)
