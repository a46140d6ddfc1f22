"""What the adviser judges with the leader."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beredskab.accounts.requests import StaffRequest
from beredskab.web.methods import get_or_post
from cases import judged, permissions, workflow
from cases.forms.judgements import JudgementForm
from cases.models import Judgement
from cases.states import require_open
from cases.views.case_page import back_to, render_case
from cases.views.conflicts import conflicts_on
from cases.views.loading import load_case
from cases.views.signatures import TAB, countersign_page


@get_or_post
def case_judge(request: StaffRequest, reference: str) -> HttpResponse:
    """Answer whether somebody is threatened, and sign; the leader signs afterwards."""
    case = load_case(request, reference)
    permissions.require_assess(request.user, case)
    require_open(case.status)
    newest = Judgement.objects.of_case(case).first()
    form = JudgementForm(request.POST or None, case=case, newest=newest)
    if form.is_valid():
        with conflicts_on(form, request, values_of):
            made = workflow.judge(case, by=request.user, at=timezone.now(), **form.cleaned_data)
            _say(request, made)
            return back_to(case, TAB)
    shown = {"made": newest, "rows": judged.judgement_rows(newest)} if newest else None
    back = reverse(TAB, args=[case.reference])
    context: dict[str, Any] = {"form": form, "one": shown, "back": back}
    return render_case(request, case, "cases/judge/judge.html", **context)


@get_or_post
def case_judgement_countersign(request: StaffRequest, reference: str, number: int) -> HttpResponse:
    """Let the leader put her name on the judgement that she reads."""
    case = load_case(request, reference)
    signed = Judgement.objects.of_case(case).numbered(number).first()
    return countersign_page(
        request,
        case,
        signed,
        workflow.countersign_judgement,
        heading=_("Countersign the judgement"),
        template="cases/judge/_judgement.html",
        one={"made": signed, "rows": judged.judgement_rows(signed)} if signed else None,
    )


def values_of(made: Judgement) -> dict[str, Any]:
    """What stands in a judgement, as the form has it."""
    names = ("threatened", "act_now", "examination", "grounds")
    return {name: getattr(made, name) or "" for name in names}


def _say(request: StaffRequest, made: Judgement) -> None:
    if made.is_acute:
        messages.warning(request, _("It is signed. The case is acute: act now."))
    else:
        messages.success(request, _("It is signed, and awaits the leader."))
