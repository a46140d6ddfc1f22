"""The PDF of an edition: made once, by a worker, from what was fixed when it was published."""

import logging
from collections.abc import Callable
from datetime import datetime

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.urls import reverse

from beredskab import pdf
from beredskab.municipality import directory, phones
from beredskab.municipality.models import Municipality
from beredskab.plan import contacts, rendering, workflow
from beredskab.plan.models import Edition, Theme
from beredskab.plan.workflow.publication import CorrectsAnother

logger = logging.getLogger(__name__)
TEMPLATE = "pdf/plan.html"


def make_waiting(clock: Callable[[], datetime]) -> int:
    """Make the PDF of each edition that waits for it; return how many came into force."""
    waiting = list(Edition.objects.publishing())
    return sum(_make(edition, clock) for edition in waiting)


def render(edition: Edition, at: datetime) -> bytes:
    """Return the PDF of an edition with the contacts of today as an appendix."""
    sections = rendering.published(edition.sections.all())
    context = {
        "edition": edition,
        "municipality": Municipality.objects.current(),
        "themes": [Theme(theme).label for theme in edition.themes],
        "sections": sections,
        "lines": directory.in_reading_order(contacts.lines(at)),
        "emergency": phones.EMERGENCY,
        "police": phones.POLICE,
        "printed_at": at,
        # On paper for readers; a developer's machine is nothing to go to.
        "address": f"{settings.SITE_URL}{reverse('plan')}" if settings.HTTPS else "",
    }
    return pdf.render(TEMPLATE, context)


def _make(edition: Edition, clock: Callable[[], datetime]) -> bool:
    tried = workflow.try_pdf(edition, at=clock())
    if tried is None or tried.publish_asked_at is None:
        return False
    asked = tried.publish_asked_at
    try:
        content = render(tried, clock())
        return workflow.publish(tried, content, asked=asked, at=clock()) is not None
    except SoftTimeLimitExceeded:
        logger.error("The PDF of edition %s took too long.", tried.pk)
    except CorrectsAnother:
        logger.warning("What edition %s corrects has ended.", tried.pk)
    workflow.note_pdf_failed(tried, asked=asked, at=clock())
    return False
