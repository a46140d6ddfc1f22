"""Tasks of concerns and cases; the schedule is in `beredskab.celery`."""

from celery import shared_task
from django.utils import timezone

from cases import workflow


@shared_task(acks_late=True, expires=3000)
def expire_drafts() -> int:
    """Erase the drafts whose time is up; safe to run twice and side by side."""
    return workflow.expire_drafts(at=timezone.now())


@shared_task(acks_late=True, expires=55)
def return_offers() -> int:
    """Take back what nobody has answered, batch by batch; safe to run twice and side by side."""
    return sum(iter(lambda: workflow.return_offers(at=timezone.now()), 0))


@shared_task(acks_late=True, expires=3000)
def turn_of_age() -> int:
    """Ask for the hand-over of whoever has turned 18; safe to run twice and side by side."""
    return workflow.turn_of_age(at=timezone.now())
