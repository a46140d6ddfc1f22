"""The agenda of a meeting whose invitations are not sent: cases are put on it and taken off."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.errors import Refused
from cases.models import Case, Person
from cases.permissions import require_see
from cases.states import require_open
from infohus import quorum
from infohus.models import AgendaItem, DiscussedPerson, Meeting
from infohus.workflow.locking import lock_cases, lock_item, lock_meeting


class CaseTwice(Refused):
    message = _("The case is on the agenda already.")


class NotDraft(Refused):
    message = _("The meeting is convened or cancelled already.")


class LastCase(Refused):
    message = _("A meeting is on at least one case. Cancel the meeting instead.")


@transaction.atomic
def take_up(meeting: Meeting, case: Case, *, by: User, at: datetime) -> AgendaItem:
    """Put one more case on the agenda. Raises NotDraft, CaseTwice, WrongState of a closed case."""
    meeting = lock_meeting(meeting, by=by, at=at)
    if not meeting.is_draft:
        raise NotDraft
    if meeting.items.filter(case=case).exists():
        raise CaseTwice
    return append_item(meeting, *lock_cases([case]), by=by, at=at)


@transaction.atomic
def drop_item(item: AgendaItem, *, by: User, at: datetime) -> None:
    """Take a case off the agenda before anybody is told; those after it move up.

    Who was asked to it alone is not asked any more. Raises NotDraft, LastCase (R89).
    """
    meeting, item = lock_item(item, by=by, at=at)
    if not meeting.is_draft:
        raise NotDraft
    if meeting.items.count() == 1:
        raise LastCase
    participants = [row.participant for row in item.asked.select_related("participant")]
    item.asked.all().delete()
    item.needs.all().delete()
    item.discussed.all().delete()
    position, case = item.position, item.case_id
    item.delete()
    meeting.items.filter(position__gt=position).update(position=F("position") - 1)
    for one in participants:
        if not one.asked.exists():
            one.removed_at = at
            one.save(update_fields=["removed_at"])
    trail.record(meeting, "infohus.case_taken_off", by=by, at=at, case=case)


@transaction.atomic
def shift_item(item: AgendaItem, *, by: User, at: datetime, up: bool) -> None:
    """Take a case before the one above it, or after the one below; nothing happens at the end.

    Raises NotDraft: whoever was told of an item knows it by its number.
    """
    meeting, item = lock_item(item, by=by, at=at)
    if not meeting.is_draft:
        raise NotDraft
    other = meeting.items.filter(position=item.position + (-1 if up else 1)).first()
    if other is None:
        return
    item.position, other.position = other.position, item.position
    AgendaItem.objects.bulk_update([item, other], ["position"])
    trail.record(meeting, "infohus.agenda_ordered", by=by, at=at, item=item.pk)


def append_item(meeting: Meeting, case: Case, *, by: User, at: datetime) -> AgendaItem:
    """Append an item; whom the case concerns is discussed until the coordinator says otherwise."""
    require_see(by, case)
    require_open(case.status)
    position = 1 + meeting.items.count()
    item = AgendaItem.objects.create(meeting=meeting, case=case, position=position)
    persons = case.persons.prefetch_related("roles")
    set_discussed(item, [person for person in persons if quorum.is_concerned(person)])
    trail.record(meeting, "infohus.case_taken_up", by=by, at=at, case=case.pk)
    return item


def set_discussed(item: AgendaItem, persons: Collection[Person]) -> None:
    """Set whom the item is about."""
    item.discussed.exclude(person__in=persons).delete()
    known = set(item.discussed.values_list("person", flat=True))
    DiscussedPerson.objects.bulk_create(
        DiscussedPerson(item=item, person=person) for person in persons if person.pk not in known
    )
