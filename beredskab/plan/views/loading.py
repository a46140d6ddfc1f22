"""The ways in to an edition from an address."""

from typing import Any

from django.http import Http404

from beredskab.accounts.requests import StaffRequest
from beredskab.plan import permissions
from beredskab.plan.models import Edition

GET_POST = ["GET", "HEAD", "POST"]


def in_force() -> Edition | None:
    """The edition in force, if any."""
    return Edition.objects.in_force().first()


def next_edition() -> Edition | None:
    """The edition that somebody works on, corrections apart, if any."""
    return next((one for one in Edition.objects.in_work() if not one.is_correction), None)


def load_published(name: str) -> Edition:
    """Find an edition that is or was in force by its number; 404 for every other."""
    found = Edition.objects.published().of_name(name).first()
    if found is None:
        raise Http404
    return found


def open_to(user: Any) -> list[Edition]:
    """The editions that somebody may read, the newest first: to others than editors, no draft."""
    found = Edition.objects.all() if permissions.can_edit(user) else Edition.objects.published()
    return list(found.order_by("-number", "-correction"))


def load_in_work(request: StaffRequest, name: str) -> Edition:
    """Find an edition in work; PermissionDenied for who doesn't write the plan."""
    permissions.require_edit(request.user)
    found = Edition.objects.in_work().of_name(name).for_page().first()
    if found is None:
        raise Http404
    return found
