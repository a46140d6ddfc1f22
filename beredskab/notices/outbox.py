"""Door of the notices: post them inside the transaction of the change they tell about."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.db import connection, transaction

from beredskab.notices import delivery, doorbell
from beredskab.notices.models import Notice, NoticeQuerySet

if TYPE_CHECKING:
    from beredskab.accounts.models import User

deliver_batch = delivery.deliver_batch

_INSERT = """
    INSERT INTO notices_notice
        (recipient_id, key, kind, reference, path, urgent, at, next_mail_at, mail_attempts,
         mail_error)
    SELECT row.*, %s::timestamptz, %s::timestamptz, 0, ''
    FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::boolean[])
        AS row
    ON CONFLICT (recipient_id, key) DO NOTHING
    RETURNING id
"""


class Row(NamedTuple):
    """A notice to be posted."""

    recipient_id: int
    key: str
    kind: str
    reference: str = ""
    path: str = ""
    urgent: bool = False


def post_many(rows: Iterable[Row], *, at: datetime) -> list[int]:
    """Post notices by one statement and return the ids of those that are new.

    A recipient gets one notice per key, however often it is posted.
    """
    columns = [list(column) for column in zip(*rows, strict=True)]
    if not columns:
        return []
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A notice is posted with what it tells of.")
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [at, at, *columns])
        posted = [pk for (pk,) in cursor.fetchall()]
    if posted:
        transaction.on_commit(_hurry, robust=True)
    return posted


def post(
    to: "User",
    key: str,
    *,
    at: datetime,
    kind: str,
    reference: str = "",
    urgent: bool = False,
    path: str = "",
) -> Notice | None:
    """Tell one user something; return None when she has been told under this key before."""
    posted = post_many([Row(to.pk, key, kind, reference, path, urgent)], at=at)
    return Notice.objects.get(pk=posted[0]) if posted else None


def unread_for(user: "User") -> NoticeQuerySet:
    """What the user has not read: urgent first, then the newest."""
    return Notice.objects.unread_for(user)


def mark_read(user: "User", *, at: datetime, ids: Iterable[int] | None = None) -> int:
    """Mark the user's notices as read, all of them or those with the ids; no mail follows."""
    unread = Notice.objects.filter(recipient=user, read_at__isnull=True)
    if ids is not None:
        unread = unread.filter(pk__in=list(ids))
    return unread.update(read_at=at, next_mail_at=None)


def settle(kinds: Iterable[str], *, path: str, at: datetime) -> int:
    """Mark notices of these kinds that begin at a path as read, whoever has them.

    For what nobody has to do any more, because it is done.
    """
    waiting = Notice.objects.filter(
        kind__in=list(kinds), path__startswith=path, read_at__isnull=True
    )
    return waiting.update(read_at=at, next_mail_at=None)


def _hurry() -> None:
    doorbell.ring("beredskab.notices.tasks.deliver", expires=25)
