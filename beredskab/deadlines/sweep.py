"""The alert sweep: claim a batch, post its notices, move on. PostgreSQL is the only truth.

A batch is one transaction: its alerts are posted and its deadlines moved on, or neither.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import DataError, IntegrityError, connection, transaction

from beredskab.deadlines import recipients
from beredskab.deadlines.models import URGENT_BEFORE, Deadline
from beredskab.deadlines.recipients import Alert
from beredskab.notices import outbox

logger = logging.getLogger(__name__)

NOBODY = "nobody_reached"
# What is wrong with a row, not with the database: such a row is set aside.
ROW_FAULTS = (
    DataError,
    IntegrityError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)

_COLUMNS = """
    SELECT id, content_type_id, subject_id, owner_id, unit_id, acute, due_at, amber_at,
           reference, path, step, ladder->0->>'to'
    FROM deadlines_deadline
"""
_CLAIM = f"""{_COLUMNS}
    WHERE alert_at <= %s AND met_at IS NULL AND cancelled_at IS NULL AND set_aside_at IS NULL
    ORDER BY alert_at, id LIMIT %s
    FOR NO KEY UPDATE SKIP LOCKED
"""
_CLAIM_ONE = f"{_COLUMNS} WHERE id = %s AND alert_at <= %s FOR NO KEY UPDATE"
# A repeated alert stays the next one, at its first moment to come: missed ones are not made up.
_MOVE_ON = """
    UPDATE deadlines_deadline SET
        step = step + 1,
        breached_at = CASE WHEN due_at < %(at)s THEN due_at ELSE breached_at END,
        ladder = CASE WHEN ladder->0 ? 'every' THEN ladder ELSE ladder - 0 END,
        alert_at = CASE WHEN ladder->0 ? 'every'
            THEN date_bin(make_interval(hours => (ladder->0->>'every')::int), %(at)s, alert_at)
                 + make_interval(hours => (ladder->0->>'every')::int)
            ELSE (ladder->1->>'at')::timestamptz END
    WHERE id = ANY(%(ids)s)
"""


_first: list[Callable[..., object]] = []


def first(act: Callable[..., object]) -> None:
    """Register what is done with the moment `at` before the alerts of a sweep go out.

    It has transactions of its own, and is safe to run twice and side by side.
    """
    if act not in _first:
        _first.append(act)


def prepare(*, at: datetime) -> None:
    """Do what was registered with `first`."""
    for act in _first:
        act(at=at)


def alert_batch(*, at: datetime, size: int = 500) -> int:
    """Post the next alerts of up to `size` deadlines; return how many deadlines were taken.

    Safe to run side by side and to kill at any moment: each alert is posted exactly once.
    """
    with transaction.atomic():
        alerts = _claim(_CLAIM, at, size)
        _alert(alerts, at)
    return len(alerts)


def alert_one(deadline: Deadline, *, at: datetime) -> None:
    """Post the alert of one deadline now, inside the caller's transaction, if its time is up."""
    _alert(_claim(_CLAIM_ONE, deadline.pk, at), at)


def _claim(statement: str, *parameters: int | datetime) -> list[Alert]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return [Alert(*row) for row in cursor.fetchall()]


def _alert(alerts: Sequence[Alert], at: datetime) -> None:
    """Post alerts and move their deadlines on; find what fails by halves and set it aside."""
    if not alerts:
        return
    try:
        with transaction.atomic():
            _post(alerts, at)
    except ROW_FAULTS as fault:
        if len(alerts) == 1:
            _set_aside([alerts[0].pk], type(fault).__name__, at)
            return
        middle = len(alerts) // 2
        _alert(alerts[:middle], at)
        _alert(alerts[middle:], at)


def _post(alerts: Sequence[Alert], at: datetime) -> None:
    reached = recipients.resolve(alerts, at=at)
    outbox.post_many(
        (_notice(alert, user, at) for alert in alerts for user in reached.get(alert.pk, ())),
        at=at,
    )
    lost = {pk for pk, users in reached.items() if not users}
    with connection.cursor() as cursor:
        cursor.execute(_MOVE_ON, {"at": at, "ids": [a.pk for a in alerts if a.pk not in lost]})
    if lost:
        _set_aside(sorted(lost), NOBODY, at)


def _notice(alert: Alert, user_id: int, at: datetime) -> outbox.Row:
    breached = alert.due_at < at
    near = alert.amber_at is None and alert.due_at - at < URGENT_BEFORE
    return outbox.Row(
        recipient_id=user_id,
        key=f"deadline:{alert.pk}:{alert.step}",
        kind="deadline_breached" if breached else "deadline_alert",
        reference=alert.reference,
        path=alert.path,
        urgent=alert.acute or breached or near,
    )


def _set_aside(ids: Sequence[int], error: str, at: datetime) -> None:
    """Leave deadlines out of the sweep, visibly, so that they stop no others."""
    logger.error("%s deadlines cannot be alerted (%s) and are set aside.", len(ids), error)
    Deadline.objects.filter(pk__in=ids).update(set_aside_at=at, error=error)
