"""The only way in to a concern or a case from an address."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from beredskab.accounts.requests import StaffRequest
from beredskab.audit import trail
from cases import permissions, visibility
from cases.models import Case, Concern, ConcernCase
from cases.states import require_open
from cases.visibility import Part


def load_case(request: StaffRequest, reference: str, *, verb: str = "cases.viewed") -> Case:
    """Find a case that the user may see and write that she looks; 404 for every other.

    An unknown reference and a forbidden one take the same way, with the same queries, and both
    leave a line in the look-up log.
    """
    at = timezone.now()
    found = Case.objects.visible_to(request.user, at=at).for_page(at)
    case = found.filter(reference=reference).order_by("pk").first()
    if case is None:
        trail.refuse(request.user, "cases.not_found", reference=reference, request=request)
        raise Http404
    trail.look(request.user, verb, shown=[case], request=request)
    permissions.remember_seen(request.user, case)
    return case


def load_to_edit(request: StaffRequest, reference: str) -> Case:
    """Find an open case that the user may edit."""
    case = load_case(request, reference)
    permissions.require_edit(request.user, case)
    require_open(case.status)
    return case


def load_part(request: StaffRequest, reference: str, part: Part) -> Case:
    """Find a case, and raise PermissionDenied where she may not see that part of it."""
    case = load_case(request, reference)
    if part not in visibility.parts(request.user, case):
        raise PermissionDenied
    return case


def load_tie(request: StaffRequest, reference: str, concern: str) -> ConcernCase:
    """Find one concern in a case that the user may see; 404 when it isn't in that case."""
    case = load_case(request, reference)
    tie = ConcernCase.objects.of_case(case).of_concern(concern).with_answers().first()
    if tie is None:
        raise Http404
    tie.case = case
    return tie


def load_concern(
    request: StaffRequest, reference: str, *, verb: str = "cases.concern_viewed"
) -> Concern:
    """Find a concern that the user wrote, or that is in a case she may see; 404 for others."""
    concern = Concern.objects.visible_to(request.user).filter(reference=reference).first()
    if concern is None:
        trail.refuse(request.user, "cases.not_found", reference=reference, request=request)
        raise Http404
    trail.look(request.user, verb, shown=[concern], request=request)
    return concern


def load_own_concern(request: StaffRequest, reference: str) -> Concern:
    """Find a concern that the user wrote herself; to all others it does not exist."""
    concern = load_concern(request, reference)
    if not permissions.can_write_concern(request.user, concern):
        trail.refuse(request.user, "cases.not_found", reference=reference, request=request)
        raise Http404
    return concern


def own_concern_to_save(request: StaffRequest, reference: str) -> Concern:
    """Find a concern that the user wrote herself, to save it; nothing of it may be shown."""
    concern = Concern.objects.written_by(request.user).filter(reference=reference).first()
    if concern is None:
        trail.refuse(request.user, "cases.not_found", reference=reference, request=request)
        raise Http404
    return concern
