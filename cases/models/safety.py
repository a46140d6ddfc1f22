"""What keeps the exposed person safe: the need of a plan, the plan itself."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import EncryptedTextField
from cases.models.versions import Version
from cases.querysets.versions import VersionQuerySet


class SafetyPlanNeed(models.Model):
    """Whether a safety plan is needed, and why; the newest judgement counts (R42)."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="safety_needs")
    needed = models.BooleanField(_("a safety plan is needed"))
    grounds = EncryptedTextField()
    judged_at = models.DateTimeField(_("judged at"))
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("judgement of the need of a safety plan")
        verbose_name_plural = _("judgements of the need of a safety plan")
        ordering = ["-judged_at", "-pk"]
        indexes = [models.Index(fields=["case", "-judged_at", "-id"], name="safety_need_newest")]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.needed}"


class SafetyPlan(Version):
    """What she does if it escalates, and who does what; told to her by staff, never sent (R42).

    `steps` has a step on each line, in the order in which she takes them.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="safety_plans")
    steps = EncryptedTextField()
    contacts_day = EncryptedTextField()
    contacts_night = EncryptedTextField()
    code_word = EncryptedTextField(null=True)
    safe_places = EncryptedTextField(null=True)
    documents = EncryptedTextField(null=True)
    phone_check = EncryptedTextField(null=True)
    travel_plan = EncryptedTextField(null=True)
    contact_abroad = EncryptedTextField(null=True)
    no_return = EncryptedTextField()
    review_on = models.DateField(_("to be looked at again"))

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("safety plan")
        verbose_name_plural = _("safety plans")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="safety_plan_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.number}"

    @property
    def step_list(self) -> list[str]:
        """The steps, one by one."""
        return [step for line in self.steps.splitlines() if (step := line.strip())]
