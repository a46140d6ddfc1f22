"""Infohus Kommune is contacted, and its coordinator decides how the case is handled there.

All of it stands behind the municipality's switch (R101): where there is no Infohus, none of these
tasks is set and nothing waits for them.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts import duty, grants
from beredskab.accounts.models import User
from beredskab.accounts.roles import Role
from beredskab.audit import trail
from beredskab.deadlines import duedates
from beredskab.deadlines.models import Deadline
from beredskab.errors import NeedsReason, Refused
from beredskab.municipality.models import Municipality
from cases import deadlines, handlings, kinds, permissions
from cases.models import Case, InfohusHandling
from cases.states import WrongState, require_open
from cases.workflow import sight
from cases.workflow.telling import blocked, tell

Decision = InfohusHandling.Decision


class NoInfohus(Refused):
    message = _("The municipality has no Infohus Kommune.")


class NoCoordinator(Refused):
    message = _("There is no SSP coordinator who can see the case. Tell your leader.")


def ask_to_contact(case: Case, *, at: datetime) -> None:
    """Give the holder the task to contact Infohus, unless something is asked of it already.

    Of a new case (R78), and of one on which something new has come or that begins anew: what was
    decided before does not count for that (R81). Runs inside the caller's transaction.
    """
    if not Municipality.objects.current().has_infohus:
        return
    if not Deadline.objects.of(case).open().filter(kind__in=kinds.OF_INFOHUS).exists():
        day = deadlines.next_weekday(at, 2)
        deadlines.add_task(case, kinds.CONTACT_INFOHUS, owner=case.holder, due_on=day, at=at)


@transaction.atomic
@sight.kept
def contact_infohus(case: Case, *, by: User, at: datetime) -> Case:
    """Give the case to the coordinator: she sees it from now on, and is to decide.

    Raises NoInfohus behind the switch, NoCoordinator when nobody may see it.
    """
    case = Case.objects.lock(case)
    permissions.require_edit(by, case)
    require_open(case.status)
    if not Municipality.objects.current().has_infohus:
        raise NoInfohus
    barred = blocked(case)
    coordinators = duty.holders_of(Role.COORDINATOR, at)
    coordinator = next((one for one in coordinators if one.pk not in barred), None)
    if coordinator is None:
        raise NoCoordinator
    _finish(case, [kinds.CONTACT_INFOHUS, kinds.INFORM_COORDINATOR], at=at)
    grants.give(case, coordinator, by=by, at=at, reason="infohus")
    if not deadlines.is_open(case, kinds.HANDLE_INFOHUS):
        day = deadlines.next_weekday(at)
        deadlines.add_task(case, kinds.HANDLE_INFOHUS, owner=coordinator, due_on=day, at=at)
    trail.record(case, "cases.infohus_contacted", by=by, at=at, to=coordinator.pk)
    deadlines.refresh(case)
    return case


@transaction.atomic
def handle_infohus(
    case: Case, *, by: User, at: datetime, decision: str, reason: str = ""
) -> InfohusHandling:
    """Record the coordinator's decision on taking the case up in Infohus (R81).

    Taken up, a meeting is still to be convened. Raises NoInfohus, NeedsReason when it is not to
    be taken up without a reason, and WrongState of HELD, which a meeting alone can say.
    """
    case = _locked(case, by)
    require_open(case.status)
    if not Municipality.objects.current().has_infohus:
        raise NoInfohus
    if decision == Decision.HELD:
        raise WrongState
    if decision == Decision.NOT_DISCUSSED and not reason.strip():
        raise NeedsReason(_("Say why the case is not taken up in Infohus."))
    handling = _decide(case, decision, by=by, at=at, reason=reason)
    if decision == Decision.DISCUSSED:
        _finish(case, kinds.DECIDED, at=at)
        _ask_to_convene(case, owner=by, at=at)
    else:
        _finish(case, kinds.OF_INFOHUS, at=at)
    deadlines.refresh(case)
    return handling


@transaction.atomic
def note_convened(case: Case, *, by: User, at: datetime) -> None:
    """Note that a meeting on the case is convened: that is the decision to take it up.

    It is not discussed before the meeting is held.
    """
    case = _locked(case, by)
    require_open(case.status)
    newest = handlings.current(case).last()
    if newest is None or newest.decision == Decision.NOT_DISCUSSED:
        _decide(case, Decision.DISCUSSED, by=by, at=at)
    _finish(case, kinds.OF_INFOHUS, at=at)
    deadlines.refresh(case)


@transaction.atomic
def note_held(case: Case, *, by: User, at: datetime, held_at: datetime) -> None:
    """Note that the case was discussed at a meeting or a talk (R81).

    Nothing is asked of Infohus any more, unless a concern has come in since. Of a closed case
    nothing is noted.
    """
    case = _locked(case, by)
    if case.closed_at is not None:
        return
    InfohusHandling.objects.create(
        case=case, decision=Decision.HELD, decided_at=held_at, decided_by=by
    )
    trail.record(case, "cases.infohus_held", by=by, at=at, held_at=held_at.isoformat())
    if handlings.is_settled(case):
        _finish(case, kinds.OF_INFOHUS, at=at)
        deadlines.refresh(case)


def note_called_off(case: Case, *, by: User, at: datetime, owner: User) -> None:
    """Note on a locked case that a meeting on it is cancelled: `owner` is to convene another.

    Of a closed case nothing is owed. Runs inside the transaction of who cancels it, and may.
    """
    if case.closed_at is None:
        trail.record(case, "cases.infohus_called_off", by=by, at=at)
        _ask_to_convene(case, owner=owner, at=at)
        deadlines.refresh(case)


@transaction.atomic
def follow_switch(*, has_infohus: bool, at: datetime) -> None:
    """Withdraw what nobody can do any more once the municipality has no Infohus (R101).

    Once it has one, open cases that are not settled there ask for it (R78, R81); what was
    withdrawn does not come back by itself.
    """
    cases = Case.objects.open().order_by("pk")
    if not has_infohus:
        # Of these kinds the subject is always a case.
        owed = Deadline.objects.open().filter(kind__in=kinds.BEHIND_INFOHUS)
        cases = cases.filter(pk__in=owed.values("subject_id"))
    for one in cases:
        case = Case.objects.lock(one)
        if not has_infohus:
            _withdraw(case, at=at)
        elif case.closed_at is None and not handlings.is_settled(case):
            ask_to_contact(case, at=at)
            deadlines.refresh(case)


def _withdraw(case: Case, *, at: datetime) -> None:
    owed = Deadline.objects.of(case).open().filter(kind__in=kinds.BEHIND_INFOHUS)
    withdrawn = [duedates.withdraw(one, at=at, reason="no_infohus").kind for one in owed]
    trail.record(case, "cases.infohus_ended", by=None, at=at, kinds=withdrawn)
    deadlines.refresh(case)


def _ask_to_convene(case: Case, *, owner: User, at: datetime) -> None:
    if not deadlines.is_open(case, kinds.CONVENE):
        day = deadlines.next_weekday(at)
        deadlines.add_task(case, kinds.CONVENE, owner=owner, due_on=day, at=at)


def _locked(case: Case, by: User) -> Case:
    """The case read anew and held, for a coordinator who sees it."""
    case = Case.objects.lock(case)
    permissions.require_handle_infohus(by, case)
    return case


def _decide(
    case: Case, decision: str, *, by: User, at: datetime, reason: str = ""
) -> InfohusHandling:
    """Write what she decided, and tell who has the duty to act."""
    handling = InfohusHandling.objects.create(
        case=case, decision=decision, reason=reason.strip() or None, decided_at=at, decided_by=by
    )
    event = trail.record(case, "cases.infohus_handled", by=by, at=at, decision=decision)
    if case.holder_id != by.pk:
        tell(case, case.holder, f"event:{event.pk}", at=at, kind="case_infohus_handled")
    return handling


def _finish(case: Case, done: Collection[str], *, at: datetime) -> None:
    """Meet all open tasks of these kinds: a case that was joined may have brought a second."""
    for deadline in Deadline.objects.of(case).open().filter(kind__in=done):
        duedates.finish(deadline, at=at)
