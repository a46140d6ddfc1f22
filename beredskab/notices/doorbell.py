"""Hurry a worker after a commit. Losing a ring loses nothing: a sweep finds the rows."""

import logging
import time

from celery import current_app
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)

QUIET_SECONDS = 30
_quiet_until = 0.0


def ring(task: str, *, expires: int) -> bool:
    """Ask a worker to run the named task now; tell whether the broker took it.

    A broker that doesn't answer is left alone for a while, so that pages stay quick without it.
    """
    global _quiet_until
    if time.monotonic() < _quiet_until:
        return False
    try:
        with current_app.pool.acquire(block=True) as connection:
            # Celery itself would try for seconds.
            connection.ensure_connection(max_retries=0)
            current_app.send_task(task, connection=connection, expires=expires, retry=False)
    except (OperationalError, OSError):
        _quiet_until = time.monotonic() + QUIET_SECONDS
        logger.warning("The broker does not answer; the sweep will deliver.")
        return False
    return True
