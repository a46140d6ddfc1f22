"""What is done with the contacts of the directory; each change leaves its trail.

`beredskab.directory.workflow` calls these verbs, asks who may, and closes the task to check.
"""

from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.audit import trail
from beredskab.errors import Refused
from beredskab.municipality import rows, typed
from beredskab.municipality.models import Contact
from beredskab.timelimits import local_day

# Pages of the directory stand at these addresses, so no contact is called so.
RESERVED = ("ny", "ude-af-brug")


class HoldsAddress(Refused):
    """Raised for a street or a town: no page holds an address, a shelter's least (R114)."""

    message = _("Leave the address out: the portal holds none, so that no shelter is found by it.")


class MailAddress(Refused):
    """Raised for a mail address: they belong to persons, and nobody writes of a case by mail."""

    message = _("Mail addresses are not written here. Leave it out.")


class HoldsPhone(Refused):
    """Raised for a number in a text: there it would grow old, and nobody would check it."""

    message = _("Telephone numbers are not written in the text. They have fields of their own.")


class NotInUse(Refused):
    """Raised when a contact would be changed that is out of use."""

    message = _("The contact is out of use. Take it into use first.")


class NumberMissing(Refused):
    """Raised when a contact would count as checked that nobody can call."""

    message = _("Write the telephone number before you say that it is checked.")


def require_neutral(text: str) -> None:
    """Check the name or the note of a contact, as its form and the verbs here do.

    Raises MailAddress, HoldsPhone or HoldsAddress.
    """
    if typed.mails_in(text):
        raise MailAddress
    if typed.phones_in(text):
        raise HoldsPhone
    if typed.addresses_in(text):
        raise HoldsAddress


@transaction.atomic
def add(*, by: AbstractBaseUser, at: datetime, name: str, **values: Any) -> Contact:
    """Add somebody to call; `values` are the fields of a contact.

    Raises MailAddress, HoldsPhone or HoldsAddress.
    """
    slug = rows.free_slug(Contact, name, reserved=RESERVED)
    contact = Contact(slug=slug, name=name, **values)
    _require_neutral(contact)
    contact.save()
    trail.record(contact, "municipality.contact_added", by=by, at=at, slug=contact.slug)
    return contact


@transaction.atomic
def change(contact: Contact, *, by: AbstractBaseUser, at: datetime, **values: Any) -> Contact:
    """Change a contact in use; `values` are its fields.

    A number that is new counts as unchecked, unless the day it was checked changes with it (R116).
    Raises NotInUse, MailAddress, HoldsPhone or HoldsAddress.
    """
    contact = _lock_in_use(contact)
    has_new_number = any(
        before and values.get(field, before) != before
        for field in ("phone", "second_phone")
        for before in [getattr(contact, field)]
    )
    if has_new_number and values.get("checked_on", contact.checked_on) == contact.checked_on:
        values["checked_on"] = None
    contact = rows.change(contact, "municipality.contact_changed", by=by, at=at, **values)
    _require_neutral(contact)
    return contact


@transaction.atomic
def confirm(contact: Contact, *, by: AbstractBaseUser, at: datetime) -> Contact:
    """Say that its numbers were checked today (R116).

    Raises NotInUse, and NumberMissing as long as there is no number to check.
    """
    contact = _lock_in_use(contact)
    if not contact.phone:
        raise NumberMissing
    verb = "municipality.contact_checked"
    return rows.change(contact, verb, by=by, at=at, checked_on=local_day(at))


@transaction.atomic
def retire(contact: Contact, *, by: AbstractBaseUser, at: datetime) -> Contact:
    """Take a contact out of use; it is never deleted, since old versions of cards name it.

    112 and 114 are no rows and always stay (R46). Raises NotInUse the second time.
    """
    contact = _lock_in_use(contact)
    return rows.change(contact, "municipality.contact_retired", by=by, at=at, retired_at=at)


@transaction.atomic
def resume(contact: Contact, *, by: AbstractBaseUser, at: datetime) -> Contact:
    """Take a contact into use again."""
    contact = rows.lock(contact)
    return rows.change(contact, "municipality.contact_resumed", by=by, at=at, retired_at=None)


def _lock_in_use(contact: Contact) -> Contact:
    contact = rows.lock(contact)
    if contact.retired_at is not None:
        raise NotInUse
    return contact


def _require_neutral(contact: Contact) -> None:
    for text in (contact.name, contact.note):
        require_neutral(text)
