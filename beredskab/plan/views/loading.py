"""The ways in to an edition from an address."""

from typing import Any

from django.http import Http404

from beredskab.accounts.requests import StaffRequest
from beredskab.plan import permissions
from beredskab.plan.models import Edition, Section
from beredskab.plan.states import EditionStatus


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


def load_edition(request: StaffRequest, name: str) -> Edition:
    """Find an edition in any status; PermissionDenied for who doesn't write the plan."""
    permissions.require_edit(request.user)
    found = Edition.objects.of_name(name).for_page().first()
    if found is None:
        raise Http404
    return found


def load_in_work(request: StaffRequest, name: str) -> Edition:
    """Find an edition in work; PermissionDenied for who doesn't write the plan."""
    permissions.require_edit(request.user)
    found = _in_work(name)
    if found is None:
        raise Http404
    return found


def load_section(request: StaffRequest, name: str, key: str) -> Section:
    """Find a section of an edition in work; PermissionDenied for who doesn't write the plan."""
    found = load_in_work(request, name).sections.of_key(key)
    if found is None:
        raise Http404
    return found


def find_to_write(request: StaffRequest, name: str) -> Edition | None:
    """Find an edition as `load_in_work` does; None on POST, which must not lose what was typed."""
    if request.method != "POST":
        return load_in_work(request, name)
    permissions.require_edit(request.user)
    return _in_work(name)


def find_section(request: StaffRequest, name: str, key: str) -> Section | None:
    """Find a section as `load_section` does; None on POST, which must not lose what was typed."""
    if request.method != "POST":
        return load_section(request, name, key)
    edition = find_to_write(request, name)
    return edition.sections.of_key(key) if edition else None


def is_open(edition: Edition | None) -> bool:
    """Tell whether the edition can be written in."""
    return edition is not None and edition.status == EditionStatus.DRAFT


def _in_work(name: str) -> Edition | None:
    return Edition.objects.in_work().of_name(name).for_page().first()
