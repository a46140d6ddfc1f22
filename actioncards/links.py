"""How the plan names a card: its short name becomes a link."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from actioncards.models import Card


def of_cards(slugs: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return for each card in use what it is called within a sentence, and its address."""
    return {
        card.slug: (_words(card), card.get_absolute_url())
        for card in Card.objects.in_use().filter(slug__in=list(slugs))
    }


def _words(card: Card) -> str:
    role, age = card.get_role_display().lower(), card.get_age_display().lower()
    return _("the action card for %(role)s, %(age)s") % {"role": role, "age": age}
