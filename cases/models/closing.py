"""How a case ends, by two signatures, and that it may begin again."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import EncryptedTextField
from cases.choices import ClosingOutcome


class CasePeriod(models.Model):
    """A course of a case, from its opening or reopening until it was closed (A15)."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="periods")
    number = models.PositiveSmallIntegerField(_("period"))
    opened_at = models.DateTimeField(_("opened at"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Why it was reopened; the first period has none.
    reason = EncryptedTextField(null=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField(_("outcome"), max_length=20, choices=ClosingOutcome, blank=True)
    grounds = EncryptedTextField(null=True)

    class Meta:
        verbose_name = _("period of a case")
        verbose_name_plural = _("periods of cases")
        ordering = ["case", "number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="case_period_once"),
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(closed_at__isnull=True),
                name="case_period_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="") | models.Q(outcome__in=ClosingOutcome.values),
                name="case_period_known_outcome",
            ),
            # Closing needs an outcome, grounds and a reviewing person (R25).
            models.CheckConstraint(
                condition=models.Q(
                    closed_at__isnull=True,
                    closed_by__isnull=True,
                    reviewed_by__isnull=True,
                    outcome="",
                    grounds__isnull=True,
                )
                | models.Q(
                    closed_at__isnull=False,
                    closed_by__isnull=False,
                    reviewed_by__isnull=False,
                    grounds__isnull=False,
                )
                & ~models.Q(outcome=""),
                name="case_period_closed_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(reviewed_by__isnull=True)
                | models.Q(outcome="in_error")
                | ~models.Q(reviewed_by=models.F("closed_by")),
                name="case_period_two_signers",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.number}"


class ClosingProposal(models.Model):
    """An adviser proposes to close a case; its leader signs, or sends it back."""

    class Answer(models.TextChoices):
        SIGNED = "signed", _("Signed")
        RETURNED = "returned", _("Sent back")
        LAPSED = "lapsed", _("Lapsed")

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="closings")
    outcome = models.CharField(_("outcome"), max_length=20, choices=ClosingOutcome)
    grounds = EncryptedTextField()
    proposed_at = models.DateTimeField(_("proposed at"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.CharField(_("answer"), max_length=8, choices=Answer, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    remark = EncryptedTextField(null=True)

    class Meta:
        verbose_name = _("proposal to close")
        verbose_name_plural = _("proposals to close")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(answer=""), name="closing_one_open"
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=ClosingOutcome.values),
                name="closing_known_outcome",
            ),
            models.CheckConstraint(
                condition=models.Q(answer__in=["", "signed", "returned", "lapsed"]),
                name="closing_known_answer",
            ),
            models.CheckConstraint(
                condition=models.Q(answer="", answered_at__isnull=True, answered_by__isnull=True)
                | ~models.Q(answer="")
                & models.Q(answered_at__isnull=False, answered_by__isnull=False),
                name="closing_answered_pair",
            ),
            models.CheckConstraint(
                condition=~models.Q(answer="signed")
                | ~models.Q(answered_by=models.F("proposed_by")),
                name="closing_two_signers",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}"
