"""What the notices of cards read; they name the card alone."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "card_submitted": _("An action card waits for your approval"),
    "card_approved": _("An action card is approved and can be put in force"),
    "card_sent_back": _("An action card is sent back to you"),
    "card_published": _("A new version of an action card is in force"),
    "card_withdrawn": _("An action card is withdrawn"),
}
