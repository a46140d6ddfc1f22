"""Tasks of Infohus; the schedule is in `beredskab.celery`."""

from celery import shared_task
from django.utils import timezone

from infohus import delivery


@shared_task(acks_late=True, expires=25)
def deliver_invitations() -> int:
    """Mail the invitations that wait, batch by batch; safe to run twice and side by side."""
    at = timezone.now()
    return sum(iter(lambda: delivery.deliver_batch(at=at, size=100), 0))
