"""Drafts of concerns: saved on the server, erased when their time is up."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.errors import Refused
from beredskab.municipality.models import Municipality
from beredskab.timelimits import local_day
from cases import permissions, states
from cases.models import Concern
from cases.states import ConcernStatus


class HoldsActs(Refused):
    message = _(
        "You have recorded something acute on it, so it is not deleted. Send it, or talk it over."
    )


@transaction.atomic
def begin_draft(*, by: User, at: datetime, answers: dict[str, Any], step: int = 1) -> Concern:
    """Begin a concern; only the reporter sees it until it is sent.

    Raises PermissionDenied if `by` may not report.
    """
    permissions.require_report(by)
    concern = Concern.objects.create(
        status=ConcernStatus.DRAFT,
        reporter=by,
        created_at=at,
        saved_at=at,
        expires_on=_expiry(at),
        answers=answers,
        step=step,
    )
    trail.record(concern, "cases.draft_begun", by=by, at=at)
    return concern


@transaction.atomic
def save_draft(
    concern: Concern, *, by: User, at: datetime, answers: dict[str, Any], step: int | None = None
) -> Concern:
    """Keep more answers of a concern that is not sent yet; autosave leaves no trail of its own.

    Raises WrongState once the concern is sent.
    """
    concern = Concern.objects.lock(concern)
    permissions.require_write_concern(by, concern)
    if concern.status not in {ConcernStatus.DRAFT, ConcernStatus.CLARIFYING}:
        raise states.WrongState
    concern.answers = {**concern.answers, **answers}
    concern.saved_at = at
    concern.step = max(concern.step, step or 0)
    if concern.status == ConcernStatus.DRAFT and concern.expires_on:
        concern.expires_on = _expiry(at)
    concern.save(update_fields=["answers", "saved_at", "step", "expires_on"])
    return concern


@transaction.atomic
def discard_draft(concern: Concern, *, by: User, at: datetime) -> None:
    """Erase a draft that its reporter no longer wants.

    Raises HoldsActs when a call or a hand-over to the police is recorded of it.
    """
    concern = Concern.objects.lock(concern)
    permissions.require_write_concern(by, concern)
    if concern.status != ConcernStatus.DRAFT:
        raise states.WrongState
    if concern.acute_calls.exists() or concern.police_handovers.exists():
        raise HoldsActs
    trail.record(concern, "cases.draft_discarded", by=by, at=at)
    concern.delete()


@transaction.atomic
def expire_drafts(*, at: datetime) -> int:
    """Erase the drafts whose time is up; the system's own step. Return how many."""
    expired = Concern.objects.expired(local_day(at)).select_for_update(skip_locked=True)
    for concern in expired:
        trail.record(concern, "cases.draft_expired", by=None, at=at)
        concern.delete()
    return len(expired)


def _expiry(at: datetime) -> Any:
    return local_day(at) + timedelta(days=Municipality.objects.current().draft_days)
