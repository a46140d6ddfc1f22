"""A second person reads a draft before it goes to the council."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.errors import NeedsReason, Refused
from beredskab.plan import permissions, problems, states
from beredskab.plan.models import Edition
from beredskab.plan.states import EditionStatus, WrongState
from beredskab.plan.workflow.telling import approvers, record, settle, tell


class NotReady(Refused):
    message = _("Something is to be corrected in the draft first. The list on its page says what.")


@transaction.atomic
def submit(edition: Edition, *, by: User, at: datetime) -> Edition:
    """Send a draft to the other editors for approval.

    Raises NotReady as long as `problems.find` finds something, WrongState if it is no draft.
    """
    edition = lock(edition)
    permissions.require_edit(by)
    states.require_move(edition.status, EditionStatus.SUBMITTED)
    if problems.find(edition):
        raise NotReady
    edition.status, edition.remark = EditionStatus.SUBMITTED, ""
    edition.submitted_at, edition.submitted_by = at, by
    edition.save(update_fields=["status", "remark", "submitted_at", "submitted_by"])
    settle(edition, at=at)
    event = record(edition, "submitted", by=by, at=at)
    tell(approvers(edition, at), event, edition, "plan_submitted")
    return edition


@transaction.atomic
def send_back(edition: Edition, *, by: User, at: datetime, remark: str) -> Edition:
    """Give a draft back to who sent it, with what is to be changed.

    Raises WrongState once it is approved: whoever then writes on reopens it.
    """
    edition = lock(edition)
    permissions.require_approve(by, edition)
    states.require_status(edition.status, EditionStatus.SUBMITTED)
    if not remark.strip():
        raise NeedsReason(_("Write what is to be changed."), field="remark")
    _back_to_draft(edition, remark=remark.strip())
    settle(edition, at=at)
    event = record(edition, "sent_back", by=by, at=at)
    tell(_author(edition), event, edition, "plan_sent_back")
    return edition


@transaction.atomic
def reopen(edition: Edition, *, by: User, at: datetime) -> Edition:
    """Take an edition back to write on; approval and adoption that it had are gone.

    A correction keeps the adoption of what it corrects.
    """
    edition = lock(edition)
    permissions.require_edit(by)
    states.require_move(edition.status, EditionStatus.DRAFT)
    _back_to_draft(edition, remark="")
    settle(edition, at=at)
    record(edition, "reopened", by=by, at=at)
    return edition


@transaction.atomic
def approve(edition: Edition, *, by: User, at: datetime, seen: datetime) -> Edition:
    """Approve a draft that others wrote and sent; `seen` tells when what was read was sent.

    Raises WrongState if another text was sent in the meantime.
    """
    edition = lock(edition)
    permissions.require_approve(by, edition)
    states.require_status(edition.status, EditionStatus.SUBMITTED)
    if edition.submitted_at != seen:
        raise WrongState
    edition.status = EditionStatus.APPROVED
    edition.approved_at, edition.approved_by = at, by
    edition.save(update_fields=["status", "approved_at", "approved_by"])
    settle(edition, at=at)
    event = record(edition, "approved", by=by, at=at)
    tell(_author(edition), event, edition, "plan_approved")
    return edition


def lock(edition: Edition) -> Edition:
    """Read the edition anew and keep others from changing it; WrongState if it is gone."""
    locked = Edition.objects.lock(edition)
    if locked is None:
        raise WrongState
    return locked


def _author(edition: Edition) -> list[User]:
    return [edition.submitted_by] if edition.submitted_by else []


def _back_to_draft(edition: Edition, *, remark: str) -> None:
    edition.status, edition.remark = EditionStatus.DRAFT, remark
    edition.approved_at = edition.approved_by = None
    if not edition.is_correction:
        edition.adopted_on, edition.adopted_body = None, ""
        edition.adopted_case = edition.adopted_minutes = ""
    edition.save()
