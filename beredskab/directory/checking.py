"""Asking an editor to check the contacts that nobody has looked at for half a year (R116)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from beredskab.accounts.models import Membership, User
from beredskab.accounts.roles import current_on
from beredskab.audit import trail
from beredskab.deadlines import duedates, ladders
from beredskab.deadlines.models import Deadline
from beredskab.directory.permissions import EDITORS
from beredskab.municipality import directory, rows
from beredskab.municipality.models import Contact
from beredskab.timelimits import Due, end_of_day, local_day

CHECK = "check_contact"
TIME_TO_CHECK = timedelta(days=14)
CHECK_NUMBERS = gettext_noop("Check the numbers of a contact")
WRITE_NUMBER = gettext_noop("Write the missing number of a contact")


def ask_to_check(*, at: datetime) -> int:
    """Give an editor a task for each contact that is outdated or lacks a number; return how many.

    Nobody is asked while there is no editor. Tasks of who is no editor any more go to another.
    Safe to run twice and side by side.
    """
    editor = _editor(at)
    if editor is None:
        return 0
    _hand_on(editor, at)
    asked = Deadline.objects.open().filter(kind=CHECK).values("subject_id")
    unasked = Contact.objects.to_check(local_day(at)).exclude(pk__in=asked)
    return sum(_ask(contact, editor, at) for contact in unasked)


@transaction.atomic
def _ask(contact: Contact, owner: User, at: datetime) -> bool:
    """Set the task, unless another did or the contact changed in between."""
    contact = rows.lock(contact)
    is_asked = Deadline.objects.of(contact).open().filter(kind=CHECK).exists()
    if is_asked or contact.retired_at or not directory.needs_check(contact, local_day(at)):
        return False
    due = Due(at=end_of_day(local_day(at) + TIME_TO_CHECK))
    duedates.add(
        contact,
        CHECK,
        due,
        at=at,
        owner=owner,
        unit=None,
        ladder=ladders.for_task(due),
        reference=contact.slug[:40],
        title=CHECK_NUMBERS if contact.phone else WRITE_NUMBER,
    )
    trail.record(contact, "directory.check_asked", by=None, at=at)
    return True


@transaction.atomic
def _hand_on(editor: User, at: datetime) -> None:
    """Give the tasks of who is no editor any more to one who is."""
    orphaned = Deadline.objects.open().filter(kind=CHECK)
    orphaned = orphaned.exclude(owner__in=_editors(at).values("user"))
    for contact in Contact.objects.filter(pk__in=orphaned.values("subject_id")):
        duedates.reassign(contact, CHECK, owner=editor, at=at)


def _editor(at: datetime) -> User | None:
    """Who is asked: a plan editor, else an administrator."""
    for role in EDITORS:
        found = _editors(at).filter(role=role).order_by("user__name", "user", "pk").first()
        if found:
            return found.user
    return None


def _editors(at: datetime) -> QuerySet[Membership]:
    current = Membership.objects.filter(current_on(local_day(at)), role__in=EDITORS)
    return current.filter(user__is_active=True).select_related("user")
