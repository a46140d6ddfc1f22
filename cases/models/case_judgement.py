"""What the adviser and the leader judge together (R61, R68)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import EncryptedTextField
from cases.choices import Answer
from cases.models.signatures import Countersigned, countersigned_pair
from cases.querysets.versions import CountersignedQuerySet


class Judgement(Countersigned):
    """Imminently threatened? Act at once? For a child also: an examination under § 20?

    The adviser proposes and signs; the leader countersigns, and nothing waits for her.
    """

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="judgements")
    threatened = models.CharField(_("imminently threatened"), max_length=8, choices=Answer)
    act_now = models.CharField(_("act at once"), max_length=8, choices=Answer)
    # Empty for adults, of whom there is no such examination.
    examination = models.CharField(
        _("examination under § 20"), max_length=8, choices=Answer, blank=True
    )
    grounds = EncryptedTextField(null=True)

    objects = CountersignedQuerySet.as_manager()

    class Meta:
        verbose_name = _("judgement")
        verbose_name_plural = _("judgements")
        ordering = ["case", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="judgement_number_once"),
            models.CheckConstraint(
                condition=models.Q(
                    threatened__in=Answer.values,
                    act_now__in=Answer.values,
                    examination__in=["", *Answer.values],
                ),
                name="judgement_known_answers",
            ),
            models.CheckConstraint(
                condition=countersigned_pair(), name="judgement_countersigned_pair"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.number}"

    @property
    def is_acute(self) -> bool:
        """Not knowing counts as yes (R24)."""
        return {self.threatened, self.act_now} != {Answer.NO}
