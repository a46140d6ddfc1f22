"""A talk that is held at once, by phone, with whoever is there (R86)."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.errors import Refused
from cases import workflow as cases_workflow
from cases.models import Case, Person
from cases.permissions import require_see
from cases.states import require_open
from infohus import permissions, quorum
from infohus.models import (
    AgendaItem,
    Attendance,
    DiscussedPerson,
    ItemParticipant,
    Meeting,
    Member,
    Participant,
)
from infohus.workflow.attendance import NobodyThere, note_by_name
from infohus.workflow.confirming import begin_provisional
from infohus.workflow.handing import end_discussing_again
from infohus.workflow.locking import lock_cases
from infohus.workflow.meetings import SIGHT, NobodyDiscussed
from infohus.workflow.participants import InAnotherSeat

# For how long a talk stands in the calendar; nobody is asked how long it took.
LASTS = timedelta(minutes=30)


class NotHeldYet(Refused):
    message = _("A talk is recorded once it is held. Convene a meeting for later.")


@transaction.atomic
def record_urgent_talk(
    case: Case,
    *,
    by: User,
    at: datetime,
    held_at: datetime,
    persons: Collection[Person],
    members: Collection[Member] = (),
    name: str = "",
    seat: str = "",
    has_no_tie: bool = False,
) -> AgendaItem:
    """Record a talk with whoever was there: standing members, and somebody by name and seat.

    It is provisional at once while somebody who must be there is missing, until that seat has
    confirmed. Raises NotHeldYet, NobodyDiscussed where the case concerns none of them,
    NobodyThere, InAnotherSeat, TieUnknown of who is named, WrongState of a closed case.
    """
    permissions.require_convene(by)
    (case,) = lock_cases([case])
    require_see(by, case)
    require_open(case.status)
    if held_at > at:
        raise NotHeldYet
    own = [person for person in persons if person.case_id == case.pk]
    if not any(quorum.is_concerned(person) for person in own):
        raise NobodyDiscussed
    named = bool(name.strip() and seat)
    if not (members or named):
        raise NobodyThere
    if len({member.user_id or member.email for member in members}) < len(members):
        raise InAnotherSeat
    item = _item(case, own, by=by, at=at, held_at=held_at)
    for member in members:
        _member_was_there(item, member, by=by, at=at)
    if named:
        note_by_name(item, by=by, at=at, name=name, seat=seat, has_no_tie=has_no_tie)
    trail.record(item.meeting, "infohus.urgent_talk", by=by, at=at, case=case.pk)
    if not quorum.held(item).is_met:
        begin_provisional(item, by=by, at=at)
    # It was about all that had come in when she recorded it: the paper often follows the talk.
    cases_workflow.note_held(case, by=by, at=at, held_at=at)
    end_discussing_again(case, at=at)
    return item


def _item(
    case: Case, persons: Collection[Person], *, by: User, at: datetime, held_at: datetime
) -> AgendaItem:
    ends_at = held_at + LASTS
    meeting = Meeting.objects.create(
        is_urgent=True,
        starts_at=held_at,
        ends_at=ends_at,
        sight_ends_at=ends_at + SIGHT,
        begun_at=at,
        begun_by=by,
        convened_at=at,
        convened_by=by,
    )
    item = AgendaItem.objects.create(meeting=meeting, case=case, position=1)
    DiscussedPerson.objects.bulk_create(
        DiscussedPerson(item=item, person=person) for person in persons
    )
    return item


def _member_was_there(item: AgendaItem, member: Member, *, by: User, at: datetime) -> None:
    """She was asked by phone and came: she reads the item as if she had been invited."""
    participant = Participant.objects.create(
        meeting=item.meeting,
        member=member,
        user=member.user,
        name=str(member),
        email=member.email,
        seat=member.seat,
        asked_at=at,
        reply=Participant.Reply.ACCEPTED,
        replied_at=at,
    )
    ItemParticipant.objects.create(item=item, participant=participant)
    Attendance.objects.create(
        item=item,
        participant=participant,
        name=participant.name,
        seat=participant.seat,
        noted_at=at,
        noted_by=by,
    )
