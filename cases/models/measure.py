"""What the authority starts to help: support, placements, and what adults are offered."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import EncryptedTextField
from cases.choices import Answer, Consent, MeasureKind
from cases.querysets.children import MeasureQuerySet

PLACEMENTS = frozenset({MeasureKind.PLACEMENT, MeasureKind.FORCED_PLACEMENT})
# Measures of the child's act: decided with consent, and with a plan or without one for a reason.
OF_CHILDREN = PLACEMENTS | {MeasureKind.SUPPORT}
BY_CONSENT = frozenset({MeasureKind.SUPPORT, MeasureKind.PLACEMENT})
PARTY_FROM_AGE, CONSENT_FROM_AGE = 10, 15


class Measure(models.Model):
    """A measure as it was decided: what is not known yet is filled in later, never replaced.

    `is_acute` says that it is acute or provisional: decided beside the examination (R62).
    `age` is that of the exposed person on the day of the decision, and says who is a party and
    whose consent is asked (LR8).
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="measures")
    kind = models.CharField(_("kind"), max_length=16, choices=MeasureKind)
    is_acute = models.BooleanField(_("acute or provisional"), default=False)
    decided_at = models.DateTimeField(_("decided at"))
    decided_by = EncryptedTextField()
    age = models.PositiveSmallIntegerField(_("age at the decision"), null=True, blank=True)
    what = EncryptedTextField(null=True)
    purpose = EncryptedTextField(null=True)
    expected_duration = EncryptedTextField(null=True)
    acute_assessment = EncryptedTextField(null=True)
    custody_consent = models.CharField(
        _("consent of the custody holder"), max_length=12, choices=Consent, default=Consent.NOT_YET
    )
    youth_consent = models.CharField(
        _("consent of the young person"), max_length=12, choices=Consent, default=Consent.NOT_YET
    )
    party_told = models.CharField(
        _("child told of its rights as a party"), max_length=8, choices=Answer, blank=True
    )
    plan_needed = models.CharField(_("plan needed"), max_length=8, choices=Answer, blank=True)
    plan_reason = EncryptedTextField(null=True)
    # Why a placement without consent was decided before there was a plan (R64).
    without_plan_reason = EncryptedTextField(null=True)
    started_on = models.DateField(_("begun on"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    ended_at = models.DateTimeField(_("end recorded at"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    end_reason = EncryptedTextField(null=True)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=MeasureKind.values), name="measure_known_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    custody_consent__in=Consent.values, youth_consent__in=Consent.values
                ),
                name="measure_known_consents",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_at__lte=models.F("recorded_at")),
                name="measure_decided_before_recorded",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    ended_at__isnull=True, ended_by__isnull=True, ended_on__isnull=True
                )
                | models.Q(ended_at__isnull=False, ended_by__isnull=False, ended_on__isnull=False),
                name="measure_ended_whole",
            ),
            models.CheckConstraint(
                condition=~models.Q(plan_needed="no") | models.Q(plan_reason__isnull=False),
                name="measure_without_plan_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.kind}"

    @property
    def is_active(self) -> bool:
        """Whether it still goes on."""
        return self.ended_at is None

    @property
    def is_placement(self) -> bool:
        """Whether the child lives elsewhere by it."""
        return self.kind in PLACEMENTS

    @property
    def child_is_party(self) -> bool:
        """Whether the child itself has the rights of a party in it (§ 3, LR8)."""
        is_old_enough = self.age is not None and self.age >= PARTY_FROM_AGE
        return self.kind in OF_CHILDREN and is_old_enough

    @property
    def asks_youth(self) -> bool:
        """Whether the young person's own consent is asked (§ 46, LR8)."""
        is_old_enough = self.age is not None and self.age >= CONSENT_FROM_AGE
        return self.kind == MeasureKind.PLACEMENT and is_old_enough

    @property
    def wants_plan(self) -> bool:
        """Whether a plan is owed for it: always for a placement, else as was decided (LR9)."""
        return self.is_placement or self.plan_needed == Answer.YES

    @property
    def lacks_consent(self) -> bool:
        """Whether a consent that it needs is not there."""
        enough = {Consent.GIVEN, Consent.NOT_REQUIRED}
        return (self.kind in BY_CONSENT and self.custody_consent not in enough) or (
            self.asks_youth and self.youth_consent != Consent.GIVEN
        )
