"""Tasks of the deadlines; the schedule is in `beredskab.celery`."""

from celery import shared_task
from django.utils import timezone

from beredskab.deadlines import duedates


@shared_task(acks_late=True, expires=55)
def alert_due() -> int:
    """Post the alerts whose moment has come, batch by batch; safe to run twice and side by side.

    What is to be done first never keeps the alerts back: if it fails, the task fails after them.
    """
    at = timezone.now()
    try:
        duedates.prepare(at=at)
    finally:
        taken = sum(iter(lambda: duedates.alert_batch(at=at, size=500), 0))
        duedates.stamp(at=at)
    return taken


@shared_task(acks_late=True, expires=600)
def retry_set_aside() -> int:
    """Try again what could not be alerted; whoever was missing may have been found."""
    return duedates.retry_set_aside()
