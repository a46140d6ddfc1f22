"""What the tests of writing do again and again."""

from datetime import timedelta

from beredskab.audit.models import AuditEvent
from beredskab.plan import workflow
from tests.factories import NOW

LATER = NOW + timedelta(minutes=12)
HEAD = {"title": "Ny titel", "themes": ["extremism"], "changes": "Alt."}


def save(section, by, *, seen=1, title="Ny titel", text="<p>Ny tekst.</p>", at=LATER):
    return workflow.save_section(section, by=by, at=at, seen=seen, title=title, text=text)


def type_in(section, by, text="<p>Halvt færd</p>", *, seen=1, at=LATER):
    known = {"seen": seen, "title": "Halv", "text": text}
    return workflow.save_section_draft(section, by=by, at=at, **known)


def order(edition):
    """The row of sections; each has the place that its number says."""
    rows = list(edition.sections.all())
    assert [row.position for row in rows] == list(range(1, len(rows) + 1))
    return " ".join(f"{row.key}{row.level}" for row in rows)


def of(edition, key):
    return edition.sections.get(key=key)


def last_event(verb):
    return AuditEvent.objects.filter(verb=f"plan.{verb}").latest("pk")
