"""Who was there at an item: of those who were invited, and by name and seat."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.errors import NeedsReason, Refused
from beredskab.timelimits import local_day
from infohus import quorum
from infohus.choices import Presence, Seat
from infohus.models import AgendaItem, Attendance, Meeting, Participant
from infohus.workflow.holding import hold_open


class NotYet(Refused):
    message = _("Nobody can have been there before the day of the meeting.")


class NobodyThere(Refused):
    message = _("Note first who was there. With nobody there it was no talk.")


class TieUnknown(Refused):
    message = _("Ask whether she has a personal tie. Who has one takes no part.")


@transaction.atomic
def mark_attendance(
    item: AgendaItem, *, by: User, at: datetime, participants: Collection[Participant]
) -> quorum.Quorum:
    """Note exactly these of the invited as there; return who is missing now (R86).

    Nobody needs a log-in to be marked. Whoever came in spite of her answer has accepted, so that
    she is asked about the minutes as the others are. Raises NotYet, NotConvened, Concluded.
    """
    item = _open_item(item, by=by, at=at)
    asked = set(item.asked.values_list("participant", flat=True))
    wanted = {one.pk: one for one in participants if one.pk in asked}
    rows = item.attendances.filter(struck_at__isnull=True, participant__isnull=False)
    rows.exclude(participant__in=wanted).update(struck_at=at, struck_by=by)
    there = set(rows.values_list("participant", flat=True))
    Attendance.objects.bulk_create(
        Attendance(
            item=item, participant=one, name=one.name, seat=one.seat, noted_at=at, noted_by=by
        )
        for pk, one in wanted.items()
        if pk not in there
    )
    _let_accept(item, wanted, by=by, at=at)
    trail.record(
        item.meeting, "infohus.attended", by=by, at=at, item=item.pk, participants=sorted(wanted)
    )
    return quorum.held(item)


@transaction.atomic
def add_attendance(
    item: AgendaItem, *, by: User, at: datetime, name: str, seat: str, has_no_tie: bool
) -> Attendance:
    """Note somebody who was there without being invited, by name and seat.

    Raises NeedsReason without a name, TieUnknown, NotYet, NotConvened, Concluded.
    """
    item = _open_item(item, by=by, at=at)
    row = note_by_name(item, by=by, at=at, name=name, seat=seat, has_no_tie=has_no_tie)
    trail.record(item.meeting, "infohus.attended", by=by, at=at, item=item.pk, seat=row.seat)
    return row


@transaction.atomic
def strike_attendance(row: Attendance, *, by: User, at: datetime) -> None:
    """Strike out who was not there after all; nothing happens where that is done already."""
    item = hold_open(row.item, by=by, at=at)
    struck = item.attendances.filter(pk=row.pk, struck_at__isnull=True)
    if struck.update(struck_at=at, struck_by=by):
        trail.record(
            item.meeting, "infohus.attendance_struck", by=by, at=at, item=item.pk, seat=row.seat
        )


def strike_before_move(meeting: Meeting, *, by: User, at: datetime) -> None:
    """Strike whoever was noted as there, as the meeting is yet to be held.

    Runs inside the caller's transaction.
    """
    rows = Attendance.objects.filter(item__meeting=meeting, struck_at__isnull=True)
    for row in rows.order_by("pk"):
        trail.record(
            meeting, "infohus.attendance_struck", by=by, at=at, item=row.item_id, seat=row.seat
        )
    rows.update(struck_at=at, struck_by=by)


def note_by_name(
    item: AgendaItem,
    *,
    by: User,
    at: datetime,
    name: str,
    seat: str,
    has_no_tie: bool,
    how: Presence = Presence.PRESENT,
) -> Attendance:
    """Add somebody who is no participant; who has a personal tie takes no part.

    Raises NeedsReason without a name, TieUnknown. Runs inside the caller's transaction.
    """
    if not name.strip():
        raise NeedsReason(_("Write the name."), field="name")
    if not has_no_tie:
        raise TieUnknown
    return Attendance.objects.create(
        item=item,
        name=name.strip(),
        seat=Seat(seat),
        how=how,
        has_no_tie=True,
        noted_at=at,
        noted_by=by,
    )


def _let_accept(item: AgendaItem, keys: Iterable[int], *, by: User, at: datetime) -> None:
    """Those who were there have accepted, whatever they had answered."""
    answers = [Participant.Reply.DECLINED, Participant.Reply.DEPUTY]
    rows = Participant.objects.filter(pk__in=keys, reply__in=answers)
    accepted = Participant.Reply.ACCEPTED
    for key in rows.order_by("pk").values_list("pk", flat=True):
        known = {"participant": key, "answer": accepted}
        trail.record(item.meeting, "infohus.replied", by=by, at=at, **known)
    rows.update(reply=accepted, replied_at=at)


def require_day(item: AgendaItem, at: datetime) -> None:
    """Raise NotYet before the day of the meeting."""
    if local_day(item.meeting.starts_at) > local_day(at):
        raise NotYet


def _open_item(item: AgendaItem, *, by: User, at: datetime) -> AgendaItem:
    item = hold_open(item, by=by, at=at)
    require_day(item, at)
    return item
