"""Who has had the duty to act in a case, minute by minute."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.querysets.work import DutyPeriodQuerySet


class DutyPeriod(models.Model):
    """From when to when somebody had the duty to act in a case, and how it came to her (R35).

    The periods of an open case are a chain without gaps whose last link is its holder; the
    database refuses every other (migration `duty_chain`).
    """

    class How(models.TextChoices):
        RECEIVED = "received", _("The case was received")
        TAKEN = "taken", _("Took the case herself")
        ACCEPTED = "accepted", _("Accepted the case")
        MOVED = "moved", _("The case was moved to the unit")
        HANDED_OVER = "handed_over", _("The case was handed over")
        REOPENED = "reopened", _("The case was reopened")
        KNOWN = "known", _("Had it when the chain was begun")

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="duty_periods")
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("has the duty to act"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    began_at = models.DateTimeField(_("from"))
    ended_at = models.DateTimeField(_("until"), null=True, blank=True)
    how = models.CharField(_("how"), max_length=12, choices=How)

    objects = DutyPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("period of the duty to act")
        verbose_name_plural = _("periods of the duty to act")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(ended_at__isnull=True),
                name="duty_period_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True)
                | models.Q(ended_at__gte=models.F("began_at")),
                name="duty_period_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    how__in=[
                        "received",
                        "taken",
                        "accepted",
                        "moved",
                        "handed_over",
                        "reopened",
                        "known",
                    ]
                ),
                name="duty_period_known_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.holder_id}"
