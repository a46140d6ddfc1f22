"""What a provisional item owes: that who was missing confirms what she was told (R86)."""

from datetime import datetime

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.deadlines import duedates
from beredskab.municipality.models import Municipality
from cases import deadlines, kinds
from infohus.choices import Presence
from infohus.models import AgendaItem


def begin_provisional(item: AgendaItem, *, by: User, at: datetime) -> None:
    """Let the item be provisional, and have the coordinator see to that it is confirmed.

    Runs inside the caller's transaction.
    """
    item.provisional_at, item.provisional_by = at, by
    item.save(update_fields=["provisional_at", "provisional_by"])
    trail.record(item.meeting, "infohus.provisional", by=by, at=at, item=item.pk)
    _owe(item, by=by, at=at)


def strike_confirmations(item: AgendaItem, *, by: User, at: datetime) -> None:
    """Strike whoever has confirmed, since what she confirmed is changed: it is owed anew.

    Nothing happens where nobody has. Runs inside the caller's transaction.
    """
    rows = item.attendances.filter(how=Presence.CONFIRMED, struck_at__isnull=True)
    seats = list(rows.order_by("pk").values_list("seat", flat=True))
    if not seats:
        return
    rows.update(struck_at=at, struck_by=by)
    trail.record(
        item.meeting, "infohus.confirmations_struck", by=by, at=at, item=item.pk, seats=seats
    )
    _owe(item, by=by, at=at)


def end_confirming(item: AgendaItem, *, at: datetime) -> None:
    """Let nobody be waited for any more, since the item is concluded.

    Runs inside the caller's transaction.
    """
    if item.confirming is not None and item.confirming.is_open:
        duedates.finish(item.confirming, at=at)
        deadlines.refresh(item.case)


def _owe(item: AgendaItem, *, by: User, at: datetime) -> None:
    """Have it confirmed, by the day that is set already if there is one.

    Of a closed case nothing is owed.
    """
    is_owed = item.confirming is not None and item.confirming.is_open
    if is_owed or item.case.closed_at is not None:
        return
    day = deadlines.next_weekday(at, Municipality.objects.current().confirm_weekdays)
    item.confirming = deadlines.add_task(
        item.case, kinds.CONFIRM_TALK, owner=by, due_on=day, at=at, path=item.hold_path
    )
    item.save(update_fields=["confirming"])
    deadlines.refresh(item.case)
