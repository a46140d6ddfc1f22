"""What becomes of a case in Infohus Kommune: what its coordinator decided, and that it was held."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import EncryptedTextField


class InfohusHandling(models.Model):
    """How a case is handled in Infohus (R81); only added to.

    The coordinator decides whether it is to be discussed. That it was, and when, is written once
    a meeting or talk on it was held.
    """

    class Decision(models.TextChoices):
        DISCUSSED = "discussed", _("Taken up in Infohus")
        NOT_DISCUSSED = "not_discussed", _("Not taken up in Infohus")
        HELD = "held", _("Discussed in Infohus")

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="infohus")
    decision = models.CharField(_("decision"), max_length=15, choices=Decision)
    reason = EncryptedTextField(null=True)
    decided_at = models.DateTimeField(_("decided at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("handling in Infohus")
        verbose_name_plural = _("handlings in Infohus")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decision__in=["discussed", "not_discussed", "held"]),
                name="infohus_known_decision",
            ),
            models.CheckConstraint(
                condition=~models.Q(decision="not_discussed") | models.Q(reason__isnull=False),
                name="infohus_left_out_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}"
