"""Moments at which the exposed person is to be heard from, or to be back."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import EncryptedTextField
from cases.querysets.danger import CheckInQuerySet

# How the kinds of their deadlines begin.
CHECK_IN = "check-in-"


class CheckIn(models.Model):
    """An agreed moment, and what became of it.

    `missed_at` is set by the sweep when the moment passes, or by who knows that it was missed; it
    stays, whatever is heard later. What was agreed is never changed: a moved one has a follower.
    """

    class Kind(models.TextChoices):
        CHECK_IN = "check_in", _("Agreed sign of life")
        RETURN = "return", _("Agreed return")
        SEEN = "seen", _("Seen without agreement")

    class Outcome(models.TextChoices):
        KEPT = "kept", _("Kept")
        MOVED = "moved", _("Moved")
        MISSED = "missed", _("Missed")

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="check_ins")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    due_at = models.DateTimeField(_("agreed moment"))
    how = EncryptedTextField()
    with_whom = EncryptedTextField(null=True)
    if_missed = EncryptedTextField(null=True)
    agreed_at = models.DateTimeField(_("agreed at"))
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    follows = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="follower"
    )
    missed_at = models.DateTimeField(_("missed at"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, blank=True)
    note = EncryptedTextField(null=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = CheckInQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreed moment")
        verbose_name_plural = _("agreed moments")
        ordering = ["due_at", "pk"]
        indexes = [
            models.Index(fields=["case", "due_at", "id"], name="check_in_of_case"),
            models.Index(
                fields=["due_at"],
                condition=models.Q(outcome="", missed_at__isnull=True),
                name="check_in_awaited",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["check_in", "return", "seen"]),
                name="check_in_known_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="", settled_at__isnull=True, settled_by__isnull=True)
                | models.Q(
                    outcome__in=["kept", "moved", "missed"],
                    settled_at__isnull=False,
                    settled_by__isnull=False,
                ),
                name="check_in_settled_pair",
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome="missed") | models.Q(missed_at__isnull=False),
                name="check_in_missed_has_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="seen", outcome="kept")
                | ~models.Q(kind="seen") & models.Q(if_missed__isnull=False),
                name="check_in_says_what_if_missed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.kind}"

    def get_absolute_url(self) -> str:
        return reverse("case_check_in", args=[self.case.reference, self.pk])

    @property
    def reference(self) -> str:
        """The reference of the case."""
        return self.case.reference

    @property
    def deadline_kind(self) -> str:
        """The kind of its deadline, which is one of the case."""
        return f"{CHECK_IN}{self.pk}"

    @property
    def is_of_stay(self) -> bool:
        """Whether it is the expected return of a stay, set with it and not agreed by hand."""
        return self.kind == self.Kind.RETURN and not self.how

    @property
    def is_open(self) -> bool:
        """Whether nobody has said yet what became of it."""
        return not self.outcome
