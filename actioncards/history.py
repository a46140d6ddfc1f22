"""What was done to a card, in words, and who has written in a version: read from the trail."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actioncards.models import Card, CardVersion
from beredskab.audit import trail
from beredskab.audit.models import AuditEvent

# Each leaves its words in a version, so that whoever did it can't approve it as well.
WRITING: dict[str, str | Promise] = {
    "actioncards.text_changed": gettext_lazy("Changed the text"),
    "actioncards.step_added": gettext_lazy("Added a step"),
    "actioncards.step_changed": gettext_lazy("Changed a step"),
    "actioncards.step_moved": gettext_lazy("Moved a step"),
    "actioncards.step_removed": gettext_lazy("Removed a step"),
}
WORDS: dict[str, str | Promise] = {
    **WRITING,
    "actioncards.card_begun": gettext_lazy("Began the card"),
    "actioncards.draft_begun": gettext_lazy("Began a new version"),
    "actioncards.draft_discarded": gettext_lazy("Discarded the draft"),
    "actioncards.submitted": gettext_lazy("Sent the draft for approval"),
    "actioncards.sent_back": gettext_lazy("Sent the draft back"),
    "actioncards.reopened": gettext_lazy("Took the draft back to write on"),
    "actioncards.approved": gettext_lazy("Approved the draft"),
    "actioncards.published": gettext_lazy("Put the version in force"),
    "actioncards.withdrawn": gettext_lazy("Withdrew the card"),
}


def writers(version: CardVersion) -> set[int]:
    """Return the keys of the users who have written in a version."""
    wrote = {version.edited_by_id} if version.edited_by_id else set()
    found = trail.events_about(_key(version.card_id)).filter(
        verb__in=WRITING, details__version=version.pk
    )
    return wrote | set(found.exclude(actor=None).values_list("actor", flat=True))


def events(card: Card, *, with_drafts: bool, limit: int) -> list[dict[str, Any]]:
    """Return the newest events of a card as the timeline component wants them.

    Who may not see drafts gets no event of a version that was never in force.
    """
    found = trail.events_about(_key(card.pk)).filter(verb__in=WORDS)
    if not with_drafts:
        published = card.versions.were_in_force().values_list("pk", flat=True)
        found = found.filter(details__version__in=list(published))
    return [_item(event) for event in found[:limit]]


def _key(card_id: int) -> tuple[str, list[int]]:
    return Card._meta.label_lower, [card_id]


def _item(event: AuditEvent) -> dict[str, Any]:
    number, step = event.details.get("number"), event.details.get("heading", "")
    version = _("Version %(number)d") % {"number": number} if number else ""
    return {
        "title": str(WORDS[event.verb]),
        "at": event.at,
        "who": event.actor.name if event.actor else _("The system"),
        "text": ": ".join(filter(None, (version, step))),
    }
