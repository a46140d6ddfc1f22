"""The action card beside a concern, wherever on its pages it says whom to call."""

from django import template
from django.utils import timezone

from cases import cards
from cases.models import Concern

register = template.Library()


@register.simple_tag
def cards_for(concern: Concern | str | None) -> list[dict[str, str]]:
    """Return the links to the card for the age in a concern; before there is one, to both."""
    known = concern if isinstance(concern, Concern) else None
    return cards.for_reporter(known, timezone.localdate())
