"""On which cards a contact stands, for the page of the contact."""

from typing import Any

from django import template

from actioncards.models import CardVersion
from actioncards.shown import offers
from beredskab.municipality.models import Contact

register = template.Library()


@register.inclusion_tag("actioncards/_contact_cards.html")
def cards_with(contact: Contact) -> dict[str, Any]:
    """List the cards in force that call the contact."""
    return {"offers": offers(CardVersion.objects.in_force().that_call(contact))}
