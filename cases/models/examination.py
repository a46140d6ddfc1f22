"""The examination of a child (børnefaglig undersøgelse, § 20), and what belongs to it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import EncryptedTextField
from cases.choices import Answer
from cases.querysets.children import ExaminationQuerySet


class Examination(models.Model):
    """An examination under § 20: its four months run from `aware_at`, not from its start (LR4).

    `measure` is the acute or provisional measure that opened it by itself, if one did (R62).
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="examinations")
    aware_at = models.DateTimeField(_("the authority became aware"))
    due_at = models.DateTimeField(_("due"))
    opened_at = models.DateTimeField(_("begun at"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    grounds = EncryptedTextField(null=True)
    measure = models.OneToOneField(
        "cases.Measure",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="opened_examination",
    )
    concluded_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    concluded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    conclusion = EncryptedTextField(null=True)

    objects = ExaminationQuerySet.as_manager()

    class Meta:
        verbose_name = _("examination")
        verbose_name_plural = _("examinations")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(concluded_at__isnull=True),
                name="examination_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    concluded_at__isnull=True, concluded_by__isnull=True, conclusion__isnull=True
                )
                | models.Q(
                    concluded_at__isnull=False,
                    concluded_by__isnull=False,
                    conclusion__isnull=False,
                ),
                name="examination_concluded_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it is not finished yet."""
        return self.concluded_at is None


class PreliminaryAssessment(models.Model):
    """What is judged for the time being when an examination can't be finished in time (LR4)."""

    examination = models.ForeignKey(
        Examination, on_delete=models.PROTECT, related_name="preliminary_assessments"
    )
    text = EncryptedTextField()
    made_at = models.DateTimeField(_("written at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("preliminary assessment")
        verbose_name_plural = _("preliminary assessments")
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"{self.examination_id}:{self.pk}"


class SiblingAssessment(models.Model):
    """Whether another child of the family needs an examination too (§ 21, LR5); the last counts."""

    examination = models.ForeignKey(
        Examination, on_delete=models.PROTECT, related_name="sibling_assessments"
    )
    child = models.ForeignKey("cases.Person", on_delete=models.PROTECT, related_name="+")
    needed = models.CharField(_("examination needed"), max_length=8, choices=Answer)
    grounds = EncryptedTextField()
    made_at = models.DateTimeField(_("judged at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("assessment of another child")
        verbose_name_plural = _("assessments of other children")
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(needed__in=Answer.values), name="sibling_known_answer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.examination_id}:{self.child_id}"
