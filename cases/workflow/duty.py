"""The duty to act passes from one to the next, and nobody else changes who has it (R35)."""

from datetime import datetime

from beredskab.accounts.models import User
from cases.models import Case, DutyPeriod


def pass_on(case: Case, to: User, *, how: str, at: datetime) -> None:
    """Give somebody the duty to act in a locked case, from the moment the former holder's ends.

    Runs inside the caller's transaction. Nothing changes for who has it already. Grants and
    deadlines are the caller's.
    """
    current = _current(case)
    if current is not None and current.holder_id == to.pk:
        return
    began_at = _end(current, at=at) if current else at
    DutyPeriod.objects.create(case=case, holder=to, began_at=began_at, how=how)
    case.holder = to
    case.save(update_fields=["holder"])


def end(case: Case, *, at: datetime) -> None:
    """End the duty to act in a locked case that is being closed."""
    current = _current(case)
    if current is not None:
        _end(current, at=at)


def _current(case: Case) -> DutyPeriod | None:
    return DutyPeriod.objects.filter(case=case, ended_at__isnull=True).first()


def _end(period: DutyPeriod, *, at: datetime) -> datetime:
    """End a period, never before it began: two servers' clocks may differ."""
    period.ended_at = max(at, period.began_at)
    period.save(update_fields=["ended_at"])
    return period.ended_at
