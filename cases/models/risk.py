"""The risk assessment of the authority under § 18(3), for children and adults alike."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import EncryptedTextField
from cases.choices import Answer
from cases.models.signatures import Countersigned, countersigned_pair
from cases.querysets.versions import CountersignedQuerySet
from cases.risk_levels import Domain, Judged, Level


class Motive(models.TextChoices):
    """What the family says it wants by it: information, no more (R123)."""

    PROTECT = "protect", _("To protect the child or the young")
    REPUTATION = "reputation", _("The reputation of the family")
    OTHER = "other", _("Something else")


class Adviser(models.TextChoices):
    """Who may advise on the risk without deciding it (R56)."""

    SSP = "ssp", _("SSP adviser")
    SAFETY_CONSULTANT = "safety_consultant", _("Safety consultant")
    RED = "red", _("RED")
    VISO = "viso", _("VISO")
    POLICE = "police", _("Police")
    OTHER = "other", _("Others")


class RiskAssessment(Countersigned):
    """Structured professional judgement: three domains now and before, and what they come to.

    Signed by who wrote it; the leader countersigns. It is judged anew before `valid_until`. What
    isn't filled in yet stays empty: where it is acute, only the conclusion can't wait.
    """

    case = models.ForeignKey(
        "cases.Case", on_delete=models.PROTECT, related_name="risk_assessments"
    )
    deeds_now = models.CharField(_("what was done, now"), max_length=8, choices=Judged)
    deeds_before = models.CharField(_("what was done, before"), max_length=8, choices=Judged)
    deeds_words = EncryptedTextField(null=True)
    control_now = models.CharField(_("control, now"), max_length=8, choices=Judged)
    control_before = models.CharField(_("control, before"), max_length=8, choices=Judged)
    control_words = EncryptedTextField(null=True)
    exposure_now = models.CharField(_("vulnerability, now"), max_length=8, choices=Judged)
    exposure_before = models.CharField(_("vulnerability, before"), max_length=8, choices=Judged)
    exposure_words = EncryptedTextField(null=True)
    # What the domains suggested when it was signed, whatever was concluded.
    suggested = models.CharField(_("suggested level"), max_length=8, choices=Level)
    level = models.CharField(_("risk"), max_length=8, choices=Level)
    acute = models.CharField(_("acute"), max_length=8, choices=Answer)
    grounds = EncryptedTextField(null=True)
    # Why it was concluded lower than the domains suggest, where it was.
    departure = EncryptedTextField(null=True)
    scenarios = EncryptedTextField(null=True)
    protective = EncryptedTextField(null=True)
    missing = EncryptedTextField(null=True)
    motives = ArrayField(
        models.CharField(max_length=12, choices=Motive),
        verbose_name=_("stated motives"),
        default=list,
    )
    motive_words = EncryptedTextField(null=True)
    advisers = ArrayField(
        models.CharField(max_length=20, choices=Adviser),
        verbose_name=_("advisers who took part"),
        default=list,
    )
    # Who of the authority took part, and the names of who advised.
    participants = EncryptedTextField(null=True)
    # The name of a tool that was used, if any; its items are not kept here.
    tool = EncryptedTextField(null=True)
    valid_until = models.DateField(_("valid until"))

    objects = CountersignedQuerySet.as_manager()

    class Meta:
        verbose_name = _("risk assessment")
        verbose_name_plural = _("risk assessments")
        ordering = ["case", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="risk_number_once"),
            models.CheckConstraint(
                condition=models.Q(
                    deeds_now__in=Judged.values,
                    deeds_before__in=Judged.values,
                    control_now__in=Judged.values,
                    control_before__in=Judged.values,
                    exposure_now__in=Judged.values,
                    exposure_before__in=Judged.values,
                ),
                name="risk_known_domains",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    level__in=Level.values, suggested__in=Level.values, acute__in=Answer.values
                ),
                name="risk_known_conclusion",
            ),
            models.CheckConstraint(condition=countersigned_pair(), name="risk_countersigned_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.number}"

    @property
    def is_acute(self) -> bool:
        """Not knowing yet is acute (R24)."""
        return self.acute in {Answer.YES, Answer.UNKNOWN}

    @property
    def is_complete(self) -> bool:
        """Whether each domain and the conclusion have their words."""
        words = [getattr(self, f"{domain}_words") for domain in Domain.values]
        return all([*words, self.grounds])

    def holds_on(self, day: date) -> bool:
        """Whether it still counts on that day."""
        return self.is_complete and day <= self.valid_until
