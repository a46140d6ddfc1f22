"""What is known in general, without persons; and who is responsible for a course of PSP."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import EncryptedTextField
from beredskab.municipality.models import Unit
from cases.models import Case
from infohus.choices import NoteKind, Seat


class NetworkNote(models.Model):
    """A trend of Infohus Netværk, or an activity for everyone; tied to no person (R102, R118)."""

    kind = models.CharField(_("kind"), max_length=10, choices=NoteKind)
    happened_on = models.DateField(_("day"))
    text = models.TextField(_("text"))
    noted_at = models.DateTimeField(_("noted at"))
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("note of the network")
        verbose_name_plural = _("notes of the network")
        ordering = ["-happened_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=NoteKind.values), name="network_note_known_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.happened_on}"


class PspNote(models.Model):
    """What the police, social services and psychiatry agreed of a case: who is responsible (R107).

    Exactly one authority is: one at the table, or a unit of the municipality.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="psp_notes")
    agreed_on = models.DateField(_("agreed on"))
    text = EncryptedTextField()
    seat = models.CharField(_("authority"), max_length=20, choices=Seat, blank=True)
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    noted_at = models.DateTimeField(_("noted at"))
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("note of PSP")
        verbose_name_plural = _("notes of PSP")
        ordering = ["-agreed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(seat__in=Seat.values, unit__isnull=True)
                | Q(seat="", unit__isnull=False),
                name="psp_note_one_authority",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.agreed_on}"

    @property
    def authority(self) -> str:
        """Who is responsible, in words."""
        return str(self.unit) if self.unit else str(self.get_seat_display())
