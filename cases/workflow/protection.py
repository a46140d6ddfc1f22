"""The protection of a person's name and address (LR19)."""

from datetime import date, datetime, timedelta

from django.db import transaction

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.deadlines import duedates
from beredskab.timelimits import Months, end_of_day, local_day
from cases import deadlines, kinds, permissions
from cases.choices import AddressProtection
from cases.models import Case, Person
from cases.states import require_open
from cases.workflow import sight

_A_YEAR = Months(12)
# How long before the protection lapses it is to be renewed.
_BEFORE = timedelta(days=30)


@transaction.atomic
@sight.kept
def protect_address(
    person: Person, *, by: User, at: datetime, protection: str, since: date | None = None
) -> Person:
    """Set how a person's address is protected; that of name and address lapses after a year.

    A task asks for the renewal in time. From then on only holder, adviser and leader see it.
    """
    case = Case.objects.lock(person.case)
    permissions.require_edit(by, case)
    require_open(case.status)
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if person.address_protection:
        # Who may not see the address, may not open it for herself either.
        permissions.require_see_address(by, case)
    if person.protection_task is not None and person.protection_task.is_open:
        duedates.finish(person.protection_task, at=at)
    person.address_protection = protection
    person.protected_until = person.protection_task = None
    if protection == AddressProtection.NAME_AND_ADDRESS:
        person.protected_until = local_day(_A_YEAR.due(end_of_day(since) if since else at).at)
        due_on = max(person.protected_until - _BEFORE, local_day(at))
        owner = case.handler or case.holder
        person.protection_task = deadlines.add_task(
            case, kinds.RENEW_PROTECTION, owner=owner, due_on=due_on, at=at
        )
    person.save(update_fields=["address_protection", "protected_until", "protection_task"])
    trail.record(
        case, "cases.address_protected", by=by, at=at, person=person.pk, protection=protection
    )
    deadlines.refresh(case)
    return person
