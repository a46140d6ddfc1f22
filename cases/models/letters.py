"""What the notifier is told: confirmation to all, orientation to professionals."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import EncryptedTextField
from cases.choices import Answer


class Answered(models.Model):
    """An answer that is owed for a concern until it has an ending."""

    given_at = models.DateTimeField(_("given at"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # The leader who answers for leaving it out (R38).
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = EncryptedTextField(null=True)

    class Meta:
        abstract = True


class Confirmation(Answered):
    """Receipt of a notification is confirmed to its notifier within 6 weekdays (R37)."""

    class Ending(models.TextChoices):
        IN_PORTAL = "in_portal", _("Received in the portal")
        HANDED_OVER = "handed_over", _("Handed to the notifier")
        POSTED = "posted", _("Sent by post")
        ORALLY = "orally", _("Given orally")
        ANONYMOUS = "anonymous", _("Not possible (anonymous)")
        NOT_SAFE = "not_safe", _("Can't be given safely")

    concern = models.OneToOneField(
        "cases.Concern", on_delete=models.PROTECT, related_name="confirmation"
    )
    ending = models.CharField(_("ending"), max_length=12, choices=Ending, blank=True)

    class Meta:
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ending="", recorded_at__isnull=True)
                | ~models.Q(ending="") & models.Q(recorded_at__isnull=False),
                name="confirmation_ended_pair",
            ),
            models.CheckConstraint(
                condition=~models.Q(ending="not_safe")
                | models.Q(leader__isnull=False, reason__isnull=False),
                name="confirmation_left_out_by_leader",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.concern_id}"


class Orientation(Answered):
    """A professional is told whether something was started, within the same limit (R37, LR11)."""

    class Ending(models.TextChoices):
        GIVEN = "given", _("Given")
        EXEMPT = "exempt", _("Left out for special circumstances")

    concern = models.OneToOneField(
        "cases.Concern", on_delete=models.PROTECT, related_name="orientation"
    )
    ending = models.CharField(_("ending"), max_length=8, choices=Ending, blank=True)
    started = models.CharField(
        _("a measure or examination is started"), max_length=8, choices=Answer, blank=True
    )
    kind = EncryptedTextField(null=True)

    class Meta:
        verbose_name = _("orientation")
        verbose_name_plural = _("orientations")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ending="", recorded_at__isnull=True)
                | ~models.Q(ending="") & models.Q(recorded_at__isnull=False),
                name="orientation_ended_pair",
            ),
            models.CheckConstraint(
                condition=~models.Q(ending="exempt")
                | models.Q(leader__isnull=False, reason__isnull=False),
                name="orientation_exempt_by_leader",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.concern_id}"
