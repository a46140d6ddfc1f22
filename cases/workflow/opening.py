"""How a sent concern becomes cases: the persons, the route, the holder, the clocks."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from beredskab.accounts import duty, grants
from beredskab.accounts.models import User
from beredskab.accounts.roles import Role
from beredskab.audit import trail
from beredskab.encryption import keyed_hash
from beredskab.errors import Refused
from beredskab.municipality.models import Municipality, Route, Unit
from beredskab.timelimits import local_day
from cases import deadlines, kinds, permissions
from cases.choices import Answer, Category, Channel, NotifierKind, PersonRole, Relation, Source
from cases.models import (
    Case,
    CaseBlock,
    CasePeriod,
    Concern,
    ConcernCase,
    Confirmation,
    DutyPeriod,
    Orientation,
    PersonInRole,
)
from cases.states import CaseStatus, ConcernStatus, require_concern_move
from cases.workflow import acute, progress
from cases.workflow.checklist import begin_checklist
from cases.workflow.duty import pass_on
from cases.workflow.infohus import ask_to_contact
from cases.workflow.new_persons import is_told_minor, new_person
from cases.workflow.reassessment import ask_to_reassess
from cases.workflow.stays import note_concern
from cases.workflow.telling import blocked, tell


class NoReceiver(Refused):
    message = _(
        "The municipality has not set who receives concerns. What you wrote is saved. "
        "Call the authority, and tell your administrator."
    )


def open_cases(
    concern: Concern,
    *,
    received_at: datetime,
    by: User,
    at: datetime,
    into: Case | None = None,
    beside: Case | None = None,
    assessed_at: datetime | None = None,
) -> list[ConcernCase]:
    """Turn a complete concern into a sent one with its cases, clocks and answers owed.

    Runs inside the caller's transaction. `into` is the case it was registered on, if
    any; `beside` one of the same family, who is blocked from which is so from a new one too;
    `assessed_at` when it was assessed before.
    Raises NoReceiver when the municipality has set no unit to receive it.
    """
    require_concern_move(concern.status, ConcernStatus.SENT)
    persons = concern.answer("persons") or [{}]
    day = local_day(received_at)
    minors = [is_told_minor(person, day) for person in persons]
    concern.status = ConcernStatus.SENT
    concern.received_at, concern.sent_at, concern.saved_at = received_at, at, at
    concern.ended_at = concern.ended_by = None
    concern.is_minor = any(minors)
    concern.expires_on = None
    concern.save()
    trail.record(
        concern, "cases.concern_sent", by=by, at=at, source=concern.source, channel=concern.channel
    )

    ties = []
    for person, is_minor in zip(persons, minors, strict=True):
        known = into or _known_case(concern, person, by=by, at=at)
        case = known or _open_case(concern, person, is_minor, beside, by=by, at=at)
        into = None
        tie = ConcernCase.objects.create(concern=concern, case=case, tied_at=at)
        if _is_acute(concern):
            acute.become_acute(case, at=at)
        trail.record(case, "cases.concern_received", by=by, at=at, concern=concern.reference)
        if _is_child(case, day):
            progress.await_assessment(case)
            deadlines.open_assessment(tie, received=received_at, at=at, met_at=assessed_at)
        note_concern(case, concern, at=at)
        if known:
            ask_to_reassess(tie, at=at)
            ask_to_contact(case, at=at)
        ties.append(tie)

    children = [tie.case for tie in ties if _is_child(tie.case, day)]
    _owe_answers(concern, ties[0].case, with_clock=bool(children), at=at)
    for tie in ties:
        _ask_coordinator(concern, tie.case, by=by, at=at)
        if tie.case not in children:
            _tell_holder(concern, tie.case, at=at)
        deadlines.refresh(tie.case)
    return ties


def _open_case(
    concern: Concern,
    person: Mapping[str, Any],
    is_minor: bool,
    beside: Case | None,
    *,
    by: User,
    at: datetime,
) -> Case:
    barred = blocked(beside) if beside else set()
    unit, holder = receiver(concern.source, is_adult=not is_minor, at=at, without=barred)
    case = Case.objects.create(
        status=CaseStatus.RECEIVED,
        unit=unit,
        holder=holder,
        is_minor=is_minor,
        categories=concern.answer("categories") or [Category.UNSETTLED],
        opened_at=at,
    )
    if beside:
        _block_as(case, beside, by=by, at=at)
    pass_on(case, holder, how=DutyPeriod.How.RECEIVED, at=at)
    assert concern.received_at is not None
    day = local_day(concern.received_at)
    safe_contact = person.get("safe_contact") or concern.answer("safe_contact")
    case.exposed = new_person(case, {**person, "safe_contact": safe_contact}, on=day, at=at)
    case.save(update_fields=["exposed"])
    PersonInRole.objects.create(person=case.exposed, role=PersonRole.EXPOSED)
    for relation in concern.answer("controllers") or []:
        is_group = relation == Relation.GROUP
        actor = new_person(case, {"is_group": is_group}, on=day, at=at)
        PersonInRole.objects.create(person=actor, role=PersonRole.ACTOR, relation=relation)
    CasePeriod.objects.create(case=case, number=1, opened_at=at)
    trail.record(case, "cases.opened", by=by, at=at, unit=unit.slug, minor=is_minor)
    open_to_unit(case, by=by, at=at)
    ask_to_contact(case, at=at)
    begin_checklist(case, at=at)
    return case


def _block_as(case: Case, other: Case, *, by: User, at: datetime) -> None:
    """Block from a new case whoever is blocked from another of the same family (S3)."""
    for block in other.blocks.standing():
        CaseBlock.objects.create(
            case=case, user_id=block.user_id, reason=block.reason, set_at=at, set_by=by
        )


def receiver(
    source: str, *, is_adult: bool, at: datetime, without: Collection[int] = ()
) -> tuple[Unit, User]:
    """The unit that receives by the route, and who of it takes the duty to act (R35)."""
    unit = Route.objects.unit_for(source, is_adult=is_adult)
    holder = duty.receiver_of(unit, at, without=without) if unit else None
    if unit is None or holder is None:
        raise NoReceiver
    return unit, holder


def open_to_unit(case: Case, *, by: User, at: datetime) -> None:
    """Give the intake of the case's unit, and its holder, sight of the case."""
    role = Role.ADVISER_CHILD if case.is_minor else Role.ADVISER_ADULT
    grants.give(case, grants.group_of(case.unit, role), by=by, at=at, reason="intake")
    grants.give(case, case.holder, by=by, at=at, reason="holder")


def _known_case(
    concern: Concern, person: Mapping[str, Any], *, by: User, at: datetime
) -> Case | None:
    """The open case of the same CPR number; who doesn't see it is not told that there is one.

    A reporter never sees where her concern goes. Who registers for the authority does: where the
    case is hidden from her, a new one is opened, and the holder of the hidden one is told (S43).
    """
    cpr = person.get("cpr")
    if not cpr:
        return None
    known = Case.objects.open().filter(exposed__cpr_hash=keyed_hash(cpr, "cpr"))
    known = known.select_related("unit", "holder").order_by("pk")
    # Held, so that it can't be closed while the concern comes to it.
    case = known.select_for_update(of=("self",)).first()
    if case is None or concern.channel == Channel.PORTAL or permissions.can_see(by, case):
        return case
    tell(
        case, case.holder, f"known:{concern.pk}:{case.pk}", at=at, kind="known_person", urgent=True
    )
    return None


def _owe_answers(concern: Concern, case: Case, *, with_clock: bool, at: datetime) -> None:
    """One confirmation and, to a professional, one orientation; none about adults (R77).

    Without a clock it is of somebody who was taken for a child, and is known to be none: what
    the notifier was promised is a task then.
    """
    if not concern.is_minor or _is_own(concern):
        return
    ending, by = "", None
    if concern.notifier_kind == NotifierKind.ANONYMOUS:
        ending = Confirmation.Ending.ANONYMOUS
    elif concern.notifier_id:
        # The receipt on the screen is the confirmation; it is there as soon as she has sent.
        ending, by = Confirmation.Ending.IN_PORTAL, concern.notifier
    Confirmation.objects.create(
        concern=concern,
        ending=ending,
        given_at=at if ending == Confirmation.Ending.IN_PORTAL else None,
        recorded_at=at if ending else None,
        recorded_by=by,
    )
    owed = [] if ending else [kinds.CONFIRMATION]
    if concern.notifier_kind == NotifierKind.PROFESSIONAL:
        Orientation.objects.create(concern=concern)
        owed.append(kinds.ORIENTATION)
    if with_clock:
        for kind in owed:
            deadlines.open_answer(kind, concern, case, at=at)
    elif owed:
        due_on = local_day(deadlines.answer_due(concern).at)
        deadlines.add_task(case, "task-answer_notifier", owner=case.holder, due_on=due_on, at=at)


def _is_own(concern: Concern) -> bool:
    """Whether the authority registered what it came to know itself: nobody waits for an answer."""
    return concern.channel != Channel.PORTAL and concern.notifier_id is not None


def _ask_coordinator(concern: Concern, case: Case, *, by: User, at: datetime) -> None:
    """From the police or the child authority front: the coordinator is to convene (R80, R82)."""
    sources = {Source.POLICE, Source.CHILD_AUTHORITY}
    if concern.source not in sources or not Municipality.objects.current().has_infohus:
        return
    barred = blocked(case)
    coordinators = duty.holders_of(Role.COORDINATOR, at)
    coordinator = next((one for one in coordinators if one.pk not in barred), None)
    due_on = deadlines.next_weekday(at)
    if concern.source == Source.CHILD_AUTHORITY:
        kind = "task-inform_coordinator"
        if not deadlines.is_open(case, kind):
            deadlines.add_task(case, kind, owner=case.holder, due_on=due_on, at=at)
    if coordinator and not deadlines.is_open(case, "task-convene"):
        grants.give(case, coordinator, by=by, at=at, reason="infohus")
        deadlines.add_task(case, "task-convene", owner=coordinator, due_on=due_on, at=at)


def _tell_holder(concern: Concern, case: Case, *, at: datetime) -> None:
    """Tell the holder at once; under 18 the first rung of the ladder does it."""
    key = f"concern:{concern.pk}:{case.pk}"
    tell(case, case.holder, key, at=at, kind="case_received", urgent=case.acute)


def _is_child(case: Case, day: date) -> bool:
    """Whether the clocks of a notification run: never once the date of birth says 18 (R77)."""
    if not case.is_minor:
        return False
    return case.exposed is None or not case.exposed.born_on or case.exposed.is_minor(day)


def _is_acute(concern: Concern) -> bool:
    """Not knowing is acute until the authority has judged (R24); the reporter may have found it."""
    if concern.acute in {Answer.YES, Answer.UNKNOWN}:
        return True
    talks, judgements = concern.consultations.all(), concern.judgements.all()
    return any(talk.is_acute for talk in talks) or any(one.is_acute for one in judgements)
