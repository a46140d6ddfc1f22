"""What somebody saw, as it was sent."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import EncryptedJSONField, EncryptedTextField
from cases.choices import Answer, Channel, NotifierKind, Source
from cases.models.referenced import Referenced
from cases.querysets.concerns import ConcernQuerySet
from cases.states import ConcernStatus


class Concern(Referenced):
    """A concern (bekymring): what somebody saw or heard about one or more persons.

    `answers` holds all that the reporter wrote or ticked. It may change until the concern is
    sent; from then on a trigger refuses every change of it, and new knowledge is an `Addition`.
    """

    status = models.CharField(_("status"), max_length=12, choices=ConcernStatus)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        on_delete=models.PROTECT,
        related_name="concerns",
    )
    created_at = models.DateTimeField(_("begun at"))
    saved_at = models.DateTimeField(_("saved at"))
    expires_on = models.DateField(_("draft is deleted on"), null=True, blank=True)
    answers = EncryptedJSONField()
    step = models.PositiveSmallIntegerField(_("step reached"), default=1)

    source = models.CharField(_("source"), max_length=20, choices=Source, blank=True)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.PORTAL)
    acute = models.CharField(_("acute"), max_length=8, choices=Answer, blank=True)
    is_minor = models.BooleanField(_("about somebody under 18"), null=True)
    notifier_kind = models.CharField(
        _("kind of notifier"), max_length=12, choices=NotifierKind, blank=True
    )
    # The notifier when she has a log-in; else name and contact, or nothing when anonymous.
    notifier = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("notifier"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="notifications",
    )
    notifier_name = EncryptedTextField(null=True)
    notifier_contact = EncryptedTextField(null=True)
    notifier_in_family = models.CharField(
        _("notifier belongs to the family"), max_length=8, choices=Answer, blank=True
    )
    received_at = models.DateTimeField(_("received at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent or registered at"), null=True, blank=True)
    clarifying_since = models.DateTimeField(_("being clarified since"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ending_reason = EncryptedTextField(null=True)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        verbose_name = _("concern")
        verbose_name_plural = _("concerns")
        ordering = ["-saved_at", "-pk"]
        indexes = [
            models.Index(fields=["reporter", "-saved_at"], name="concern_reporter"),
            models.Index(
                fields=["expires_on"],
                condition=models.Q(status="draft"),
                name="concern_draft_expiry",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=ConcernStatus.values), name="concern_known_status"
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(
                        status__in=["sent", "in_error"],
                        sent_at__isnull=False,
                        received_at__isnull=False,
                        is_minor__isnull=False,
                    )
                    & ~models.Q(source="")
                    & ~models.Q(notifier_kind="")
                    & ~models.Q(acute="")
                )
                | models.Q(
                    status__in=["draft", "clarifying", "clarified"],
                    sent_at__isnull=True,
                    received_at__isnull=True,
                ),
                name="concern_sent_is_complete",
            ),
            models.CheckConstraint(
                condition=models.Q(received_at__isnull=True)
                | models.Q(received_at__lte=models.F("sent_at")),
                name="concern_received_before_registered",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["clarified", "in_error"], ended_at__isnull=False)
                | models.Q(status__in=["draft", "clarifying", "sent"], ended_at__isnull=True),
                name="concern_ended_pair",
            ),
            # LR24: nothing of an anonymous notifier is kept.
            models.CheckConstraint(
                condition=~models.Q(notifier_kind="anonymous")
                | models.Q(
                    notifier__isnull=True,
                    notifier_name__isnull=True,
                    notifier_contact__isnull=True,
                ),
                name="concern_anonymous_is_anonymous",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("concern_detail", args=[self.reference])

    @property
    def is_notification(self) -> bool:
        """A sent concern about somebody under 18 is an underretning, with its clocks."""
        return self.status == ConcernStatus.SENT and bool(self.is_minor)

    def answer(self, name: str, default: Any = None) -> Any:
        """One of the reporter's answers."""
        return (self.answers or {}).get(name, default)


class Addition(models.Model):
    """What came to be known after a concern was sent; the concern itself stays as it was."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="additions")
    text = EncryptedTextField()
    added_at = models.DateTimeField(_("added at"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("addition")
        verbose_name_plural = _("additions")
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return f"{self.concern_id}:{self.pk}"


class ReceiptCorrection(models.Model):
    """The received time of a concern was set right; what stood before stays here."""

    concern = models.ForeignKey(
        Concern, on_delete=models.PROTECT, related_name="receipt_corrections"
    )
    from_at = models.DateTimeField(_("was"))
    to_at = models.DateTimeField(_("became"))
    reason = EncryptedTextField()
    corrected_at = models.DateTimeField(_("corrected at"))
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("correction of receipt")
        verbose_name_plural = _("corrections of receipt")
        ordering = ["corrected_at", "pk"]

    def __str__(self) -> str:
        return f"{self.concern_id}:{self.pk}"
