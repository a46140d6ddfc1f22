"""The coordinator keeps the register of standing members, the administrator says who must come."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.accounts.permissions import require_administer
from beredskab.audit import trail
from beredskab.errors import Refused
from infohus import permissions
from infohus.choices import Group, Seat
from infohus.models import Member, RequiredSeat


class DeputyOfDeputy(Refused):
    message = _("A deputy can't have a deputy. Choose the member whom both stand in for.")


class EndsBeforeItBegan(Refused):
    message = _("The last day can't be before the first.")


class NobodyRequired(Refused):
    message = _("Choose at least one who must be there.")


@transaction.atomic
def add_member(*, by: User, at: datetime, **known: Any) -> Member:
    """Enter a standing member or the deputy of one (R83); a deputy has the seat of her member.

    Raises DeputyOfDeputy.
    """
    permissions.require_convene(by)
    member = Member(**_settled(known))
    member.save()
    trail.record(member, "infohus.member_added", by=by, at=at, seat=member.seat)
    return member


@transaction.atomic
def change_member(member: Member, *, by: User, at: datetime, **known: Any) -> Member:
    """Correct a row of the register. Raises DeputyOfDeputy."""
    permissions.require_convene(by)
    member = Member.objects.select_for_update().get(pk=member.pk)
    for name, value in _settled(known, member).items():
        setattr(member, name, value)
    member.save()
    member.deputies.update(seat=member.seat)
    trail.record(member, "infohus.member_changed", by=by, at=at, seat=member.seat)
    return member


@transaction.atomic
def end_member(member: Member, *, by: User, at: datetime, last_day: date) -> Member:
    """Set the last day of a member; meetings that were held keep her. Raises EndsBeforeItBegan."""
    permissions.require_convene(by)
    member = Member.objects.select_for_update().get(pk=member.pk)
    if last_day < member.from_on:
        raise EndsBeforeItBegan
    member.to_on = last_day
    member.save(update_fields=["to_on"])
    trail.record(member, "infohus.member_ended", by=by, at=at, last_day=last_day.isoformat())
    return member


@transaction.atomic
def set_required_seats(
    *, by: User, at: datetime, group: Group, seats: Collection[Seat]
) -> list[RequiredSeat]:
    """Say who must be there before an item on somebody of the group is concluded (R86, R87).

    Raises NobodyRequired for an empty table.
    """
    require_administer(by)
    if not seats:
        raise NobodyRequired
    rows = RequiredSeat.objects.filter(group=group)
    rows.exclude(seat__in=seats).delete()
    found = [RequiredSeat.objects.get_or_create(group=group, seat=seat)[0] for seat in seats]
    trail.record(
        found[0], "infohus.required_seats_set", by=by, at=at, group=group, seats=sorted(seats)
    )
    return found


def _settled(known: dict[str, Any], member: Member | None = None) -> dict[str, Any]:
    """The fields as they are kept: a user's own name and address are not copied."""
    first = known.get("deputises")
    if first and (first.deputises_id or (member and member.deputies.exists())):
        raise DeputyOfDeputy
    if first:
        known = {**known, "seat": first.seat}
    if known.get("user"):
        known = {**known, "name": "", "email": ""}
    if known["seat"] != Seat.SSP:
        known = {**known, "is_secondary": False}
    return known
