"""Tasks of concerns and cases; the schedule is in `beredskab.celery`."""

from celery import shared_task
from django.utils import timezone

from cases import workflow


@shared_task(acks_late=True, expires=3000)
def expire_drafts() -> int:
    """Erase the drafts whose time is up; safe to run twice and side by side."""
    return workflow.expire_drafts(at=timezone.now())
