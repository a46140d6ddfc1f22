"""What editors are shown on the list of cards, and nobody else."""

from typing import Any

from django import template
from django.template.context import Context

from actioncards import permissions
from actioncards.choices import CardAge, CardRole
from actioncards.models import Card, CardVersion

register = template.Library()


@register.inclusion_tag("actioncards/_editor_list.html", takes_context=True)
def editor_list(context: Context) -> dict[str, Any]:
    """Show each card with what is in work on it; nothing for who writes none."""
    request = context.get("request")
    if request is None or not permissions.can_edit(request.user):
        return {"rows": None}
    published = {one.card_id: one for one in CardVersion.objects.in_force()}
    drafts = {one.card_id: one for one in CardVersion.objects.in_work()}
    cards = list(Card.objects.in_use())
    return {
        "rows": [_row(card, published.get(card.pk), drafts.get(card.pk)) for card in cards],
        "may_begin": len(cards) < len(CardRole) * len(CardAge),
    }


def _row(card: Card, published: CardVersion | None, draft: CardVersion | None) -> dict[str, Any]:
    named = published or draft
    words = f"{card.get_role_display()}, {card.get_age_display()}"
    return {
        "card": card,
        "title": (named.title if named else "") or words,
        "published": published,
        "draft": draft,
    }
