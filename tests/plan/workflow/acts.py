"""What the tests of adoption and publication do again and again, an hour after NOW."""

from datetime import timedelta

from beredskab.notices.models import Notice
from beredskab.plan import workflow
from tests.factories import NOW
from tests.factories import plan as made

LATER = NOW + timedelta(hours=1)
SECOND = timedelta(seconds=1)


def told(kind):
    """Who has an unread notice of a kind; nobody has two."""
    found = [one.recipient for one in Notice.objects.filter(kind=kind, read_at=None)]
    assert len(set(found)) == len(found)
    return set(found)


def record_adoption(edition, by, **known):
    return workflow.record_adoption(edition, by=by, at=LATER, **{**made.ADOPTED, **known})


def ask(edition, by):
    return workflow.ask_to_publish(edition, by=by, at=LATER)


def stop(edition, by):
    return workflow.stop_publication(edition, by=by, at=LATER)


def publish(edition, *, content=made.PDF, asked=None, at=LATER):
    asked = asked or edition.publish_asked_at
    return workflow.publish(edition, content, asked=asked, at=at)
