"""The coordinator convenes a meeting: on which cases, when, and calls it off again."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.errors import NeedsReason, Refused
from cases import workflow as cases_workflow
from cases.models import Case, InfohusHandling, Person
from cases.permissions import require_see
from cases.states import require_open
from infohus import permissions, quorum
from infohus.choices import Basis
from infohus.models import AgendaItem, DiscussedPerson, Invitation, Meeting
from infohus.workflow.invitations import invite

# How long after the meeting its participants still see what was shown to them (R84).
SIGHT = timedelta(days=7)
Method = Invitation.Method


class NoCase(Refused):
    message = _("A meeting is on at least one case. Begin it from a case.")


class EndsBeforeItBegins(Refused):
    message = _("The meeting can't end before it begins.")


class BeginsInThePast(Refused):
    message = _("The meeting can't begin before now.")


class CaseTwice(Refused):
    message = _("The case is on the agenda already.")


class NobodyDiscussed(Refused):
    message = _("Choose at least one person to discuss.")


class BasisWithoutGrounds(Refused):
    message = _("Write purpose and necessity: section 115 asks for both.")


class NotReady(Refused):
    message = _("The meeting can't be convened yet. See what is missing at each item.")


class NotDraft(Refused):
    message = _("The meeting is convened or cancelled already.")


class Cancelled(Refused):
    message = _("The meeting is cancelled.")


@transaction.atomic
def begin_meeting(
    *,
    cases: Sequence[Case],
    by: User,
    at: datetime,
    starts_at: datetime,
    ends_at: datetime,
    place: str = "",
) -> Meeting:
    """Begin to convene a meeting on one or several cases; nobody is told yet (R79, R89).

    Raises NoCase, EndsBeforeItBegins, BeginsInThePast.
    """
    permissions.require_convene(by)
    if not cases:
        raise NoCase
    _require_times(starts_at, ends_at, at)
    meeting = Meeting(
        starts_at=starts_at, ends_at=ends_at, place=place, sight_ends_at=ends_at + SIGHT
    )
    meeting.begun_at, meeting.begun_by = at, by
    meeting.save()
    trail.record(meeting, "infohus.begun", by=by, at=at)
    for case in cases:
        _take_up(meeting, case, by=by, at=at)
    return meeting


@transaction.atomic
def take_up(meeting: Meeting, case: Case, *, by: User, at: datetime) -> AgendaItem:
    """Put one more case on the agenda. Raises NotDraft, CaseTwice."""
    meeting = _locked(meeting, by)
    if not meeting.is_draft:
        raise NotDraft
    if meeting.items.filter(case=case).exists():
        raise CaseTwice
    return _take_up(meeting, case, by=by, at=at)


@transaction.atomic
def prepare_item(
    item: AgendaItem,
    *,
    by: User,
    at: datetime,
    persons: Collection[Person],
    judgement: str,
    basis: Basis | str,
    brief: str = "",
    purpose: str = "",
    necessity: str = "",
) -> AgendaItem:
    """Say who is discussed, on which basis, and why these participants (R85, R90).

    Raises NobodyDiscussed, BasisWithoutGrounds, Cancelled.
    """
    meeting = _locked(item.meeting, by)
    item = AgendaItem.objects.select_related("case").get(pk=item.pk)
    require_see(by, item.case)
    if meeting.is_cancelled:
        raise Cancelled
    own = [person for person in persons if person.case_id == item.case_id]
    if not own:
        raise NobodyDiscussed
    if basis == Basis.SECTION_115 and not (purpose.strip() and necessity.strip()):
        raise BasisWithoutGrounds
    item.brief, item.judgement = brief.strip() or None, judgement.strip() or None
    item.basis = basis
    item.purpose, item.necessity = purpose.strip() or None, necessity.strip() or None
    item.save()
    _discuss(item, own)
    keys = sorted(person.pk for person in own)
    trail.record(
        meeting, "infohus.item_prepared", by=by, at=at, item=item.pk, basis=basis, persons=keys
    )
    return item


@transaction.atomic
def convene(meeting: Meeting, *, by: User, at: datetime) -> Meeting:
    """Send the invitations; the cases count as taken up in Infohus from now on (R79, R81).

    Who must be there may still be missing: that stops the conclusion of an item, not the talk.
    Whoever convenes comes herself.
    Raises NotDraft, NotReady, BeginsInThePast.
    """
    meeting = _locked(meeting, by)
    if not meeting.is_draft:
        raise NotDraft
    _require_times(meeting.starts_at, meeting.ends_at, at)
    items = list(meeting.items.select_related("case"))
    for item in items:
        require_see(by, item.case)
    if not items or any(quorum.lacks(item) for item in items):
        raise NotReady
    meeting.convened_at, meeting.convened_by = at, by
    meeting.save(update_fields=["convened_at", "convened_by"])
    asked = meeting.participants.filter(removed_at__isnull=True)
    asked.filter(user=by).update(reply="accepted", replied_at=at)
    invite(meeting, asked, at=at)
    trail.record(meeting, "infohus.convened", by=by, at=at, cases=[item.case_id for item in items])
    for item in items:
        _note_taken_up(item.case, by=by, at=at)
    return meeting


@transaction.atomic
def move_meeting(
    meeting: Meeting,
    *,
    by: User,
    at: datetime,
    starts_at: datetime,
    ends_at: datetime,
    place: str = "",
) -> Meeting:
    """Set another time or place; everybody is asked anew, and answers anew.

    Raises Cancelled, EndsBeforeItBegins, BeginsInThePast.
    """
    meeting = _locked(meeting, by)
    if meeting.is_cancelled:
        raise Cancelled
    _require_times(starts_at, ends_at, at)
    meeting.starts_at, meeting.ends_at, meeting.place = starts_at, ends_at, place
    meeting.sight_ends_at = ends_at + SIGHT
    if not meeting.is_draft:
        meeting.sequence += 1
        asked = meeting.participants.filter(removed_at__isnull=True)
        asked.filter(reply="accepted").update(reply="", replied_at=None)
        invite(meeting, asked, at=at)
    meeting.save()
    trail.record(meeting, "infohus.moved", by=by, at=at, starts_at=starts_at.isoformat())
    return meeting


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, by: User, at: datetime, reason: str) -> Meeting:
    """Call the meeting off; its participants see nothing of it any more.

    Raises Cancelled, and NeedsReason without a reason.
    """
    meeting = _locked(meeting, by)
    if meeting.is_cancelled:
        raise Cancelled
    if not reason.strip():
        raise NeedsReason(_("Say why the meeting is cancelled."))
    was_convened = not meeting.is_draft
    meeting.cancelled_at, meeting.cancelled_by = at, by
    meeting.cancel_reason, meeting.sequence = reason.strip(), meeting.sequence + 1
    meeting.save()
    if was_convened:
        asked = meeting.participants.filter(removed_at__isnull=True)
        invite(meeting, asked, at=at, method=Method.CANCEL)
    trail.record(meeting, "infohus.cancelled", by=by, at=at)
    return meeting


def _locked(meeting: Meeting, by: User) -> Meeting:
    """The meeting itself, held until the transaction ends, for who keeps Infohus."""
    permissions.require_convene(by)
    locked: Meeting = Meeting.objects.lock(meeting)
    return locked


def _take_up(meeting: Meeting, case: Case, *, by: User, at: datetime) -> AgendaItem:
    """Append an item; whom the case concerns is discussed until the coordinator says otherwise."""
    require_see(by, case)
    require_open(case.status)
    position = 1 + meeting.items.count()
    item = AgendaItem.objects.create(meeting=meeting, case=case, position=position)
    persons = case.persons.prefetch_related("roles")
    _discuss(item, [person for person in persons if quorum.is_concerned(person)])
    trail.record(meeting, "infohus.case_taken_up", by=by, at=at, case=case.pk)
    return item


def _discuss(item: AgendaItem, persons: Collection[Person]) -> None:
    """Set whom the item is about."""
    item.discussed.exclude(person__in=persons).delete()
    known = set(item.discussed.values_list("person", flat=True))
    DiscussedPerson.objects.bulk_create(
        DiscussedPerson(item=item, person=person) for person in persons if person.pk not in known
    )


def _note_taken_up(case: Case, *, by: User, at: datetime) -> None:
    """Convening is the coordinator's decision to take the case up."""
    newest = case.infohus.order_by("-pk").first()
    discussed = InfohusHandling.Decision.DISCUSSED
    if newest is None or newest.decision != discussed:
        known: dict[str, Any] = {"decision": discussed}
        cases_workflow.handle_infohus(case, by=by, at=at, **known)


def _require_times(starts_at: datetime, ends_at: datetime, at: datetime) -> None:
    if ends_at <= starts_at:
        raise EndsBeforeItBegins
    if starts_at < at:
        raise BeginsInThePast
