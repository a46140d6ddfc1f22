"""What was done when it was acute: marks, calls, the hand-over to the police, their judgement."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import EncryptedTextField
from cases.querysets.danger import ActQuerySet, OutsideAssessmentQuerySet

ONE_SUBJECT = Q(case__isnull=True) ^ Q(concern__isnull=True)


class AcuteMark(models.Model):
    """A case was marked acute for these triggers, or no longer so for these grounds."""

    class Trigger(models.TextChoices):
        """What makes it acute (R44, R45, R50)."""

        VIOLENCE = "violence", _("Violence or abuse justified by honour, or threats of it")
        JOURNEY = "journey", _("A re-education journey is imminent")
        STAY_ABROAD = "stay_abroad", _("An involuntary stay abroad is imminent")
        PLACEMENT = "placement", _("An acute placement is needed")
        OTHER = "other", _("Another acute danger")

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="acute_marks")
    is_acute = models.BooleanField(_("acute"))
    triggers = ArrayField(models.CharField(max_length=12, choices=Trigger), default=list)
    grounds = EncryptedTextField(null=True)
    marked_at = models.DateTimeField(_("marked at"))
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("acute mark")
        verbose_name_plural = _("acute marks")
        ordering = ["-marked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_acute=True, triggers__len__gt=0)
                | Q(is_acute=False, triggers__len=0, grounds__isnull=False),
                name="acute_mark_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.is_acute}"

    @property
    def trigger_words(self) -> list[str]:
        """Its triggers in words."""
        return [str(self.Trigger(trigger).label) for trigger in self.triggers]


class AcuteCall(models.Model):
    """Somebody was called because it was acute, about a case or about a reporter's concern."""

    class To(models.TextChoices):
        EMERGENCY = "112", _("112")
        POLICE = "114", _("114")
        LEGAL_OFFICE = "legal_office", _("The legal office")
        DUTY = "duty", _("The duty officer")
        LEADER = "leader", _("The leader")
        SHELTER = "shelter", _("A shelter or safehouse")
        OTHER = "other", _("Others")

    # Whoever answers there can send the police.
    TO_POLICE = frozenset({To.EMERGENCY, To.POLICE})

    case = models.ForeignKey(
        "cases.Case", null=True, on_delete=models.PROTECT, related_name="acute_calls"
    )
    concern = models.ForeignKey(
        "cases.Concern", null=True, on_delete=models.PROTECT, related_name="acute_calls"
    )
    to = models.CharField(_("called"), max_length=12, choices=To)
    called_at = models.DateTimeField(_("called at"))
    with_whom = EncryptedTextField(null=True)
    outcome = EncryptedTextField(null=True)
    journal_number = EncryptedTextField(null=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = ActQuerySet.as_manager()

    class Meta:
        verbose_name = _("acute call")
        verbose_name_plural = _("acute calls")
        ordering = ["-called_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=ONE_SUBJECT, name="acute_call_of_one"),
            models.CheckConstraint(
                condition=Q(
                    to__in=["112", "114", "legal_office", "duty", "leader", "shelter", "other"]
                ),
                name="acute_call_known_line",
            ),
            models.CheckConstraint(
                condition=Q(called_at__lte=models.F("recorded_at")),
                name="acute_call_before_recorded",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id or self.concern_id}:{self.to}"

    @property
    def reached_police(self) -> bool:
        """Whether it was a contact to the police (R44)."""
        return self.to in self.TO_POLICE


class PoliceHandover(models.Model):
    """The police said that they take over: whom or which number to ask for, and when (R48).

    A call alone is none. On a case it never changes who has the duty to act (R49).
    """

    case = models.ForeignKey(
        "cases.Case", null=True, on_delete=models.PROTECT, related_name="police_handovers"
    )
    concern = models.ForeignKey(
        "cases.Concern", null=True, on_delete=models.PROTECT, related_name="police_handovers"
    )
    police_unit = EncryptedTextField()
    with_whom = EncryptedTextField(null=True)
    journal_number = EncryptedTextField(null=True)
    # When they accepted it, which they do by word of mouth.
    accepted_at = models.DateTimeField(_("accepted at"))
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = ActQuerySet.as_manager()

    class Meta:
        verbose_name = _("hand-over to the police")
        verbose_name_plural = _("hand-overs to the police")
        ordering = ["-accepted_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=ONE_SUBJECT, name="police_handover_of_one"),
            models.CheckConstraint(
                condition=Q(with_whom__isnull=False) | Q(journal_number__isnull=False),
                name="police_handover_can_be_found",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__lte=models.F("recorded_at")),
                name="police_handover_before_recorded",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id or self.concern_id}:{self.pk}"


class OutsideAssessment(models.Model):
    """A risk assessment by somebody else: asked for, and received with its result.

    It stands beside the authority's own, and never replaces or ends it (R47, LR26).
    """

    class Assessor(models.TextChoices):
        POLICE = "police", _("The police")
        LEGAL_OFFICE = "legal_office", _("The legal office")
        VISO = "viso", _("VISO")
        OTHER = "other", _("Others")

    class Level(models.TextChoices):
        LOW = "low", _("Low")
        MEDIUM = "medium", _("Medium")
        HIGH = "high", _("High")
        NOT_GIVEN = "not_given", _("No level given")

    case = models.ForeignKey(
        "cases.Case", on_delete=models.PROTECT, related_name="outside_assessments"
    )
    assessor = models.CharField(_("assessed by"), max_length=12, choices=Assessor)
    is_acute = models.BooleanField(_("acute risk assessment"), default=False)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    received_at = models.DateTimeField(_("received at"), null=True, blank=True)
    level = models.CharField(_("level"), max_length=10, choices=Level, blank=True)
    result = EncryptedTextField(null=True)
    recorded_at = models.DateTimeField(_("result recorded at"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = OutsideAssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("outside risk assessment")
        verbose_name_plural = _("outside risk assessments")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(assessor__in=["police", "legal_office", "viso", "other"]),
                name="outside_assessment_known_assessor",
            ),
            models.CheckConstraint(
                condition=Q(
                    received_at__isnull=True,
                    result__isnull=True,
                    recorded_at__isnull=True,
                    recorded_by__isnull=True,
                    level="",
                )
                | Q(
                    received_at__isnull=False,
                    result__isnull=False,
                    recorded_at__isnull=False,
                    recorded_by__isnull=False,
                ),
                name="outside_assessment_received_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.assessor}"
