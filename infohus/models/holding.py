"""What happened at a meeting: who was there, and who declared a personal tie."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import EncryptedTextField
from infohus.choices import Presence, Seat, Tie
from infohus.models.meetings import AgendaItem
from infohus.models.participants import Participant


class Attendance(models.Model):
    """Somebody who took part in an item, or confirmed it afterwards for her seat (R86).

    Whoever was not invited goes by name and seat, and has said that she has no personal tie;
    nobody needs a log-in. What was ticked by mistake is struck out, never erased.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="attendances")
    participant = models.ForeignKey(
        Participant, null=True, on_delete=models.PROTECT, related_name="attendances"
    )
    name = models.CharField(_("name"), max_length=200)
    seat = models.CharField(_("speaks for"), max_length=20, choices=Seat)
    how = models.CharField(_("how"), max_length=10, choices=Presence, default=Presence.PRESENT)
    # Of a participant her declarations tell.
    has_no_tie = models.BooleanField(_("has no personal tie"), default=False)
    noted_at = models.DateTimeField(_("noted at"))
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    struck_at = models.DateTimeField(_("struck out at"), null=True)
    struck_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(seat__in=Seat.values), name="attendance_known_seat"),
            models.CheckConstraint(
                condition=Q(how__in=Presence.values), name="attendance_known_presence"
            ),
            models.CheckConstraint(
                condition=Q(struck_at__isnull=True, struck_by__isnull=True)
                | Q(struck_at__isnull=False, struck_by__isnull=False),
                name="attendance_struck_pair",
            ),
            models.CheckConstraint(
                condition=Q(participant__isnull=False) | Q(has_no_tie=True),
                name="attendance_without_tie",
            ),
            models.UniqueConstraint(
                fields=["item", "participant"],
                condition=Q(struck_at__isnull=True),
                name="attendance_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.seat}"


class TieDeclaration(models.Model):
    """What a participant said of her own tie to whom an item is about; only added to.

    A tie that she discovers later is one more row: once one closes the item for her, it stays
    closed until a leader rules otherwise, also of a "yes" that was a mistake.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="ties")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="ties")
    answer = models.CharField(_("answer"), max_length=10, choices=Tie)
    declared_at = models.DateTimeField(_("declared at"))
    # The coordinator, where a participant without a log-in told her.
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("declaration of a personal tie")
        verbose_name_plural = _("declarations of personal ties")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(answer__in=Tie.values), name="tie_known_answer"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.answer}"

    @property
    def is_ruled(self) -> bool:
        return hasattr(self, "ruling")

    @property
    def closes(self) -> bool:
        """Whether the item is closed to her by it."""
        is_lifted = self.is_ruled and self.ruling.may_take_part
        return self.answer != Tie.NONE and not is_lifted


class TieRuling(models.Model):
    """What a leader ruled where somebody was not sure of her tie, or was wrong; written once."""

    declaration = models.OneToOneField(
        TieDeclaration, on_delete=models.PROTECT, related_name="ruling"
    )
    may_take_part = models.BooleanField(_("may take part"))
    grounds = EncryptedTextField()
    ruled_at = models.DateTimeField(_("ruled at"))
    ruled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("ruling on a personal tie")
        verbose_name_plural = _("rulings on personal ties")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.declaration_id}: {self.may_take_part}"
