"""Turning 18: the task on the birthday, the offer to the adult area, what ends and what stays."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from beredskab.accounts import duty, grants, roles
from beredskab.accounts.models import User
from beredskab.accounts.roles import ADVISERS
from beredskab.audit import trail
from beredskab.deadlines import duedates
from beredskab.deadlines.models import Deadline
from beredskab.errors import Refused
from beredskab.notices import outbox
from beredskab.timelimits import local_day
from cases import birthdays, deadlines, kinds, permissions
from cases.models import AdultTransfer, Case, DutyPeriod
from cases.models.measure import PLACEMENTS
from cases.states import require_open
from cases.workflow import sight
from cases.workflow.adult_routing import adult_area, source_of
from cases.workflow.offers import note_offer
from cases.workflow.opening import NoReceiver
from cases.workflow.relocation import relocate
from cases.workflow.telling import blocked, tell

How = DutyPeriod.How
TRANSFER, PREPARE = "task-adult_transfer", "task-prepare_18"
# What only a child is owed, and what takes its place. Everything else survives the birthday: the
# duty to report a journey, the safety plan and its review, stays abroad, agreed moments, locks.
ENDS_AT_18 = {
    kinds.ASSESSMENT: kinds.THREAT_AT_18,
    kinds.CONFIRMATION: "task-answer_notifier",
    kinds.ORIENTATION: "task-answer_notifier",
    kinds.EXAMINATION: "",
    kinds.PLAN: "",
    kinds.EXAMINE_SIBLINGS: "",
    kinds.REASSESS: "",
    kinds.PASSPORT: "",
    "task-child_talk": "",
    "task-screening": "",
    "task-clarification": "",
    "task-childrens_house": "",
    "task-measure_acute": "",
    "task-measure_purpose": "",
    "task-measure_consent": "",
    "task-measure_rights": "",
    "task-measure_plan": "",
}


class StillAChild(Refused):
    message = _("The person has not turned 18. Until then the case stays with the child authority.")


class AlreadyAdult(Refused):
    message = _("The case is an adult's already.")


@transaction.atomic
@sight.kept
def hand_to_adults(case: Case, *, by: User, at: datetime, message: str = "") -> AdultTransfer:
    """Offer the case of somebody who turned 18 to the adult area (R98).

    The duty to act passes when it is accepted there; until then the holder keeps it. Raises
    StillAChild, AlreadyAdult, and NoReceiver when the adult area has nobody to take it.
    """
    case = Case.objects.lock(case)
    permissions.require_edit(by, case)
    require_open(case.status)
    if not case.is_minor:
        raise AlreadyAdult
    if case.exposed is None or case.exposed.is_minor(local_day(at)):
        raise StillAChild
    unit = adult_area(source_of(case))
    receiver = duty.receiver_of(unit, at, without=blocked(case)) if unit else None
    if unit is None or receiver is None:
        raise NoReceiver
    grants.take_all(case, by=by, at=at, reason="offered")
    note_offer(case, receiver, at=at)
    transfer = AdultTransfer.objects.create(
        case=case,
        from_unit=case.unit,
        to_unit=unit,
        offered_to=receiver,
        offered_at=at,
        offered_by=by,
        message=message.strip() or None,
    )
    grants.give(case, receiver, by=by, at=at, reason="offered")
    event = trail.record(case, "cases.adult_transfer_offered", by=by, at=at, to=receiver.pk)
    tell(case, receiver, f"event:{event.pk}", at=at, kind="case_offered", urgent=True)
    return transfer


def pending(case: Case) -> AdultTransfer | None:
    """The transfer that waits for an answer; none when its offer was withdrawn since."""
    if case.offered_to_id is None or not case.is_minor:
        return None
    found = AdultTransfer.objects.filter(case=case, accepted_at__isnull=True)
    newest = found.select_related("to_unit", "offered_by").order_by("-pk").first()
    is_offered = newest and (newest.offered_to_id, newest.offered_at) == (
        case.offered_to_id,
        case.offered_at,
    )
    return newest if is_offered else None


def complete(case: Case, transfer: AdultTransfer, *, by: User, at: datetime) -> Case:
    """Let the adult area have the case that it accepted; only what a child is owed ends.

    Runs inside the transaction of the acceptance, which has locked the case.
    """
    transfer.accepted_at = at
    transfer.save(update_fields=["accepted_at"])
    case.is_minor = False
    case.save(update_fields=["is_minor"])
    relocate(case, transfer.to_unit, by=by, at=at, holder=by, how=How.ACCEPTED)
    if case.unit_id in roles.units_with_role(by, ADVISERS):
        case.handler = by
        case.save(update_fields=["handler"])
    _end_what_a_child_is_owed(case, at=at)
    duedates.meet(case, TRANSFER, at=at)
    duedates.meet(case, PREPARE, at=at)
    trail.record(case, "cases.handed_to_adults", by=by, at=at, unit=transfer.to_unit.slug)
    deadlines.refresh(case)
    return case


def _end_what_a_child_is_owed(case: Case, *, at: datetime) -> None:
    """No clock of a notification runs on an adult (R77); what it asked for becomes a task."""
    owed = Deadline.objects.filter(deadlines.about(case), kind__in=ENDS_AT_18).open()
    for deadline in owed.filter(reference=case.reference):
        assert deadline.subject is not None
        duedates.cancel(deadline.subject, deadline.kind, at=at, reason="turned_18")
        follow_up = ENDS_AT_18[deadline.kind]
        if follow_up and not deadlines.is_open(case, follow_up):
            due_on = max(local_day(deadline.due_at), local_day(at))
            deadlines.add_task(case, follow_up, owner=case.holder, due_on=due_on, at=at)


@transaction.atomic
def look_at_age(case: Case, *, at: datetime) -> None:
    """Give the tasks that the age of the exposed person asks for now, or take them back.

    On the 18th birthday the transfer, told to the holder and the leaders of the adult area; half
    a year ahead, of somebody placed, the preparation. Safe to run again.
    """
    case = Case.objects.lock(case)
    if not case.is_minor or case.closed_at is not None or case.exposed is None:
        return
    if _has_turned_18(case, at):
        _ask_for_transfer(case, at=at)
    else:
        duedates.cancel(case, TRANSFER, at=at, reason="under_18")
        _ask_to_prepare(case, at=at)
    deadlines.refresh(case)


def turn_of_age(*, at: datetime) -> int:
    """Look at every open case of a child who has turned 18 or soon will; return how many."""
    children = Case.objects.open().filter(is_minor=True).select_related("exposed").order_by("pk")
    near = [case for case in children.iterator() if _has_turned_18(case, at) or _is_near(case, at)]
    for case in near:
        look_at_age(case, at=at)
    return len(near)


def _has_turned_18(case: Case, at: datetime) -> bool:
    return case.exposed is not None and not case.exposed.is_minor(local_day(at))


def _is_near(case: Case, at: datetime) -> bool:
    birthday = birthdays.eighteenth(case.exposed.born_on) if case.exposed else None
    return birthday is not None and local_day(at) >= birthdays.preparing_from(birthday)


def _ask_for_transfer(case: Case, *, at: datetime) -> None:
    """Once: as long as the task is open, or an offer waits, nobody is told again."""
    if deadlines.is_open(case, TRANSFER):
        return
    deadlines.add_task(case, TRANSFER, owner=case.holder, due_on=local_day(at), at=at)
    event = trail.record(case, "cases.turned_18", by=None, at=at)
    tell(case, case.holder, f"event:{event.pk}", at=at, kind="case_turned_18")
    unit = adult_area(source_of(case))
    barred = blocked(case) | {case.holder_id}
    for leader in duty.leaders_of(unit, at) if unit else []:
        if leader.pk not in barred:
            # She can't open the case yet, so that the notice leads to her list.
            key, path = f"event:{event.pk}", reverse("case_list")
            outbox.post(leader, key, at=at, kind="adult_coming", path=path)


def _ask_to_prepare(case: Case, *, at: datetime) -> None:
    """Of somebody placed: what follows is decided half a year before the birthday (§ 111)."""
    assert case.exposed is not None
    birthday = birthdays.eighteenth(case.exposed.born_on)
    if birthday is None or not _is_near(case, at) or not is_placed(case):
        duedates.cancel(case, PREPARE, at=at, reason="under_18")
    elif PREPARE not in deadlines.kinds_of_tasks(case):
        deadlines.add_task(case, PREPARE, owner=case.holder, due_on=birthday, at=at)


def is_placed(case: Case) -> bool:
    """Whether the child is placed outside the home now."""
    return case.measures.active().filter(kind__in=PLACEMENTS).exists()
