"""What every verb at a meeting holds: the item of a convened meeting that the coordinator keeps."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.errors import Refused
from infohus.models import AgendaItem, Meeting
from infohus.workflow.locking import lock_item


class NotConvened(Refused):
    message = _("The meeting is not convened, or it is cancelled.")


class Concluded(Refused):
    message = _("The item is concluded, and what was recommended stands.")


class Held(Refused):
    message = _("The meeting was held: what it recommends is handed on already.")


class InTheFuture(Refused):
    message = _("Write a day that is not in the future")


def require_not_held(meeting: Meeting) -> None:
    """Raise Held where an item of the meeting is concluded or provisional."""
    out = Q(concluded_at__isnull=False) | Q(provisional_at__isnull=False)
    if meeting.items.filter(out).exists():
        raise Held


def hold(item: AgendaItem, *, by: User, at: datetime) -> AgendaItem:
    """The item read anew, its meeting held until the transaction ends, for who keeps Infohus.

    Raises PermissionDenied, also where a personal tie closes the item to her, and NotConvened.
    """
    meeting, found = lock_item(item, by=by, at=at)
    if not AgendaItem.objects.kept_by(by, at).filter(pk=found.pk).exists():
        raise PermissionDenied
    if meeting.convened_at is None or meeting.is_cancelled:
        raise NotConvened
    found.meeting = meeting
    return found


def hold_open(item: AgendaItem, *, by: User, at: datetime) -> AgendaItem:
    """As `hold`, where the item is not concluded. Raises Concluded."""
    found = hold(item, by=by, at=at)
    if found.is_concluded:
        raise Concluded
    return found
