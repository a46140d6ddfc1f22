"""What is recommended for each person of an item, and the same for the siblings."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import refusals_on
from beredskab.web import autosave
from beredskab.web.methods import get_or_post
from cases import wording
from cases.models import Person
from infohus import workflow
from infohus.choices import MeasureType
from infohus.forms.recommendations import RecommendForm, answers_of
from infohus.models import AgendaItem, Recommendation
from infohus.views.loading import load_item
from infohus.workflow.anonymising import TellsWho
from infohus.workflow.recommending import (
    NeedsAuthority,
    NeedsDate,
    RedForActorsOnly,
    TakesNoDecision,
    WrongLead,
)
from infohus.workflow.writing import require_assessed

FIELDS = {
    NeedsAuthority: "authority",
    NeedsDate: "due_on",
    RedForActorsOnly: "level",
    WrongLead: "lead",
    TellsWho: "text",
}


@get_or_post
def recommend(request: StaffRequest, reference: str, position: int, person: int) -> HttpResponse:
    """Ask what is recommended for a person; before the assessment it is refused (R95)."""
    item = load_item(request, reference, position)
    about = get_object_or_404(item.case.persons.prefetch_related("roles"), pk=person)
    return _form(request, item, about, None)


@get_or_post
def recommendation_change(
    request: StaffRequest, reference: str, position: int, pk: int
) -> HttpResponse:
    """Write a recommendation anew; the one before is kept as withdrawn."""
    item = load_item(request, reference, position)
    row = _row(item, pk)
    return _form(request, item, row.person, row)


@require_POST
def recommend_save(
    request: StaffRequest, reference: str, position: int, person: int
) -> HttpResponse:
    """Autosave of a new recommendation."""
    item = load_item(request, reference, position)
    return _keep(request, item, get_object_or_404(item.case.persons, pk=person), None)


@require_POST
def recommendation_change_save(
    request: StaffRequest, reference: str, position: int, pk: int
) -> HttpResponse:
    """Autosave of a recommendation that is changed."""
    item = load_item(request, reference, position)
    row = _row(item, pk)
    return _keep(request, item, row.person, row)


@require_POST
def recommendation_same(
    request: StaffRequest, reference: str, position: int, pk: int
) -> HttpResponse:
    """Give the same to the siblings that lack a recommendation, in one click (R96)."""
    item = load_item(request, reference, position)
    row = _row(item, pk)
    if workflow.recommend_same(row, by=request.user, at=timezone.now()):
        messages.success(request, _("The siblings got the same recommendation."))
    else:
        messages.info(request, _("No sibling lacks a recommendation."))
    return redirect(f"{item.hold_path}#personer")


@require_POST
def recommendation_withdraw(
    request: StaffRequest, reference: str, position: int, pk: int
) -> HttpResponse:
    """Take a recommendation back before the item is concluded."""
    item = load_item(request, reference, position)
    workflow.withdraw(_row(item, pk), by=request.user, at=timezone.now())
    messages.success(request, _("The recommendation is withdrawn."))
    return redirect(f"{item.hold_path}#personer")


def _form(
    request: StaffRequest, item: AgendaItem, person: Person, row: Recommendation | None
) -> HttpResponse:
    require_assessed(item)
    if request.POST.get("measure", "") not in {"", *MeasureType.values}:
        raise TakesNoDecision
    draft = item.advice_drafts.filter(person=person, writer=request.user, replaces=row).first()
    initial = (answers_of(row) if row else {}) | (draft.answers if draft else {})
    form = RecommendForm(request.POST or None, initial=initial)
    if form.is_valid():
        with refusals_on(form, request, FIELDS):
            workflow.recommend(
                item,
                person,
                by=request.user,
                at=timezone.now(),
                advice=form.advice(),
                replaces=row,
            )
            messages.success(request, _("The recommendation is saved."))
            return redirect(f"{item.hold_path}#personer")
    context = {
        "form": form,
        "item": item,
        "who": wording.person_in_case(person),
        "save_url": _save_url(item, person, row),
        "saved_at": draft.saved_at if draft else None,
    }
    return render(request, "infohus/recommend.html", context)


def _save_url(item: AgendaItem, person: Person, row: Recommendation | None) -> str:
    if row is None:
        return item.address("infohus_recommend_save", person.pk)
    return item.address("infohus_change_save", row.pk)


def _keep(
    request: StaffRequest, item: AgendaItem, person: Person, row: Recommendation | None
) -> HttpResponse:
    """Keep what is typed as it is, and say when."""
    at = timezone.now()
    answers = RecommendForm(request.POST).as_typed()
    workflow.save_advice_draft(item, person, by=request.user, at=at, answers=answers, replaces=row)
    return autosave.saved(at)


def _row(item: AgendaItem, pk: int) -> Recommendation:
    rows = item.recommendations.live().select_related("person", "unit", "item__case")
    row: Recommendation | None = rows.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row
