"""The plan of a child or a young person (barnets plan § 91, ungeplan § 108)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import EncryptedTextField
from cases.models.versions import Version
from cases.querysets.versions import VersionQuerySet


class ChildPlan(Version):
    """A version of the plan of a case: aims, purpose, what it builds on, and the child's view."""

    class Kind(models.TextChoices):
        CHILD = "child", _("Child's plan (§ 91)")
        YOUTH = "youth", _("Youth plan (§ 108)")

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="child_plans")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    goals = EncryptedTextField()
    purpose = EncryptedTextField()
    results = EncryptedTextField(null=True)
    family_support = EncryptedTextField(null=True)
    child_view = EncryptedTextField(null=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan of a child")
        verbose_name_plural = _("plans of children")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="child_plan_number_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["child", "youth"]), name="child_plan_known_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.number}"
