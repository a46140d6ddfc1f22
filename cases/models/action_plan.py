"""The action plan (handleplan) of an adult in a serious honour-related conflict."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import EncryptedTextField
from cases.models.versions import Version
from cases.querysets.versions import VersionQuerySet


class ActionPlanNeed(models.Model):
    """Whether an action plan is needed (R69), judged apart from the safety plan; newest counts."""

    case = models.ForeignKey(
        "cases.Case", on_delete=models.PROTECT, related_name="action_plan_needs"
    )
    needed = models.BooleanField(_("an action plan is needed"))
    grounds = EncryptedTextField()
    judged_at = models.DateTimeField(_("judged at"))
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("need for an action plan")
        verbose_name_plural = _("needs for action plans")
        ordering = ["-judged_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.needed}"


class ActionPlanOffer(models.Model):
    """That the citizen was offered an action plan, orally, and what she answered (LR25)."""

    class Reply(models.TextChoices):
        ACCEPTED = "accepted", _("Yes, please")
        DECLINED = "declined", _("No, thanks")
        THINKING = "thinking", _("Wants to think it over")

    case = models.ForeignKey(
        "cases.Case", on_delete=models.PROTECT, related_name="action_plan_offers"
    )
    offered_at = models.DateTimeField(_("offered at"))
    reply = models.CharField(_("answer"), max_length=10, choices=Reply)
    remarks = EncryptedTextField(null=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("offer of an action plan")
        verbose_name_plural = _("offers of action plans")
        ordering = ["-offered_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reply__in=["accepted", "declined", "thinking"]),
                name="action_plan_offer_known_reply",
            ),
            models.CheckConstraint(
                condition=models.Q(offered_at__lte=models.F("recorded_at")),
                name="action_plan_offered_before_recorded",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.reply}"


class ActionPlan(Version):
    """A version of the plan: risk, present situation, options and purpose, support (§ 12 a)."""

    class Participation(models.TextChoices):
        TOGETHER = "together", _("Made together with the citizen")
        HEARD = "heard", _("The citizen was heard")
        NOT_YET = "not_yet", _("Not talked over with the citizen yet")

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="action_plans")
    risk = EncryptedTextField()
    housing = EncryptedTextField(null=True)
    work = EncryptedTextField(null=True)
    education = EncryptedTextField(null=True)
    relatives = EncryptedTextField(null=True)
    housing_support = EncryptedTextField(null=True)
    work_support = EncryptedTextField(null=True)
    education_support = EncryptedTextField(null=True)
    purpose = EncryptedTextField()
    other_support = EncryptedTextField(null=True)
    participation = models.CharField(_("participation"), max_length=10, choices=Participation)
    participation_remarks = EncryptedTextField(null=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("action plan")
        verbose_name_plural = _("action plans")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="action_plan_version_once"),
            models.CheckConstraint(
                condition=models.Q(participation__in=["together", "heard", "not_yet"]),
                name="action_plan_known_participation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.number}"
