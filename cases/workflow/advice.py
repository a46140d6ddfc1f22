"""Advice and guidance: offered to a person of a case, or given to somebody without a name."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.errors import NeedsReason, Refused
from beredskab.municipality.models import Unit
from cases import anonymity, permissions
from cases.models import AdviceOffer, AnonymousAdvice, Case, Person
from cases.states import require_open
from cases.workflow import sight

Outcome = AdviceOffer.Outcome


class InFuture(Refused):
    message = _("The time cannot be later than now")


class Identifying(Refused):
    message = _("This may tell who it is. Write it without numbers, addresses and references.")


class NotInTheCase(Refused):
    message = _("Only a person of the case can be offered advice in it.")


@transaction.atomic
@sight.kept
def offer_advice(
    case: Case,
    *,
    by: User,
    at: datetime,
    person: Person,
    outcome: str,
    offered_at: datetime,
    advised: str = "",
    reason: str = "",
) -> AdviceOffer:
    """Record that a person of a case was offered advice, or why it was not safe (R74, R121).

    She need not be the exposed one, and is marked as nothing by it. Raises NeedsReason when it
    could not be offered safely and nobody says why; InFuture.
    """
    case = Case.objects.lock(case)
    permissions.require_edit(by, case)
    require_open(case.status)
    if person.case_id != case.pk:
        raise NotInTheCase
    if offered_at > at:
        raise InFuture
    if outcome == Outcome.NOT_SAFE and not reason.strip():
        raise NeedsReason(_("Say why it could not be offered safely."))
    offer = AdviceOffer.objects.create(
        case=case,
        person=person,
        outcome=outcome,
        advised=advised.strip() or None,
        reason=reason.strip() or None,
        offered_at=offered_at,
        recorded_at=at,
        recorded_by=by,
    )
    verb = "cases.advice_not_safe" if outcome == Outcome.NOT_SAFE else "cases.advice_offered"
    trail.record(case, verb, by=by, at=at, person=person.pk, outcome=str(outcome))
    return offer


@transaction.atomic
def give_anonymous_advice(
    *,
    by: User,
    at: datetime,
    unit: Unit,
    given_at: datetime,
    way: str,
    topics: Sequence[str],
    advised: str,
    acute: bool,
) -> AnonymousAdvice:
    """Record advice to an adult who gave no name; nothing of it may tell who it was (R104).

    Raises Identifying when the words look as if they did; InFuture.
    """
    permissions.require_advise(by)
    if unit.pk not in permissions.advising_units(by):
        raise PermissionDenied
    if given_at > at:
        raise InFuture
    if anonymity.found_in(advised):
        raise Identifying
    advice = AnonymousAdvice.objects.create(
        unit=unit,
        given_at=given_at,
        way=way,
        topics=list(topics),
        advised=advised,
        acute=acute,
        recorded_at=at,
        recorded_by=by,
    )
    trail.record(advice, "cases.anonymous_advice_given", by=by, at=at, unit=unit.slug, acute=acute)
    return advice
