"""A talk with the nearest leader, or with somebody who gives advice."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import EncryptedTextField
from beredskab.municipality.services import Service
from cases.choices import Answer


class Consultation(models.Model):
    """A talk about a concern by its reporter, or about a case by the authority (R29-R31, R54).

    It is only added to, and names no person of the case: a talk without names stores none (R104).
    """

    class Kind(models.TextChoices):
        LEADER = "leader", _("Talk with nearest leader")
        SPARRING = "sparring", _("Advice from SSP, security consultants or others")

    class Adviser(models.TextChoices):
        """Who gave the advice; the keys are those of the directory's services."""

        SSP = Service.SSP.value, _("SSP")
        SECURITY_CONSULTANT = Service.SECURITY_CONSULTANT.value, _("Security consultants")
        RED = Service.RED.value, _("RED counselling")
        VISO = Service.VISO.value, _("VISO")
        POLICE = Service.POLICE.value, _("Police")
        OTHER = Service.OTHER.value, _("Other")

    class Purpose(models.TextChoices):
        """What the advice was about (R112)."""

        RISK = "risk", _("Risk assessment")
        SAFETY = "safety", _("Safety")
        COORDINATION = "coordination", _("Coordination")
        FOLLOW_UP = "follow_up", _("Follow-up")
        ACUTE_RISK = "acute_risk", _("Acute risk assessment by VISO")

    class Naming(models.TextChoices):
        GENERAL = "general", _("In general, about no single case")
        ANONYMOUS = "anonymous", _("Without names")
        NAMED = "named", _("With names")

    class Basis(models.TextChoices):
        """On what a talk with names stands (R110); the parents are never asked."""

        ADULT_CONSENT = "adult_consent", _("The adult has agreed herself")
        AUTHORITY = "authority", _("The authority's own legal basis, under 18")

    concern = models.ForeignKey(
        "cases.Concern",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="consultations",
    )
    case = models.ForeignKey(
        "cases.Case", null=True, blank=True, on_delete=models.PROTECT, related_name="consultations"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    service = models.CharField(_("service"), max_length=20, choices=Adviser, blank=True)
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose, blank=True)
    held_at = models.DateTimeField(_("held at"))
    with_whom = EncryptedTextField()
    naming = models.CharField(_("naming"), max_length=10, choices=Naming, default=Naming.ANONYMOUS)
    basis = models.CharField(_("basis"), max_length=14, choices=Basis, blank=True)
    # The leader who answers for the authority's own legal basis.
    basis_leader = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # R31: a talk isn't recorded without what it said about acute action.
    acute = models.CharField(_("act at once"), max_length=8, choices=Answer)
    outcome = EncryptedTextField()
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        ordering = ["held_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(acute__in=Answer.values), name="consultation_judged_acute"
            ),
            models.CheckConstraint(
                condition=models.Q(case__isnull=True) ^ models.Q(concern__isnull=True),
                name="consultation_of_one",
            ),
            models.CheckConstraint(
                condition=models.Q(naming__in=["general", "anonymous", "named"]),
                name="consultation_known_naming",
            ),
            models.CheckConstraint(
                condition=models.Q(basis="")
                | models.Q(naming="named", basis__in=["adult_consent", "authority"]),
                name="consultation_basis_of_named",
            ),
            models.CheckConstraint(
                condition=models.Q(basis="authority", basis_leader__isnull=False)
                | ~models.Q(basis="authority") & models.Q(basis_leader__isnull=True),
                name="consultation_basis_leader_pair",
            ),
            models.CheckConstraint(
                condition=models.Q(case__isnull=True)
                | models.Q(kind="leader", service="", purpose="")
                | models.Q(kind="sparring") & ~models.Q(service="") & ~models.Q(purpose=""),
                name="consultation_of_case_is_whole",
            ),
            # VISO advises authorities alone (R115).
            models.CheckConstraint(
                condition=~models.Q(service="viso") | models.Q(case__isnull=False),
                name="consultation_viso_for_authorities",
            ),
            models.CheckConstraint(
                condition=~models.Q(purpose="acute_risk") | models.Q(service="viso"),
                name="consultation_acute_risk_by_viso",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.concern_id or self.case_id}:{self.kind}"

    @property
    def is_acute(self) -> bool:
        """Whether it found that it may be acute; not knowing counts as acute (R24)."""
        return self.acute in {Answer.YES, Answer.UNKNOWN}

    @property
    def lacks_basis(self) -> bool:
        """Whether names were told to advisers without a basis; marked, since it has happened."""
        is_named = self.kind == self.Kind.SPARRING and self.naming == self.Naming.NAMED
        return is_named and not self.basis
