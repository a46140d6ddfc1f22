"""Tasks of the plan; the schedule is in `beredskab.celery`."""

from celery import shared_task
from django.utils import timezone

from beredskab.plan import printing, revision


@shared_task(acks_late=True, expires=300)
def make_pdf() -> int:
    """Make the PDFs that editions wait for; safe to run twice and side by side."""
    return printing.make_waiting(timezone.now)


@shared_task(acks_late=True, expires=3000)
def remind_of_review() -> int:
    """Tell editors and leaders when the plan is to be revised; each is told once a stage."""
    return revision.remind(at=timezone.now())
