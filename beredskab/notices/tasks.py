"""Tasks of the notices; the schedule is in `beredskab.celery`."""

from celery import shared_task
from django.utils import timezone

from beredskab.notices import outbox


@shared_task(acks_late=True, expires=25)
def deliver() -> int:
    """Mail what waits, batch by batch; safe to run twice and side by side."""
    at = timezone.now()
    return sum(iter(lambda: outbox.deliver_batch(at=at, size=100), 0))
