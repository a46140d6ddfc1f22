"""Mapping, assessment and minutes of an item: drafts saved as they are typed, versions kept."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.errors import NeedsReason, Refused
from cases.risk_levels import Level
from cases.workflow.versions import next_number
from infohus.choices import Section
from infohus.models import AgendaItem, ItemDraft, ItemText
from infohus.workflow.anonymising import require_untold
from infohus.workflow.confirming import strike_confirmations
from infohus.workflow.holding import hold, hold_open


class MappingFirst(Refused):
    message = _("Map the situation first. The assessment builds on it.")


class AssessmentFirst(Refused):
    message = _("Assess first. Recommendations build on mapping and assessment.")


@transaction.atomic
def save_item_draft(
    item: AgendaItem,
    *,
    by: User,
    at: datetime,
    section: Section,
    text: str,
    seen: int,
    level: str = "",
) -> ItemDraft:
    """Keep what a writer has typed so far, for herself; autosave leaves no trail of its own.

    Raises MappingFirst, NotConvened, Concluded.
    """
    item = _writable(item, section, by=by, at=at)
    known = {"text": text, "level": level, "seen": seen, "saved_at": at}
    draft, _made = ItemDraft.objects.update_or_create(
        item=item, section=section, writer=by, defaults=known
    )
    return draft


@transaction.atomic
def write_item(
    item: AgendaItem,
    *,
    by: User,
    at: datetime,
    section: Section,
    text: str,
    seen: int,
    level: str = "",
) -> ItemText:
    """Save the next version of a section, and let go of the writer's draft (R91, R95).

    Who has confirmed a provisional item is asked anew, but not for the sake of its minutes.
    Raises MappingFirst, Changed when there is a version that the writer has not seen,
    NeedsReason (`text`, `level`), TellsWho of anonymised minutes, NotConvened, Concluded.
    """
    item = _writable(item, section, by=by, at=at)
    if not text.strip():
        raise NeedsReason(_("Write what was said."), field="text")
    if section == Section.ASSESSMENT and level not in Level.values:
        raise NeedsReason(_("Choose the level."), field="level")
    if section == Section.MINUTES:
        require_untold(item, [text])
    versions = item.texts.filter(section=section)
    row = ItemText.objects.create(
        item=item,
        section=section,
        number=next_number(versions, seen=seen),
        text=text.strip(),
        level=level if section == Section.ASSESSMENT else "",
        made_at=at,
        made_by=by,
    )
    item.drafts.filter(section=section, writer=by).delete()
    trail.record(
        item.meeting, f"infohus.{section}_written", by=by, at=at, item=item.pk, number=row.number
    )
    if section != Section.MINUTES:
        strike_confirmations(item, by=by, at=at)
    return row


def newest(item: AgendaItem, section: Section) -> ItemText | None:
    """The version of a section that counts."""
    return item.texts.filter(section=section).select_related("made_by").order_by("-number").first()


def require_assessed(item: AgendaItem) -> None:
    """Raise MappingFirst or AssessmentFirst unless it is time for recommendations (R95)."""
    written = set(item.texts.values_list("section", flat=True))
    if Section.MAPPING not in written:
        raise MappingFirst
    if Section.ASSESSMENT not in written:
        raise AssessmentFirst


def _writable(item: AgendaItem, section: Section, *, by: User, at: datetime) -> AgendaItem:
    """The item; minutes are written after its conclusion as well."""
    if section == Section.MINUTES:
        return hold(item, by=by, at=at)
    item = hold_open(item, by=by, at=at)
    if section == Section.ASSESSMENT and newest(item, Section.MAPPING) is None:
        raise MappingFirst
    return item
