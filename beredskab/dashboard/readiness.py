"""Whether all that the portal stands on works now."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

import redis
from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection

from beredskab.audit import trail
from beredskab.deadlines import duedates

logger = logging.getLogger(__name__)

BROKER_SECONDS = 1
FAULTS = (DatabaseError, InterfaceError, redis.RedisError, OSError)
_WRITABLE = """
    SELECT NOT current_setting('transaction_read_only')::boolean
       AND has_table_privilege('deadlines_sweep', 'INSERT')
"""


def parts(at: datetime) -> dict[str, bool]:
    """Say of each part whether it works; worker and beat do when a sweep ran lately."""
    return {
        "database": _works(_database_is_writable),
        "audit": _works(trail.is_writable),
        "broker": _works(_broker_answers),
        "sweep": _works(lambda: swept_lately(at)),
    }


def swept_lately(at: datetime) -> bool:
    """Tell whether the newest sweep is no older than two intervals and a minute."""
    swept_at = duedates.last_sweep()
    longest = timedelta(seconds=settings.SWEEP_SECONDS * 2 + 60)
    return swept_at is not None and at - swept_at <= longest


def _works(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except FAULTS as fault:
        logger.warning("A part of the portal does not answer (%s).", type(fault).__name__)
        return False


def _database_is_writable() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_WRITABLE)
        return bool(cursor.fetchone()[0])


def _broker_answers() -> bool:
    with redis.Redis.from_url(
        settings.REDIS_URL,
        socket_timeout=BROKER_SECONDS,
        socket_connect_timeout=BROKER_SECONDS,
    ) as broker:
        return bool(broker.ping())
