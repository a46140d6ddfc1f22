"""The action cards that the pages of cases and concerns lead to."""

from datetime import date

from actioncards import selection, shown
from actioncards.choices import CardRole
from actioncards.models import CardVersion
from cases import answers
from cases.models import Concern


def link(version: CardVersion) -> dict[str, str]:
    """What the card of a version is called, and where it is."""
    title = shown.names_for(version).fill(version.title)
    return {"title": title, "url": version.card.get_absolute_url()}


def for_reporter(concern: Concern | None, day: date) -> list[dict[str, str]]:
    """The professional's card in force for the age in a concern; both while it is unknown (R8)."""
    age = answers.youngest_age(concern.answers, day) if concern else None
    if age is None:
        return [link(one) for one in selection.versions_for(CardRole.PROFESSIONAL)]
    version = selection.version_for(CardRole.PROFESSIONAL, age)
    return [link(version)] if version else []
