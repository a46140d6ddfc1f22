"""The ways in to an edition from an address."""

from django.http import Http404

from beredskab.accounts.requests import StaffRequest
from beredskab.plan import permissions
from beredskab.plan.models import Edition

GET_POST = ["GET", "HEAD", "POST"]


def in_force() -> Edition | None:
    """The edition in force, if any."""
    return Edition.objects.in_force().first()


def load_published(name: str) -> Edition:
    """Find an edition that is or was in force by its number; 404 for every other."""
    found = Edition.objects.published().of_name(name).first()
    if found is None:
        raise Http404
    return found


def load_in_work(request: StaffRequest, name: str) -> Edition:
    """Find an edition in work; PermissionDenied for who doesn't write the plan."""
    permissions.require_edit(request.user)
    found = Edition.objects.in_work().of_name(name).for_page().first()
    if found is None:
        raise Http404
    return found
