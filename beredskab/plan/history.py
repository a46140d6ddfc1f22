"""What was done to the plan, in words, and who has written in an edition: read from the trail."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beredskab.audit import trail
from beredskab.audit.models import AuditEvent
from beredskab.plan.models import Edition

# Each leaves its words in an edition, so that whoever did it can't approve it as well.
WRITING: dict[str, str | Promise] = {
    "plan.head_changed": gettext_lazy("Changed the title or the themes"),
    "plan.section_added": gettext_lazy("Added a section"),
    "plan.section_changed": gettext_lazy("Changed a section"),
    "plan.section_moved": gettext_lazy("Moved a section"),
    "plan.section_removed": gettext_lazy("Removed a section"),
}
WORDS: dict[str, str | Promise] = {
    **WRITING,
    "plan.edition_begun": gettext_lazy("Began the edition"),
    "plan.correction_begun": gettext_lazy("Began a correction of spelling and names"),
    "plan.submitted": gettext_lazy("Sent the draft for approval"),
    "plan.sent_back": gettext_lazy("Sent the draft back"),
    "plan.reopened": gettext_lazy("Took the draft back to write on"),
    "plan.approved": gettext_lazy("Approved the draft"),
    "plan.adopted": gettext_lazy("Recorded the adoption"),
    "plan.publish_asked": gettext_lazy("Asked for publication"),
    "plan.publish_stopped": gettext_lazy("Stopped the publication"),
    "plan.pdf_failed": gettext_lazy("The PDF could not be made"),
    "plan.published": gettext_lazy("Put the edition in force"),
}


def writers(edition: Edition) -> set[int]:
    """Return the keys of the users who have written in an edition."""
    wrote = {edition.edited_by_id} if edition.edited_by_id else set()
    found = trail.events_about(_key(edition)).filter(verb__in=WRITING)
    return wrote | set(found.exclude(actor=None).values_list("actor", flat=True))


def head_change(edition: Edition) -> AuditEvent | None:
    """Return the last event by which somebody changed title, themes or what is new, if any."""
    return trail.events_about(_key(edition)).filter(verb="plan.head_changed").first()


def events(edition: Edition, *, limit: int) -> list[dict[str, Any]]:
    """Return the newest events of an edition as the timeline component wants them."""
    found = trail.events_about(_key(edition)).filter(verb__in=WORDS)
    return [_item(event) for event in found[:limit]]


def _key(edition: Edition) -> tuple[str, list[int]]:
    return Edition._meta.label_lower, [edition.pk]


def _item(event: AuditEvent) -> dict[str, Any]:
    return {
        "title": str(WORDS[event.verb]),
        "at": event.at,
        "who": event.actor.name if event.actor else _("The system"),
        "text": event.details.get("heading", ""),
    }
