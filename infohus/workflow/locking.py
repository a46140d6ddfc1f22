"""What a verb of Infohus holds until its transaction ends: the meeting first, then its cases."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied

from beredskab.accounts.models import User
from cases.models import Case
from cases.permissions import require_see
from infohus import permissions
from infohus.models import AgendaItem, Meeting


def lock_meeting(meeting: Meeting, *, by: User, at: datetime) -> Meeting:
    """The meeting read anew, for a coordinator who keeps an item of it. Raises PermissionDenied."""
    permissions.require_convene(by)
    locked: Meeting = Meeting.objects.lock(meeting)
    if not locked.items.kept_by(by, at).exists():
        raise PermissionDenied
    return locked


def lock_item(item: AgendaItem, *, by: User, at: datetime) -> tuple[Meeting, AgendaItem]:
    """The meeting, and its item read anew, for a coordinator who sees the item's case.

    Raises PermissionDenied.
    """
    meeting = lock_meeting(item.meeting, by=by, at=at)
    found = AgendaItem.objects.select_related("case").get(pk=item.pk)
    require_see(by, found.case)
    return meeting, found


def lock_cases(cases: Iterable[Case]) -> list[Case]:
    """The cases read anew, held in the order of their keys as everywhere."""
    return [Case.objects.lock(case) for case in sorted(cases, key=lambda case: case.pk)]
