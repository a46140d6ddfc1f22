"""The coordinator convenes a meeting: on which cases, when, and calls it off again."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.errors import NeedsReason, Refused
from cases import workflow as cases_workflow
from cases.models import Case, Person
from cases.permissions import can_see, require_see
from cases.states import require_open
from cases.workflow.infohus import note_called_off
from infohus import permissions, quorum
from infohus.choices import Basis
from infohus.models import AgendaItem, Invitation, Meeting, Participant
from infohus.workflow.anonymising import require_all_untold
from infohus.workflow.attendance import strike_before_move
from infohus.workflow.drafting import CaseTwice, NotDraft, append_item, set_discussed
from infohus.workflow.handing import end_discussing_again
from infohus.workflow.holding import Concluded, require_not_held
from infohus.workflow.invitations import invite
from infohus.workflow.locking import lock_cases, lock_item, lock_meeting
from infohus.workflow.needs import note_needs

# How long after the meeting its participants still see what was shown to them (R84).
SIGHT = timedelta(days=7)
Method = Invitation.Method
Reply = Participant.Reply


class NoCase(Refused):
    message = _("A meeting is on at least one case. Begin it from a case.")


class EndsBeforeItBegins(Refused):
    message = _("The meeting can't end before it begins.")


class BeginsInThePast(Refused):
    message = _("The meeting can't begin before now.")


class NobodyDiscussed(Refused):
    message = _("Choose at least one whom the case concerns: the exposed person or another child.")


class BasisWithoutPurpose(Refused):
    message = _("Write what is to be prevented: section 115 asks for a purpose.")


class NotReady(Refused):
    message = _("The meeting can't be convened yet. See what is missing at each item.")


class Cancelled(Refused):
    message = _("The meeting is cancelled.")


class IsOver(Refused):
    message = _("The meeting is over, and nobody sees it any more. Convene a new one.")


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

    Raises NoCase, CaseTwice, EndsBeforeItBegins, BeginsInThePast, WrongState of a closed case.
    """
    permissions.require_convene(by)
    if not cases:
        raise NoCase
    if len({case.pk for case in cases}) < len(cases):
        raise CaseTwice
    _require_times(starts_at, ends_at, at)
    meeting = Meeting(
        starts_at=starts_at, ends_at=ends_at, place=place, sight_ends_at=ends_at + SIGHT
    )
    meeting.begun_at, meeting.begun_by = at, by
    meeting.save()
    trail.record(meeting, "infohus.begun", by=by, at=at)
    held = {case.pk: case for case in lock_cases(cases)}
    for case in cases:
        append_item(meeting, held[case.pk], by=by, at=at)
    return meeting


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
    needs: Mapping[int, str] | None = None,
) -> AgendaItem:
    """Say who is discussed, on which basis, and why these participants (R85, R90).

    `needs` says by the key of a member who is asked already why she must know. All of it until
    the item is concluded, also when nobody else sees it any more: what it lacks could not be
    mended otherwise. Raises NobodyDiscussed, BasisWithoutPurpose, TellsWho, Cancelled, Concluded,
    WrongState of a closed case, and NotReady where something is lacking and the meeting is
    convened.
    """
    meeting, item = lock_item(item, by=by, at=at)
    if meeting.is_cancelled:
        raise Cancelled
    require_open(item.case.status)
    if item.is_concluded:
        raise Concluded
    own = [person for person in persons if person.case_id == item.case_id]
    if not any(quorum.is_concerned(person) for person in own):
        raise NobodyDiscussed
    if basis == Basis.SECTION_115 and not purpose.strip():
        raise BasisWithoutPurpose
    item.brief, item.judgement = brief.strip() or None, judgement.strip() or None
    item.basis, item.purpose = basis, purpose.strip() or None
    require_all_untold(item)
    item.save()
    set_discussed(item, own)
    note_needs(item, needs or {}, by=by, at=at)
    if not meeting.is_draft and quorum.lacks(item):
        raise NotReady
    keys = sorted(person.pk for person in own)
    trail.record(
        meeting, "infohus.item_prepared", by=by, at=at, item=item.pk, basis=basis, persons=keys
    )
    return item


@transaction.atomic
def convene(meeting: Meeting, *, by: User, at: datetime) -> Meeting:
    """Send the invitations; the cases are taken up by that, and discussed once it is held (R79).

    Who must be there may still be missing: that stops the conclusion of an item, not the talk.
    Whoever convenes comes herself.
    Raises NotDraft, NotReady, BeginsInThePast, WrongState of a closed case.
    """
    meeting = lock_meeting(meeting, by=by, at=at)
    if not meeting.is_draft:
        raise NotDraft
    _require_times(meeting.starts_at, meeting.ends_at, at)
    items = list(meeting.items.select_related("case"))
    cases = lock_cases(item.case for item in items)
    for case in cases:
        require_see(by, case)
        require_open(case.status)
    if not items or any(quorum.lacks(item) for item in items):
        raise NotReady
    meeting.convened_at, meeting.convened_by = at, by
    meeting.save(update_fields=["convened_at", "convened_by"])
    asked = meeting.participants.filter(removed_at__isnull=True)
    asked.filter(user=by).update(reply=Reply.ACCEPTED, replied_at=at)
    invite(meeting, asked, at=at)
    trail.record(meeting, "infohus.convened", by=by, at=at, cases=[case.pk for case in cases])
    for case in cases:
        cases_workflow.note_convened(case, by=by, at=at)
        end_discussing_again(case, at=at)
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

    But not whoever sends a deputy, nor who sets the time herself. Who was noted as there on the
    former day is struck out. Raises Cancelled, EndsBeforeItBegins, BeginsInThePast, IsOver when
    nobody sees it any more, Held.
    """
    meeting = lock_meeting(meeting, by=by, at=at)
    require_running(meeting, at)
    require_not_held(meeting)
    _require_times(starts_at, ends_at, at)
    meeting.starts_at, meeting.ends_at, meeting.place = starts_at, ends_at, place
    meeting.sight_ends_at = ends_at + SIGHT
    if not meeting.is_draft:
        meeting.sequence += 1
        strike_before_move(meeting, by=by, at=at)
        asked = meeting.participants.filter(removed_at__isnull=True)
        others = asked.exclude(reply=Reply.DEPUTY).exclude(user=by)
        others.update(reply="", replied_at=None)
        invite(meeting, asked, at=at)
    meeting.save()
    trail.record(meeting, "infohus.moved", by=by, at=at, starts_at=starts_at.isoformat())
    return meeting


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, by: User, at: datetime, reason: str) -> Meeting:
    """Call the meeting off; its participants see nothing of it any more.

    Its cases are to come before another (R81). Raises Cancelled, Held, IsOver, and NeedsReason
    without a reason.
    """
    meeting = lock_meeting(meeting, by=by, at=at)
    require_running(meeting, at)
    require_not_held(meeting)
    if not reason.strip():
        raise NeedsReason(_("Say why the meeting is cancelled."))
    was_convened = not meeting.is_draft
    meeting.cancelled_at, meeting.cancelled_by = at, by
    meeting.cancel_reason, meeting.sequence = reason.strip(), meeting.sequence + 1
    meeting.save()
    if was_convened:
        asked = meeting.participants.filter(removed_at__isnull=True)
        invite(meeting, asked, at=at, method=Method.CANCEL)
        _tell_cases(meeting, by=by, at=at)
    trail.record(meeting, "infohus.cancelled", by=by, at=at)
    return meeting


def require_running(meeting: Meeting, at: datetime) -> None:
    """Raise Cancelled, or IsOver where nobody sees a convened meeting any more."""
    if meeting.is_cancelled:
        raise Cancelled
    if meeting.is_over(at):
        raise IsOver


def _tell_cases(meeting: Meeting, *, by: User, at: datetime) -> None:
    """Its cases are to come before another meeting, unless they are on one that is to be held."""
    coming = AgendaItem.objects.filter(
        meeting__convened_at__isnull=False,
        meeting__cancelled_at__isnull=True,
        meeting__starts_at__gt=at,
    )
    items = meeting.items.exclude(case__in=coming.values("case")).select_related("case")
    assert meeting.convened_by is not None
    for case in lock_cases(item.case for item in items):
        owner = by if can_see(by, case) else meeting.convened_by
        note_called_off(case, by=by, at=at, owner=owner)


def _require_times(starts_at: datetime, ends_at: datetime, at: datetime) -> None:
    if ends_at <= starts_at:
        raise EndsBeforeItBegins
    if starts_at < at:
        raise BeginsInThePast
