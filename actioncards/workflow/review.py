"""A second person reads a draft before it can be put in force."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from actioncards import permissions, problems, states
from actioncards.models import CardVersion
from actioncards.states import VersionStatus, WrongState
from actioncards.workflow.telling import approvers, record, settle, tell
from actioncards.workflow.writing import Changed
from beredskab.accounts.models import User
from beredskab.errors import NeedsReason, Refused


class NotReady(Refused):
    message = _("Something is to be corrected in the draft first. The list on its page says what.")


@transaction.atomic
def submit(version: CardVersion, *, by: User, at: datetime) -> CardVersion:
    """Send a draft to the other editors for approval.

    Raises NotReady as long as `problems.find` finds something, WrongState if it is no draft.
    """
    version = _lock(version)
    permissions.require_edit(by)
    states.require_move(version.status, VersionStatus.SUBMITTED)
    require_ready(version)
    version.status, version.remark = VersionStatus.SUBMITTED, ""
    version.save(update_fields=["status", "remark"])
    settle(version, at=at)
    event = record(version, "submitted", by=by, at=at)
    for editor in approvers(version, at):
        if editor.pk != by.pk:
            tell(editor, event, version, "card_submitted", "card_review")
    return version


@transaction.atomic
def send_back(version: CardVersion, *, by: User, at: datetime, remark: str) -> CardVersion:
    """Give a draft back to who wrote it, with what is to be changed."""
    version = _lock(version)
    permissions.require_approve(by, version)
    states.require_move(version.status, VersionStatus.DRAFT)
    if not remark.strip():
        raise NeedsReason(_("Write what is to be changed."), field="remark")
    _back_to_draft(version, remark=remark.strip())
    settle(version, at=at)
    event = record(version, "sent_back", by=by, at=at)
    if version.edited_by:
        tell(version.edited_by, event, version, "card_sent_back", "card_edit")
    return version


@transaction.atomic
def reopen(version: CardVersion, *, by: User, at: datetime) -> CardVersion:
    """Take a draft back to write on; an approval that it had is gone."""
    version = _lock(version)
    permissions.require_edit(by)
    states.require_move(version.status, VersionStatus.DRAFT)
    _back_to_draft(version, remark="")
    settle(version, at=at)
    record(version, "reopened", by=by, at=at)
    return version


@transaction.atomic
def approve(
    version: CardVersion, *, by: User, at: datetime, seen: datetime | None = None
) -> CardVersion:
    """Approve a draft that somebody else wrote; `seen` tells which text was read.

    Raises Changed if another text was sent in the meantime.
    """
    version = _lock(version)
    permissions.require_approve(by, version)
    states.require_move(version.status, VersionStatus.APPROVED)
    if seen is not None and version.edited_at != seen:
        raise Changed(version)
    version.status = VersionStatus.APPROVED
    version.approved_at, version.approved_by = at, by
    version.save(update_fields=["status", "approved_at", "approved_by"])
    settle(version, at=at)
    event = record(version, "approved", by=by, at=at)
    if version.edited_by:
        tell(version.edited_by, event, version, "card_approved", "card_edit")
    return version


def require_ready(version: CardVersion) -> None:
    """Raise NotReady as long as something is to be corrected."""
    if problems.find(version):
        raise NotReady


def _lock(version: CardVersion) -> CardVersion:
    locked = CardVersion.objects.lock(version)
    if locked is None:
        raise WrongState
    return locked


def _back_to_draft(version: CardVersion, *, remark: str) -> None:
    version.status, version.remark = VersionStatus.DRAFT, remark
    version.approved_at = version.approved_by = None
    version.save(update_fields=["status", "remark", "approved_at", "approved_by"])
