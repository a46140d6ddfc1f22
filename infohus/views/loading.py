"""The only way in to a meeting from an address."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from beredskab.accounts.models import User
from beredskab.accounts.requests import StaffRequest
from beredskab.audit import trail
from cases import visibility
from cases.models import Case
from cases.visibility import Part
from infohus import board, permissions
from infohus.models import AgendaItem, Meeting, Recommendation


def load_meeting(request: StaffRequest, reference: str) -> Meeting:
    """Find a meeting of which the user may know an item; 404 for every other, and both logged.

    The look is written for the cases of the items that she may know of.
    """
    now = timezone.now()
    found = Meeting.objects.visible_to(request.user, now).select_related("convened_by")
    meeting = found.filter(reference=reference).first()
    if meeting is None:
        trail.refuse(request.user, "infohus.not_found", reference=reference, request=request)
        raise Http404
    items = meeting.items.visible_to(request.user, now).select_related("case")
    cases = [item.case for item in items.order_by("position")]
    trail.look(request.user, "infohus.viewed", shown=cases, reference=reference, request=request)
    return meeting


def load_own_meeting(request: StaffRequest, reference: str) -> Meeting:
    """Find a meeting of which the coordinator keeps an item; for others PermissionDenied."""
    meeting = load_meeting(request, reference)
    permissions.require_convene(request.user)
    if not meeting.items.kept_by(request.user).exists():
        raise PermissionDenied
    return meeting


def load_item(request: StaffRequest, reference: str, position: int) -> AgendaItem:
    """Find an item that the coordinator keeps: one on a case that she sees."""
    meeting = load_own_meeting(request, reference)
    items = meeting.items.kept_by(request.user).select_related("case__exposed")
    item = items.filter(position=position).first()
    if item is None:
        raise Http404
    item.meeting = meeting
    return item


def offered_to(request: StaffRequest, *, but: Meeting | None = None) -> list[tuple[Case, str]]:
    """The open cases among which the coordinator chooses; that she saw them is logged."""
    found = board.offered(request.user, timezone.now(), but=but)
    if found:
        shown = [case for case, _words in found]
        trail.look(request.user, "infohus.listed", shown=shown, request=request)
    return found


def load_known_item(request: StaffRequest, reference: str, position: int) -> AgendaItem:
    """Find an item of which the user may know; whether she may read it is still to be asked."""
    meeting = load_meeting(request, reference)
    items = meeting.items.visible_to(request.user).select_related("case__exposed")
    item = items.filter(position=position).first()
    if item is None:
        raise Http404
    item.meeting = meeting
    return item


def load_minutes(request: StaffRequest, reference: str, position: int) -> AgendaItem:
    """Find an item to whose minutes the user has yet to agree, also after her sight has ended."""
    items = AgendaItem.objects.to_agree(request.user, timezone.now())
    items = items.select_related("meeting", "case")
    item = items.filter(meeting__reference=reference, position=position).first()
    if item is None:
        trail.refuse(request.user, "infohus.not_found", reference=reference, request=request)
        raise Http404
    shown = [item.case]
    trail.look(request.user, "infohus.viewed", shown=shown, reference=reference, request=request)
    return item


def load_recommendation(request: StaffRequest, reference: str, pk: int) -> Recommendation:
    """Find a recommendation of one's own authority, or of a case whose Infohus part one sees."""
    now = timezone.now()
    known = Recommendation.objects.visible_to(request.user, now)
    rows = known.select_related("item__meeting", "item__case__unit", "person", "unit")
    row = rows.filter(item__meeting__reference=reference, pk=pk).first()
    if row is None or not _may_read(request.user, row, now):
        trail.refuse(request.user, "infohus.not_found", reference=reference, request=request)
        raise Http404
    shown = [row.item.case]
    trail.look(request.user, "infohus.viewed", shown=shown, reference=reference, request=request)
    return row


def _may_read(user: User, row: Recommendation, at: datetime) -> bool:
    if Recommendation.objects.own(user, at).filter(pk=row.pk).exists():
        return True
    return Part.INFOHUS in visibility.parts(user, row.item.case)
