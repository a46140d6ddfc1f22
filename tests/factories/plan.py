"""Editions of the plan in each of their states; all but the first walk the workflow."""

from datetime import datetime
from typing import Any

from django.db.models import Max

from beredskab.accounts.models import User
from beredskab.accounts.roles import Role
from beredskab.plan import workflow
from beredskab.plan.law import REFERENCES
from beredskab.plan.models import Edition, Section, SectionVersion
from beredskab.plan.states import EditionStatus
from tests.factories import NOW, user

# What a draft says unless a test says otherwise: anchor to title and text.
SECTIONS = {
    "indledning": ("Indledning", "<p>Planen er for alle, der møder børn og unge.</p>"),
    "bekymring": ("Når du er bekymret", "<p>Tal med barnet, og underret kommunen.</p>"),
}
ADOPTED = {
    "adopted_on": NOW.date(),
    "adopted_body": "Byrådet i Prøvekøbing",
    "adopted_case": "26/1234",
    "adopted_minutes": "https://www.example.com/dagsorden/7",
}


def _pdf() -> bytes:
    """The least that is a PDF: one empty page, with its table of what stands where."""
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 4\n0000000000 65535 f \n"
    tail = b"trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(made)
    return made + head + table + tail


PDF = _pdf()


def editor(**fields: Any) -> User:
    """Somebody who writes the plan."""
    return user(Role.PLAN_EDITOR, **{"name": "Ib Toft", **fields})


def approver(**fields: Any) -> User:
    """Another editor, who has written in none of its drafts."""
    return editor(**{"name": "Mie Lund", **fields})


def edition(**fields: Any) -> Edition:
    """The next draft, without sections, as the database takes it."""
    last = Edition.objects.aggregate(last=Max("number"))["last"] or 0
    values = {
        "number": last + 1,
        "title": "Beredskabsplan",
        "themes": ["social_control", "honour_conflict", "extremism"],
        "changes": "Kortere tekst." if last else "",
        "begun_at": NOW,
        "edited_at": NOW,
        **fields,
    }
    return Edition.objects.create(**values)


def section(edition: Edition, key: str, **fields: Any) -> Section:
    """A section of a draft, the last one unless told otherwise."""
    values = {
        "position": edition.sections.count() + 1,
        "title": f"Om {key}",
        "text": f"<p>Det står der om {key}.</p>",
        "edited_at": NOW,
        **fields,
    }
    made = Section.objects.create(edition=edition, key=key, **values)
    SectionVersion.objects.create(
        section=made, number=made.version, title=made.title, text=made.text, at=made.edited_at
    )
    return made


def draft(*, sections: dict[str, tuple[str, str]] | None = None, **fields: Any) -> Edition:
    """A draft that could be sent; nobody has written in it."""
    made = edition(**fields)
    for key, (title, text) in (_texts() if sections is None else sections).items():
        section(made, key, title=title, text=text)
    return made


def _texts() -> dict[str, tuple[str, str]]:
    """What a draft says, which holds what a correction in force mended."""
    now = Edition.objects.in_force().filter(correction__gt=0).first()
    return {one.key: (one.title, one.text) for one in now.sections.all()} if now else SECTIONS


def correction(by: User | None = None, at: datetime = NOW) -> Edition:
    """A correction of the edition in force, begun and not sent: a word, and what is new."""
    by = by or editor()
    made = workflow.begin_correction(by=by, at=at)
    first = made.sections.all()[0]
    known = {"by": by, "at": at, "seen": first.version, "title": first.title}
    workflow.save_section(first, text=f"{first.text}<p>Rettet.</p>", **known)
    known = {"title": made.title, "themes": made.themes, "changes": "Stavefejl."}
    return workflow.change_head(made, seen=made.head_sum, by=by, at=at, **known)


def submitted(
    edition: Edition | None = None, *, by: User | None = None, at: datetime = NOW, **fields: Any
) -> Edition:
    """An edition that waits for its approval."""
    return workflow.submit(edition or draft(**fields), by=by or editor(), at=at)


def approved(
    edition: Edition | None = None, *, by: User | None = None, at: datetime = NOW, **fields: Any
) -> Edition:
    """An edition that waits for the council; of a correction, for its publication."""
    sent = submitted(edition, by=by, at=at, **fields)
    return workflow.approve(sent, by=approver(), at=at, seen=sent.submitted_at)


def adopted(
    edition: Edition | None = None, *, by: User | None = None, at: datetime = NOW, **fields: Any
) -> Edition:
    """An edition that the council adopted; a correction stays as it is."""
    by = by or editor()
    made = approved(edition, by=by, at=at, **fields)
    return (
        made
        if made.is_correction
        else workflow.record_adoption(made, by=by, at=at, **{**ADOPTED, "adopted_on": at.date()})
    )


def publishing(
    edition: Edition | None = None, *, by: User | None = None, at: datetime = NOW, **fields: Any
) -> Edition:
    """An edition that waits for its PDF."""
    by = by or editor()
    return workflow.ask_to_publish(adopted(edition, by=by, at=at, **fields), by=by, at=at)


def in_force(
    edition: Edition | None = None,
    *,
    by: User | None = None,
    at: datetime = NOW,
    content: bytes = PDF,
    **fields: Any,
) -> Edition:
    """An edition in force; the one before it has ended."""
    asked = publishing(edition, by=by, at=at, **fields)
    made = workflow.publish(asked, content, asked=asked.publish_asked_at, at=at)
    assert made is not None
    return made


def edition_in(status: str, *, by: User | None = None) -> Edition:
    """An edition that walked the workflow to a status."""
    if status == EditionStatus.SUPERSEDED:
        former = in_force(by=by)
        in_force(by=by)
        former.refresh_from_db()
        return former
    walks = {
        EditionStatus.DRAFT: lambda by: draft(),
        EditionStatus.SUBMITTED: lambda by: submitted(by=by),
        EditionStatus.APPROVED: lambda by: approved(by=by),
        EditionStatus.ADOPTED: lambda by: adopted(by=by),
        EditionStatus.PUBLISHING: lambda by: publishing(by=by),
        EditionStatus.IN_FORCE: lambda by: in_force(by=by),
    }
    return walks[EditionStatus(status)](by)


def law(key: str, *, noted: bool = False) -> str:
    """How a reference to the law is shown: its name, and where it stands first its note."""
    name, says = REFERENCES[key]
    name = name.replace("§ ", "§\N{NO-BREAK SPACE}")
    bracket = '<span class="bracket">{}</span>'.format
    note = f'<span class="law-note">{bracket("(")}{says}{bracket(")")}</span>'
    return f"{name} {note}" if noted else name
