"""What the participants of an anonymised item read tells nobody's name and no number (R90)."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from beredskab.errors import Refused
from cases import anonymity
from infohus.choices import Basis, Section
from infohus.models import AgendaItem, Recommendation

# What of a recommendation its authority reads.
ADVICE = ("text", "needs", "risks", "resources", "level_reason")


class TellsWho(Refused):
    message = _("The item is anonymised, but what they read names somebody or holds a number.")


def require_untold(item: AgendaItem, texts: Iterable[str | None]) -> None:
    """Raise TellsWho where the item is anonymised and a text tells who it is about."""
    if item.basis != Basis.ANONYMISED:
        return
    names = list(item.case.persons.values_list("name", flat=True))
    if any(anonymity.tells_of(text, names) for text in texts if text):
        raise TellsWho


def require_all_untold(item: AgendaItem) -> None:
    """The same, of all that its participants read or may yet read."""
    minutes = item.texts.filter(section=Section.MINUTES).order_by("-number").first()
    advice = (text for row in item.recommendations.live() for text in texts_of(row))
    require_untold(item, [item.brief, minutes.text if minutes else None, *advice])


def texts_of(row: Recommendation) -> list[str | None]:
    """What its authority reads of a recommendation."""
    return [getattr(row, name) for name in ADVICE]
