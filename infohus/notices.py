"""What the notices of Infohus read; none tells who or what a meeting is about."""

from django.utils.translation import gettext_lazy as _

TEXTS = {
    "infohus_tied": _("Somebody can't take part in a meeting: find a deputy"),
    "infohus_tie_unsure": _("Somebody is not sure of a personal tie: rule on it"),
    "infohus_tie_ruled": _("It is settled who may take part in a meeting"),
    "infohus_recommended": _("Your authority has something to answer after a meeting"),
    "infohus_answered": _("An authority has answered after a meeting"),
    "infohus_substitute": _("Somebody stands in for the SSP coordinator"),
    "infohus_minutes": _("There are minutes for you to agree to"),
    "infohus_declined": _("Somebody does not come to a meeting"),
}
