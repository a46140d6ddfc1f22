"""Who keeps Infohus while both consultants of SSP are away (R79)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import EncryptedTextField


class Substitute(models.Model):
    """That a leader appointed somebody coordinator for some days, and why.

    For these days she has the role in the unit of SSP, so that every gate knows her.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="infohus_substitutions"
    )
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"))
    reason = EncryptedTextField()
    appointed_at = models.DateTimeField(_("appointed at"))
    appointed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("substitute of the coordinator")
        verbose_name_plural = _("substitutes of the coordinator")
        ordering = ["-from_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__gte=F("from_on")), name="substitute_ends_after_start"
            ),
            models.CheckConstraint(
                condition=~Q(user=F("appointed_by")), name="substitute_is_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.from_on}"
