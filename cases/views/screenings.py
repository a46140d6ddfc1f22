"""The screening of a child under § 18."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import note_refusal, refusals_on
from beredskab.web.methods import get_or_post
from cases import judged, permissions, screenings, workflow
from cases.choices import Category, Sign
from cases.forms.screenings import ScreeningForm
from cases.models import Case, ConcernCase, Screening
from cases.states import require_open
from cases.views.case_page import back_to, render_case
from cases.views.conflicts import conflicts_on
from cases.views.loading import load_case
from cases.views.signatures import TAB
from cases.workflow.screening import MustExamine, NoCriterion, NotScreened

ANEW = "igen"


@get_or_post
def case_screen(request: StaffRequest, reference: str) -> HttpResponse:
    """Conclude the screening; who comes second reads what was signed, and may write it anew."""
    case = load_case(request, reference)
    permissions.require_assess(request.user, case)
    require_open(case.status)
    if not case.is_minor:
        raise NotScreened
    newest = screenings.newest(case)
    if request.method != "POST" and newest and ANEW not in request.GET:
        return _signed(request, case, newest)
    begun = values_of(newest) if newest else {}
    form = ScreeningForm(request.POST or None, case=case, newest=newest, initial=begun)
    if form.is_valid():
        fields = {MustExamine: "outcome", NoCriterion: "criteria"}
        with refusals_on(form, request, fields), conflicts_on(form, request, values_of):
            workflow.screen(case, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("The screening is signed."))
            return back_to(case, TAB)
    elif form.asks_forbidden:
        note_refusal(request, MustExamine)
    return render_case(request, case, "cases/judge/screen.html", form=form, **_around(case))


def values_of(made: Screening) -> dict[str, Any]:
    """What stands in a screening, as the form has it."""
    names = ("abuse", "by_parents", "criteria", "earlier", "earlier_words", "outcome", "grounds")
    return {name: getattr(made, name) or ([] if name == "criteria" else "") for name in names}


def _signed(request: StaffRequest, case: Case, newest: Screening) -> HttpResponse:
    context: dict[str, Any] = {
        "one": {"made": newest, "rows": judged.screening_rows(newest)},
        "is_owed": screenings.is_owed(case),
        "anew": f"{reverse('case_screen', args=[case.reference])}?{ANEW}=1",
        "back": reverse(TAB, args=[case.reference]),
    }
    return render_case(request, case, "cases/judge/screened.html", **context)


def _around(case: Case) -> dict[str, Any]:
    """What the page says beside the form: what is unassessed yet, and what a notifier proposed."""
    ties = list(ConcernCase.objects.of_case(case).with_answers())
    return {
        "back": reverse(TAB, args=[case.reference]),
        "is_unassessed": any(not hasattr(tie, "assessment") for tie in ties),
        "abuse_proposed": any(_proposes_abuse(tie) for tie in ties),
    }


def _proposes_abuse(tie: ConcernCase) -> bool:
    """Whether a notifier ticked violence or marks of it; it proposes, and settles nothing (LR3)."""
    categories = tie.concern.answer("categories") or []
    signs = tie.concern.answer("signs") or []
    return Category.HONOUR_VIOLENCE in categories or Sign.HARM in signs
