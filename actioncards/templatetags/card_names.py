"""The cards in use by their names, for who writes about them."""

from django import template
from django.db.models import QuerySet

from actioncards.models import Card

register = template.Library()


@register.simple_tag
def cards_in_use() -> QuerySet[Card]:
    """The cards that are not withdrawn."""
    return Card.objects.in_use()
