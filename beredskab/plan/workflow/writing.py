"""Write in the draft of an edition. Who saves last must have seen what was saved before."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beredskab import anchors
from beredskab.accounts.models import User
from beredskab.errors import Refused
from beredskab.plan import cleaning, history, permissions, problems, states, tree
from beredskab.plan.models import Edition, Section, SectionDraft, SectionVersion
from beredskab.plan.states import WrongState
from beredskab.plan.workflow.telling import record
from beredskab.timelimits import TZ

KEY_LENGTH = 60
# Anchors that the page of the plan has itself.
RESERVED_KEYS = frozenset({problems.CONTACTS_ANCHOR, "main-content", "messages"})


class Changed(Refused):
    """Somebody saved since this user read; `section` is as it stands now."""

    def __init__(self, section: Section) -> None:
        self.section = section
        message = _("The section was changed by %(name)s at %(time)s. What you wrote is not saved.")
        super().__init__(message % _who_and_when(section.edited_by, section.edited_at))


class HeadChanged(Refused):
    """Somebody changed the head since this user read; `edition` is as it stands now."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        change = history.head_change(edition)
        writer, at = (change.actor, change.at) if change else (None, edition.begun_at)
        message = _(
            "Title and themes were changed by %(name)s at %(time)s. What you wrote is not saved."
        )
        super().__init__(message % _who_and_when(writer, at))


class NotInCorrection(Refused):
    message = gettext_lazy(
        "A correction mends spelling and names alone. Begin the next edition to change sections, "
        "their order or the themes."
    )


class CannotStandThere(Refused):
    message = gettext_lazy("The section can't stand there: there are three levels.")


@transaction.atomic
def change_head(
    edition: Edition,
    *,
    by: User,
    at: datetime,
    seen: str,
    title: str,
    themes: Sequence[str],
    changes: str = "",
) -> Edition:
    """Change what the edition is called, what it is about, and what is new in it.

    Raises NotInCorrection for other themes of a correction, HeadChanged unless `seen` is the sum
    of what stands there.
    """
    edition = _open(edition, by=by)
    if edition.is_correction and set(themes) != set(edition.themes):
        raise NotInCorrection
    if (edition.title, edition.themes, edition.changes) == (title, list(themes), changes):
        return edition
    if edition.head_sum != seen:
        raise HeadChanged(edition)
    edition.title, edition.themes, edition.changes = title, list(themes), changes
    edition.save(update_fields=["title", "themes", "changes"])
    _written(edition, "head_changed", by=by, at=at)
    return edition


@transaction.atomic
def add_section(
    edition: Edition, *, by: User, at: datetime, title: str, after: Section | None = None
) -> Section:
    """Add an empty section after another one and what lies below it, on its level; else last."""
    edition = _open_order(edition, by=by)
    rows = list(edition.sections.all())
    section = Section.objects.create(
        edition=edition,
        key=_free_key(title),
        position=_last(rows) + 1,
        level=1,
        title=title,
        edited_at=at,
        edited_by=by,
    )
    if after is not None:
        section.level = after.level
        place = rows.index(after) + len(tree.branch(rows, after))
        _put([*rows[:place], section, *rows[place:]])
    _keep(section, by=by, at=at)
    _written(edition, "section_added", by=by, at=at, section=section)
    return section


@transaction.atomic
def save_section(
    section: Section, *, by: User, at: datetime, seen: int, title: str, text: str
) -> Section:
    """Save what a section reads, cleaned; what the writer had typed before is no draft any more.

    Raises Changed if it was saved after version `seen`, TooMuch for more than can be read.
    """
    edition = _open(section.edition, by=by)
    section = _still_there(edition, section)
    if section.version != seen:
        raise Changed(section)
    cleaned = cleaning.clean(text)
    SectionDraft.objects.filter(section=section, writer=by).delete()
    if (section.title, section.text) == (title, cleaned):
        return section
    section.title, section.text = title, cleaned
    section.version += 1
    section.edited_at, section.edited_by = at, by
    section.save(update_fields=["title", "text", "version", "edited_at", "edited_by"])
    _keep(section, by=by, at=at)
    _written(edition, "section_changed", by=by, at=at, section=section)
    return section


@transaction.atomic
def save_section_draft(
    section: Section, *, by: User, at: datetime, seen: int, title: str, text: str
) -> SectionDraft | None:
    """Keep what a writer has typed so far, for herself; autosave leaves no trail of its own.

    What is like the saved text is no draft: an autosave may come in after the saving.
    """
    edition = _open(section.edition, by=by)
    section = _still_there(edition, section)
    cleaned = cleaning.clean(text)
    if (section.title, section.text) == (title, cleaned):
        SectionDraft.objects.filter(section=section, writer=by).delete()
        return None
    known = {"title": title, "text": cleaned, "seen": seen, "saved_at": at}
    draft, _made = SectionDraft.objects.update_or_create(section=section, writer=by, defaults=known)
    return draft


@transaction.atomic
def discard_section_draft(
    section: Section,
    *,
    by: User,
    at: datetime,  # noqa: ARG001  all verbs take it
) -> None:
    """Throw away what the writer has typed and not saved."""
    permissions.require_edit(by)
    SectionDraft.objects.filter(section=section, writer=by).delete()


@transaction.atomic
def move_section(section: Section, *, by: User, at: datetime, before: Section | None) -> None:
    """Put a section, with what lies below it, before another one on that one's level; or last.

    Raises CannotStandThere within itself or below the third level.
    """
    edition = _open_order(section.edition, by=by)
    rows = list(edition.sections.all())
    _require_among(rows, section, before)
    order = tree.moved(rows, rows[rows.index(section)], before=before)
    if order is None:
        raise CannotStandThere
    _put(order)
    _written(edition, "section_moved", by=by, at=at, section=section)


@transaction.atomic
def step_section(section: Section, *, by: User, at: datetime, to: str) -> None:
    """Move a section one place: `up` or `down` among its siblings, `deeper`, or `out`.

    Nothing happens where there is no such place.
    """
    edition = _open_order(section.edition, by=by)
    rows = list(edition.sections.all())
    _require_among(rows, section)
    section = rows[rows.index(section)]
    order = tree.stepped(rows, section, to)
    if order is None:
        return
    _put(order)
    _written(edition, "section_moved", by=by, at=at, section=section)


@transaction.atomic
def remove_section(section: Section, *, by: User, at: datetime) -> None:
    """Take a section off the draft; what lay below it stays, and moves up a level."""
    edition = _open_order(section.edition, by=by)
    rows = list(edition.sections.all())
    _require_among(rows, section)
    below = tree.branch(rows, section)[1:]
    for row in rows:
        if row in below:
            row.level -= 1
    _written(edition, "section_removed", by=by, at=at, section=section)
    rest = [row for row in rows if row != section]
    section.delete()
    _put(rest)


def _who_and_when(writer: User | None, at: datetime) -> dict[str, str]:
    return {
        "name": writer.name if writer else _("the content pack"),
        "time": f"{timezone.localtime(at, TZ):%H.%M}",
    }


def _open(edition: Edition, *, by: User) -> Edition:
    """Lock a draft to write in it."""
    locked = Edition.objects.lock(edition)
    permissions.require_edit(by)
    if locked is None:
        raise WrongState
    states.require_draft(locked.status)
    return locked


def _open_order(edition: Edition, *, by: User) -> Edition:
    """Lock a draft to change which sections it has, and their order; no correction may."""
    locked = _open(edition, by=by)
    if locked.is_correction:
        raise NotInCorrection
    return locked


def _written(
    edition: Edition, verb: str, *, by: User, at: datetime, section: Section | None = None
) -> None:
    edition.edited_by, edition.edited_at = by, at
    edition.save(update_fields=["edited_by", "edited_at"])
    named = {"section": section.key, "heading": section.title} if section else {}
    record(edition, verb, by=by, at=at, **named)


def _still_there(edition: Edition, section: Section) -> Section:
    found = edition.sections.select_related("edited_by").filter(pk=section.pk).first()
    if found is None:
        raise WrongState
    return found


def _require_among(rows: Sequence[Section], *sections: Section | None) -> None:
    if any(one is not None and one not in rows for one in sections):
        raise WrongState


def _keep(section: Section, *, by: User, at: datetime) -> None:
    SectionVersion.objects.create(
        section=section,
        number=section.version,
        title=section.title,
        text=section.text,
        at=at,
        by=by,
    )


def _last(rows: Sequence[Section]) -> int:
    return rows[-1].position if rows else 0


def _put(rows: Sequence[Section]) -> None:
    """Store the order and the levels; each place is taken once when all have theirs."""
    for position, row in enumerate(rows, start=1):
        row.position = position
    Section.objects.bulk_update(rows, ["position", "level"])


def _free_key(title: str) -> str:
    """What once led to a section of any edition never leads to another."""
    name = anchors.plain(title, longest=KEY_LENGTH, otherwise="afsnit")
    taken = Section.objects.filter(key__startswith=name).values_list("key", flat=True)
    return anchors.free(name, {*taken, *RESERVED_KEYS})
