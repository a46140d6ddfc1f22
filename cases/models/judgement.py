"""What a professional judges of her own concern about an adult."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import EncryptedTextField
from cases.choices import Answer

ACUTE = (Answer.YES, Answer.UNKNOWN)


class ConcernJudgement(models.Model):
    """Threatened, act at once; and, when it is not acute, three needs (R66, R67); newest counts."""

    concern = models.ForeignKey(
        "cases.Concern", on_delete=models.PROTECT, related_name="judgements"
    )
    threatened = models.CharField(_("imminently threatened"), max_length=8, choices=Answer)
    act_now = models.CharField(_("act at once"), max_length=8, choices=Answer)
    needs_risk_assessment = models.CharField(
        _("needs a risk assessment"), max_length=8, choices=Answer, blank=True
    )
    needs_safety_plan = models.CharField(
        _("needs a safety plan"), max_length=8, choices=Answer, blank=True
    )
    needs_partners = models.CharField(
        _("partners are to be involved"), max_length=8, choices=Answer, blank=True
    )
    grounds = EncryptedTextField(null=True)
    judged_at = models.DateTimeField(_("judged at"))
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("judgement of a concern")
        verbose_name_plural = _("judgements of concerns")
        ordering = ["judged_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(threatened__in=Answer.values, act_now__in=Answer.values),
                name="concern_judgement_known_answers",
            ),
            models.CheckConstraint(
                condition=models.Q(threatened__in=ACUTE)
                | models.Q(act_now__in=ACUTE)
                | models.Q(
                    needs_risk_assessment__in=Answer.values,
                    needs_safety_plan__in=Answer.values,
                    needs_partners__in=Answer.values,
                ),
                name="concern_judgement_three_answers",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.concern_id}:{self.pk}"

    @property
    def is_acute(self) -> bool:
        """Whether to act at once; not knowing counts as acute (R24)."""
        return self.threatened in ACUTE or self.act_now in ACUTE
