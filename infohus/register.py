"""The register of standing members, as its page shows it."""

from datetime import date
from typing import Any

from infohus.choices import Seat
from infohus.models import Member, RequiredSeat


def rows(day: date) -> list[dict[str, Any]]:
    """Who is a member on that day or will be, each with her deputies, in one query."""
    found = list(Member.objects.coming(day).for_list())
    return [
        {
            "member": member,
            "is_coming": member.from_on > day,
            "deputies": [one for one in found if one.deputises_id == member.pk],
        }
        for member in found
        if member.deputises_id is None
    ]


def unmanned(day: date) -> list[str]:
    """The seats that somebody must take and for which the register has nobody."""
    manned = set(Member.objects.on(day).values_list("seat", flat=True))
    required = set(RequiredSeat.objects.values_list("seat", flat=True))
    return [str(seat.label) for seat in Seat if seat in required - manned]
