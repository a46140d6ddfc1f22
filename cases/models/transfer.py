"""A case is handed over: to the adult area at 18, or to another municipality."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import EncryptedTextField
from beredskab.municipality.models import Unit


class AdultTransfer(models.Model):
    """A child's case was offered to the adult area; it passes when it is accepted (R98).

    Until then it stays with its unit, and its holder keeps the duty to act.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="adult_transfers")
    from_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    offered_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    offered_at = models.DateTimeField(_("offered at"))
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    # What the adult area must know and can't read in the case.
    message = EncryptedTextField(null=True)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)

    class Meta:
        verbose_name = _("transfer to the adult area")
        verbose_name_plural = _("transfers to the adult area")
        ordering = ["-offered_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(accepted_at__isnull=False),
                name="adult_transfer_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(from_unit=models.F("to_unit")),
                name="adult_transfer_between_units",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.to_unit_id}"


class MunicipalityHandOver(models.Model):
    """The case was told to another municipality (barnets lov § 132), and perhaps accepted there.

    Each row is a talk that was held; the duty stays here until one of them says it was accepted.
    """

    class Told(models.TextChoices):
        CONCERNS = "concerns", _("The concerns, and what was done about them")
        DUTY = "duty", _("Who has the duty to act until they accept")
        SAFE_CONTACT = "safe_contact", _("The safe way of contact, and whom nobody may talk to")
        SAFETY_PLAN = "safety_plan", _("The safety plan, and when it is reviewed")
        REPORTING = "reporting", _("The duty to report a journey abroad (§ 44 c)")
        RETURN_WATCH = "return_watch", _("Journeys, return dates and agreed check-ins")
        OTHER_CHILDREN = "other_children", _("Other children in the family")

    case = models.ForeignKey(
        "cases.Case", on_delete=models.PROTECT, related_name="municipality_hand_overs"
    )
    # Where somebody moved to is not for everybody.
    municipality = EncryptedTextField()
    to_whom = EncryptedTextField()
    told_at = models.DateTimeField(_("told at"))
    told = ArrayField(models.CharField(max_length=14, choices=Told), default=list)
    handed_over = EncryptedTextField()
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("hand-over to another municipality")
        verbose_name_plural = _("hand-overs to other municipalities")
        ordering = ["-told_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    told__contained_by=[
                        "concerns",
                        "duty",
                        "safe_contact",
                        "safety_plan",
                        "reporting",
                        "return_watch",
                        "other_children",
                    ]
                ),
                name="municipality_hand_over_known_told",
            ),
            models.CheckConstraint(
                condition=models.Q(told_at__lte=models.F("recorded_at")),
                name="municipality_told_before_recorded",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True)
                | models.Q(
                    accepted_at__gte=models.F("told_at"), accepted_at__lte=models.F("recorded_at")
                ),
                name="municipality_accepted_after_told",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.pk}"

    @property
    def untold(self) -> list[str]:
        """What was not told, in words."""
        return [str(one.label) for one in self.Told if one not in self.told]
