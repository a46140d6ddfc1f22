"""The only way in to a meeting from an address."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from beredskab.accounts.requests import StaffRequest
from beredskab.audit import trail
from infohus import permissions
from infohus.models import AgendaItem, Meeting


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
