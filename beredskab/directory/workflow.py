"""What an editor does with a contact; the task to check it ends with what made it needless."""

from datetime import datetime
from typing import Any

from django.db import transaction

from beredskab.accounts.models import User
from beredskab.deadlines import duedates
from beredskab.directory import permissions
from beredskab.directory.checking import CHECK
from beredskab.municipality import contacts, directory
from beredskab.municipality.models import Contact
from beredskab.timelimits import local_day


@transaction.atomic
def add(*, by: User, at: datetime, checked_today: bool, **values: Any) -> Contact:
    """Add a contact; `values` are its fields.

    Raises PermissionDenied, and what `contacts.add` and `contacts.confirm` raise.
    """
    permissions.require_edit(by)
    contact = contacts.add(by=by, at=at, **values)
    return contacts.confirm(contact, by=by, at=at) if checked_today else contact


@transaction.atomic
def change(
    contact: Contact, *, by: User, at: datetime, checked_today: bool, **values: Any
) -> Contact:
    """Change a contact; a new number alone does not count as checked, `checked_today` says so.

    Raises PermissionDenied, and what `contacts.change` and `contacts.confirm` raise.
    """
    permissions.require_edit(by)
    contact = contacts.change(contact, by=by, at=at, **values)
    if checked_today:
        contact = contacts.confirm(contact, by=by, at=at)
    if not directory.needs_check(contact, local_day(at)):
        duedates.meet(contact, CHECK, at=at)
    return contact


@transaction.atomic
def confirm(contact: Contact, *, by: User, at: datetime) -> Contact:
    """Say that the numbers of a contact were checked today, which meets the task (R116).

    Raises PermissionDenied, and what `contacts.confirm` raises.
    """
    permissions.require_edit(by)
    contact = contacts.confirm(contact, by=by, at=at)
    duedates.meet(contact, CHECK, at=at)
    return contact


@transaction.atomic
def retire(contact: Contact, *, by: User, at: datetime) -> Contact:
    """Take a contact out of use; nobody is asked to check it any more.

    Raises PermissionDenied, and NotInUse the second time.
    """
    permissions.require_edit(by)
    contact = contacts.retire(contact, by=by, at=at)
    duedates.cancel(contact, CHECK, at=at)
    return contact


@transaction.atomic
def resume(contact: Contact, *, by: User, at: datetime) -> Contact:
    """Take a contact into use again; raises PermissionDenied."""
    permissions.require_edit(by)
    return contacts.resume(contact, by=by, at=at)
