"""What is recommended for each person, after mapping and assessment (R95, R96, R120)."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.deadlines import duedates
from beredskab.errors import NeedsReason, Refused
from beredskab.municipality.models import Unit
from cases import deadlines
from cases.models import Person
from infohus import recommended
from infohus.choices import MeasureType, Outcome, Prevention, Seat
from infohus.models import AdviceDraft, AgendaItem, Recommendation
from infohus.workflow.anonymising import ADVICE, require_untold
from infohus.workflow.confirming import strike_confirmations
from infohus.workflow.handing import hand_on
from infohus.workflow.holding import hold_open
from infohus.workflow.writing import require_assessed


class NotOfCase(Refused):
    message = _("The person does not belong to the case.")


class TakesNoDecision(Refused):
    message = _("Infohus takes no decisions. It recommends, and the authority decides afterwards.")


class NeedsAuthority(Refused):
    message = _("Choose who is responsible")


class NeedsDate(Refused):
    message = _("Write the date")


class RedForActorsOnly(Refused):
    message = _("The red level is only for somebody who exercises control or has committed crime.")


class WrongLead(Refused):
    message = _(
        "Choose who leads: the police or the prison service, and below 15 years the child authority"
    )


class Answered(Refused):
    message = _("The authority has answered already, so it stands.")


@dataclass(frozen=True)
class Advice:
    """What a recommendation says; of a measure three things are required, the rest helps."""

    outcome: str
    text: str = ""
    seat: str = ""
    unit: Unit | None = None
    due_on: date | None = None
    needs: str = ""
    risks: str = ""
    resources: str = ""
    measure: str = ""
    level: str = ""
    level_reason: str = ""
    lead: str = ""
    grounds: str = ""
    again_on: date | None = None


# Kept as null where nothing is written.
TEXTS = ("text", "needs", "risks", "resources", "level_reason", "grounds")


@transaction.atomic
def recommend(
    item: AgendaItem,
    person: Person,
    *,
    by: User,
    at: datetime,
    advice: Advice,
    replaces: Recommendation | None = None,
) -> Recommendation:
    """Recommend for one person; what it replaces is withdrawn (R96, R99, R121).

    Who has confirmed a provisional item is asked anew, here and where one is withdrawn.
    Raises MappingFirst and AssessmentFirst out of order (R95), NotOfCase, TakesNoDecision for
    anything but a kind of support (R92), NeedsReason naming its field, NeedsAuthority, NeedsDate,
    RedForActorsOnly, WrongLead, TellsWho in an anonymised item, Answered, NotConvened, Concluded.
    """
    item = _recommendable(item, person, by=by, at=at)
    _require_whole(advice)
    _require_level(advice, person, item)
    require_untold(item, [getattr(advice, name) for name in ADVICE])
    if replaces is not None:
        _withdraw(replaces, item, by=by, at=at)
    row = _write(item, person, advice, by=by, at=at)
    item.advice_drafts.filter(person=person, writer=by, replaces=replaces).delete()
    if item.is_provisional:
        hand_on(item, by=by, at=at)
    return row


@transaction.atomic
def save_advice_draft(
    item: AgendaItem,
    person: Person,
    *,
    by: User,
    at: datetime,
    answers: Mapping[str, Any],
    replaces: Recommendation | None = None,
) -> AdviceDraft:
    """Keep what a writer has typed so far, for herself; autosave leaves no trail of its own.

    Raises MappingFirst, AssessmentFirst, NotOfCase, NotConvened, Concluded.
    """
    item = _recommendable(item, person, by=by, at=at)
    draft, _made = AdviceDraft.objects.update_or_create(
        item=item,
        person=person,
        writer=by,
        replaces=replaces,
        defaults={"answers": dict(answers), "saved_at": at},
    )
    return draft


@transaction.atomic
def recommend_same(row: Recommendation, *, by: User, at: datetime) -> list[Recommendation]:
    """Give the same to the siblings who lack a recommendation, in one go (R96).

    Never the red level, which is judged for each. Nothing happens where none lacks one any more,
    or where it was withdrawn. Raises as `recommend`.
    """
    item = hold_open(row.item, by=by, at=at)
    row = item.recommendations.select_related("person", "unit").get(pk=row.pk)
    if row.withdrawn_at is not None:
        return []
    advice = _advice_of(row)
    return [
        recommend(item, person, by=by, at=at, advice=advice)
        for person in recommended.siblings(item, row.person)
    ]


@transaction.atomic
def withdraw(row: Recommendation, *, by: User, at: datetime) -> None:
    """Take a recommendation back before the item is concluded. Raises Answered, Concluded."""
    item = hold_open(row.item, by=by, at=at)
    _withdraw(row, item, by=by, at=at)


def _recommendable(item: AgendaItem, person: Person, *, by: User, at: datetime) -> AgendaItem:
    """The item held, where it is time to recommend for the person."""
    item = hold_open(item, by=by, at=at)
    require_assessed(item)
    if person.case_id != item.case_id:
        raise NotOfCase
    return item


def _require_whole(advice: Advice) -> None:
    if advice.measure and advice.measure not in MeasureType.values:
        raise TakesNoDecision
    if advice.outcome == Outcome.NO_MEASURE and not advice.grounds.strip():
        raise NeedsReason(_("Write why no measure is needed"), field="grounds")
    if advice.outcome == Outcome.AGAIN and advice.again_on is None:
        raise NeedsReason(_("Write when she is discussed again"), field="again_on")
    if advice.outcome != Outcome.MEASURE:
        return
    if not advice.text.strip():
        raise NeedsReason(_("Write what is recommended"), field="text")
    if bool(advice.seat) == bool(advice.unit):
        raise NeedsAuthority
    if advice.due_on is None:
        raise NeedsDate


def _require_level(advice: Advice, person: Person, item: AgendaItem) -> None:
    """The red level has its limits; the others, and none, are free (R119, R120)."""
    if advice.level != Prevention.INTERVENING:
        return
    if not recommended.may_be_intervened(person):
        raise RedForActorsOnly
    if not advice.level_reason.strip():
        raise NeedsReason(_("Write why the red level is needed"), field="level_reason")
    if advice.lead not in recommended.leads_for(person, item):
        raise WrongLead


def _write(
    item: AgendaItem, person: Person, advice: Advice, *, by: User, at: datetime
) -> Recommendation:
    known: dict[str, Any] = {one.name: getattr(advice, one.name) for one in fields(advice)}
    known |= {name: known[name].strip() or None for name in TEXTS}
    if advice.level != Prevention.INTERVENING:
        known |= {"level_reason": None, "lead": ""}
    if advice.seat:
        known["seat"] = Seat(advice.seat)
    row = Recommendation.objects.create(item=item, person=person, made_at=at, made_by=by, **known)
    trail.record(
        item.meeting,
        "infohus.recommended",
        by=by,
        at=at,
        item=item.pk,
        person=person.pk,
        outcome=advice.outcome,
    )
    strike_confirmations(item, by=by, at=at)
    return row


def _withdraw(row: Recommendation, item: AgendaItem, *, by: User, at: datetime) -> None:
    row = Recommendation.objects.select_for_update(of=["self"]).get(pk=row.pk, item=item)
    if row.answer:
        raise Answered
    if row.withdrawn_at is not None:
        return
    row.withdrawn_at, row.withdrawn_by = at, by
    row.save(update_fields=["withdrawn_at", "withdrawn_by"])
    if row.deadline is not None and row.deadline.is_open:
        duedates.withdraw(row.deadline, at=at)
        deadlines.refresh(item.case)
    trail.record(
        item.meeting, "infohus.recommendation_withdrawn", by=by, at=at, recommendation=row.pk
    )
    strike_confirmations(item, by=by, at=at)


def _advice_of(row: Recommendation) -> Advice:
    known = {one.name: getattr(row, one.name) for one in fields(Advice)}
    known |= {name: known[name] or "" for name in TEXTS}
    if known["level"] == Prevention.INTERVENING:
        known |= {"level": "", "level_reason": "", "lead": ""}
    return Advice(**known)
