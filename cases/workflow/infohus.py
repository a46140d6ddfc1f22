"""Infohus Kommune is contacted, and its coordinator decides how the case is handled there.

All of it stands behind the municipality's switch (R101): where there is no Infohus, none of these
tasks is set and nothing waits for them.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts import duty, grants
from beredskab.accounts.models import User
from beredskab.accounts.roles import Role
from beredskab.audit import trail
from beredskab.deadlines import duedates
from beredskab.errors import NeedsReason, Refused
from beredskab.municipality.models import Municipality
from cases import deadlines, kinds, permissions
from cases.models import Case, InfohusHandling
from cases.states import require_open
from cases.workflow import sight
from cases.workflow.telling import blocked, tell

Decision = InfohusHandling.Decision


class NoInfohus(Refused):
    message = _("The municipality has no Infohus Kommune.")


class NoCoordinator(Refused):
    message = _("There is no SSP coordinator who can see the case. Tell your leader.")


def ask_to_contact(case: Case, *, at: datetime) -> None:
    """Give the holder of a new case the task to contact Infohus (R78).

    Runs inside the caller's transaction.
    """
    if Municipality.objects.current().has_infohus:
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
    duedates.meet(case, kinds.CONTACT_INFOHUS, at=at)
    duedates.meet(case, kinds.INFORM_COORDINATOR, at=at)
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

    Raises NoInfohus, and NeedsReason when it is not to be taken up without a reason.
    """
    case = Case.objects.lock(case)
    permissions.require_handle_infohus(by, case)
    require_open(case.status)
    if not Municipality.objects.current().has_infohus:
        raise NoInfohus
    if decision == Decision.NOT_DISCUSSED and not reason.strip():
        raise NeedsReason(_("Say why the case is not taken up in Infohus."))
    handling = InfohusHandling.objects.create(
        case=case, decision=decision, reason=reason.strip() or None, decided_at=at, decided_by=by
    )
    for kind in kinds.OF_INFOHUS:
        duedates.meet(case, kind, at=at)
    event = trail.record(case, "cases.infohus_handled", by=by, at=at, decision=decision)
    if case.holder_id != by.pk:
        tell(case, case.holder, f"event:{event.pk}", at=at, kind="case_infohus_handled")
    deadlines.refresh(case)
    return handling
