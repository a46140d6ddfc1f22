"""The 24-hour assessment of one concern in one case."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import EncryptedTextField
from cases.choices import Answer


class Assessment(models.Model):
    """Two answers and their grounds, signed within 24 hours of receipt (R36).

    `assessed_at` is when the assessment was made and is what counts for the limit; `signed_at`
    is when it was written down here. The leader's countersignature follows and stops nothing.
    """

    tie = models.OneToOneField(
        "cases.ConcernCase", on_delete=models.PROTECT, related_name="assessment"
    )
    danger = models.CharField(_("in danger"), max_length=8, choices=Answer)
    act_now = models.CharField(_("act at once"), max_length=8, choices=Answer)
    grounds = EncryptedTextField()
    assessed_at = models.DateTimeField(_("assessed at"))
    # Who made it, when that was not who signed (made by phone before registration).
    assessed_by_text = EncryptedTextField(null=True)
    signed_at = models.DateTimeField(_("signed at"))
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    is_late = models.BooleanField(_("late"))
    late_grounds = EncryptedTextField(null=True)
    late_grounds_at = models.DateTimeField(null=True, blank=True)
    late_grounds_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    countersigned_at = models.DateTimeField(_("countersigned at"), null=True, blank=True)
    countersigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    countersign_remark = EncryptedTextField(null=True)

    class Meta:
        verbose_name = _("24-hour assessment")
        verbose_name_plural = _("24-hour assessments")
        ordering = ["signed_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(danger__in=Answer.values, act_now__in=Answer.values),
                name="assessment_known_answers",
            ),
            models.CheckConstraint(
                condition=models.Q(assessed_at__lte=models.F("signed_at")),
                name="assessment_made_before_signed",
            ),
            models.CheckConstraint(
                condition=models.Q(countersigned_at__isnull=True, countersigned_by__isnull=True)
                | models.Q(countersigned_at__isnull=False, countersigned_by__isnull=False),
                name="assessment_countersigned_pair",
            ),
            models.CheckConstraint(
                condition=models.Q(countersigned_by__isnull=True)
                | ~models.Q(countersigned_by=models.F("signed_by")),
                name="assessment_two_signers",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tie_id}"

    @property
    def must_act(self) -> bool:
        """Whether to act at once; not knowing yet counts as yes (R36)."""
        return self.act_now in {Answer.YES, Answer.UNKNOWN}
