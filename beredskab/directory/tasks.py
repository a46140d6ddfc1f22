"""Tasks of the directory; the schedule is in `beredskab.celery`."""

from celery import shared_task
from django.utils import timezone

from beredskab.directory import checking


@shared_task(acks_late=True, expires=3000)
def ask_to_check() -> int:
    """Ask for the contacts that are to be checked; safe to run twice and side by side."""
    return checking.ask_to_check(at=timezone.now())
