"""The authority talks a case over: with its leader, or with somebody who gives advice."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts import duty
from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.errors import NeedsReason, Refused
from beredskab.timelimits import local_day
from cases import answers, permissions
from cases.models import Case, Concern, Consultation
from cases.states import ConcernStatus, WrongState, require_open
from cases.workflow import sight
from cases.workflow.clarification import find_acute
from cases.workflow.telling import tell

Basis, Kind, Naming = Consultation.Basis, Consultation.Kind, Consultation.Naming
VERBS = {Kind.LEADER: "cases.leader_consulted", Kind.SPARRING: "cases.adviser_consulted"}


class HeldInFuture(Refused):
    message = _("The time cannot be later than now")


class NamedNeedsBasis(Refused):
    message = _(
        "Don't name anybody: there is no basis for it. Use the sheet without names, and you get "
        "the same advice."
    )


class WrongBasis(Refused):
    message = _(
        "Of an adult it is her own consent, under 18 the authority's own legal basis. "
        "Nobody else can agree to it."
    )


@transaction.atomic
@sight.kept
def record_talk(
    case: Case,
    *,
    by: User,
    at: datetime,
    kind: str,
    held_at: datetime,
    with_whom: str,
    acute: str,
    outcome: str,
    service: str = "",
    purpose: str = "",
    naming: str = Naming.ANONYMOUS,
    basis: str = "",
    basis_leader: User | None = None,
) -> Consultation:
    """Record a talk about a case that was held; it decides nothing and stops nothing (R27, R31).

    What it found of acute action makes the case acute. With names and without a basis it is
    recorded all the same, marked, and the leaders are told. Raises HeldInFuture, WrongBasis,
    and NeedsReason when the authority's basis has no leader's name.
    """
    case = Case.objects.lock(case)
    permissions.require_edit(by, case)
    require_open(case.status)
    if held_at > at:
        raise HeldInFuture
    _require_basis(case, basis, basis_leader, at=at)
    talk = Consultation.objects.create(
        case=case,
        kind=kind,
        service=service,
        purpose=purpose,
        held_at=held_at,
        with_whom=with_whom,
        naming=naming,
        basis=basis,
        basis_leader=basis_leader,
        acute=acute,
        outcome=outcome,
        recorded_at=at,
        recorded_by=by,
    )
    codes = {"service": service, "purpose": purpose, "naming": naming, "basis": basis}
    event = trail.record(case, VERBS[Kind(kind)], by=by, at=at, kind=kind, acute=acute, **codes)
    if talk.lacks_basis:
        for leader in duty.leaders_of(case.unit, at):
            tell(case, leader, f"event:{event.pk}", at=at, kind="talk_marked")
    if talk.is_acute:
        find_acute(case, talk, by=by, at=at)
    return talk


@transaction.atomic
@sight.kept
def plan_talk(
    case: Case,
    *,
    by: User,
    at: datetime,
    naming: str,
    basis: str = "",
    basis_leader: User | None = None,
) -> None:
    """Say how a talk is going to be held; with names only on a basis (R110).

    Raises NamedNeedsBasis, WrongBasis, and NeedsReason without the leader who answers for it.
    """
    case = Case.objects.lock(case)
    permissions.require_edit(by, case)
    require_open(case.status)
    if naming == Naming.NAMED and not basis:
        raise NamedNeedsBasis
    _require_basis(case, basis, basis_leader, at=at)
    leader = basis_leader.pk if basis_leader else None
    codes = {"naming": naming, "basis": basis, "leader": leader}
    trail.record(case, "cases.talk_planned", by=by, at=at, **codes)


@transaction.atomic
def plan_own_talk(
    concern: Concern, *, by: User, at: datetime, naming: str, basis: str = ""
) -> None:
    """Say how a talk about one's own concern is going to be held.

    A reporter names nobody without the adult's own consent, and nobody under 18 at all: the
    authority's legal basis is not hers. Raises NamedNeedsBasis.
    """
    concern = Concern.objects.lock(concern)
    permissions.require_write_concern(by, concern)
    if concern.status in {ConcernStatus.DRAFT, ConcernStatus.IN_ERROR}:
        raise WrongState
    minor = answers.is_minor(concern.answers, local_day(at))
    if naming == Naming.NAMED and (minor or basis != Basis.ADULT_CONSENT):
        raise NamedNeedsBasis
    trail.record(concern, "cases.talk_planned", by=by, at=at, naming=naming, basis=basis)


def possible_bases(case: Case, at: datetime) -> list[str]:
    """On what names may be told in this case: it goes by the age that day."""
    minor = case.exposed is None or case.exposed.is_minor(local_day(at))
    return [Basis.AUTHORITY] if minor else [Basis.ADULT_CONSENT]


def _require_basis(case: Case, basis: str, leader: User | None, *, at: datetime) -> None:
    if basis and basis not in possible_bases(case, at):
        raise WrongBasis
    if basis == Basis.AUTHORITY and leader not in duty.leaders_of(case.unit, at):
        message = _("Choose the leader who answers for the authority's legal basis.")
        raise NeedsReason(message, field="basis_leader")
