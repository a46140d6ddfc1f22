"""The risk assessment under § 18(3): written, and signed by the leader too."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import refusals_on
from beredskab.web.methods import get_or_post
from cases import judged, permissions, risk, workflow
from cases.forms.risks import RiskForm
from cases.models import RiskAssessment
from cases.risk_levels import Domain
from cases.states import require_open
from cases.views.case_page import back_to, render_case
from cases.views.conflicts import conflicts_on
from cases.views.loading import load_case
from cases.views.signatures import TAB, countersign_page

# What is written once stays on the form when it is judged anew; the levels are asked afresh.
KEPT = ("scenarios", "protective", "missing", "motives", "motive_words", "participants", "tool")


@get_or_post
def case_risk(request: StaffRequest, reference: str) -> HttpResponse:
    """Assess the risk, for the first time or anew."""
    case = load_case(request, reference)
    permissions.require_assess(request.user, case)
    require_open(case.status)
    newest = risk.newest(case)
    form = RiskForm(request.POST or None, newest=newest, initial=_begun(newest))
    if form.is_valid():
        with refusals_on(form, request), conflicts_on(form, request, values_of):
            made = workflow.assess_risk(
                case, by=request.user, at=timezone.now(), **form.cleaned_data
            )
            _say(request, made)
            return back_to(case, TAB)
    shown = judged.risks([newest])[0] if newest else None
    back = reverse(TAB, args=[case.reference])
    return render_case(request, case, "cases/judge/risk.html", form=form, shown=shown, back=back)


@get_or_post
def case_risk_countersign(request: StaffRequest, reference: str, number: int) -> HttpResponse:
    """Let the leader put her name on the risk assessment that she reads."""
    case = load_case(request, reference)
    signed = RiskAssessment.objects.of_case(case).numbered(number).first()
    shown = judged.risks([signed])[0] if signed else None
    return countersign_page(
        request,
        case,
        signed,
        workflow.countersign_risk,
        heading=_("Countersign the risk assessment"),
        template="cases/judge/_risk.html",
        one=shown,
    )


def values_of(made: RiskAssessment) -> dict[str, Any]:
    """What stands in a risk assessment, as the form has it."""
    names = RiskForm().fields.keys() - {RiskForm.SEEN}
    return {name: "" if (value := getattr(made, name)) is None else value for name in names}


def _begun(newest: RiskAssessment | None) -> dict[str, Any]:
    """What an assessment begins from: now becomes before, and the words stay to be gone through."""
    if newest is None:
        return {}
    begun: dict[str, Any] = {name: getattr(newest, name) for name in KEPT}
    for domain in Domain:
        begun[f"{domain}_before"] = getattr(newest, f"{domain}_now")
        begun[f"{domain}_words"] = getattr(newest, f"{domain}_words")
    return begun


def _say(request: StaffRequest, made: RiskAssessment) -> None:
    if made.is_acute:
        messages.warning(request, _("The risk is assessed. The case is acute: act now."))
    else:
        messages.success(request, _("The risk is assessed. The leader is asked to countersign."))
