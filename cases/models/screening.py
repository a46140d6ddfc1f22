"""The screening of a child under § 18."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import EncryptedTextField
from cases.choices import Answer
from cases.models.versions import Version
from cases.querysets.versions import VersionQuerySet


class ScreeningOutcome(models.TextChoices):
    """What follows a screening: exactly one of three (LR2)."""

    NOTHING = "nothing", _("No further clarification is needed")
    CLARIFICATION = "clarification", _("Clarification under § 19")
    EXAMINATION = "examination", _("Examination under §§ 20-22")


class Abuse(models.TextChoices):
    """Whether there is abuse, as the authority itself judges it (LR3)."""

    NONE = "none", _("No")
    SUSPECTED = "suspected", _("Suspected")
    KNOWN = "known", _("Known")


class Criterion(models.TextChoices):
    """What makes control negative (R122)."""

    RIGHTS = "rights", _("It breaks the child's rights")
    THRIVING = "thriving", _("It makes the child thrive poorly")
    PARTICIPATION = "participation", _("It keeps the child from taking part")
    UNSETTLED = "unsettled", _("Not settled yet")


# With these the examination is a duty, and "nothing further" is no outcome.
ABUSE_FOUND = frozenset({Abuse.SUSPECTED, Abuse.KNOWN})


class Screening(Version):
    """What the authority concludes on a notification; the newest counts (R53)."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="screenings")
    outcome = models.CharField(_("outcome"), max_length=16, choices=ScreeningOutcome)
    abuse = models.CharField(_("abuse"), max_length=12, choices=Abuse)
    # Whether a parent is suspected; then the talk with the child is held without them (LR3).
    by_parents = models.CharField(_("by parents"), max_length=8, choices=Answer, blank=True)
    criteria = ArrayField(
        models.CharField(max_length=16, choices=Criterion),
        verbose_name=_("criteria of negative social control"),
        default=list,
    )
    earlier = models.CharField(_("earlier incidents"), max_length=8, choices=Answer)
    earlier_words = EncryptedTextField(null=True)
    grounds = EncryptedTextField()

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("screening")
        verbose_name_plural = _("screenings")
        ordering = ["case", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="screening_number_once"),
            models.CheckConstraint(
                condition=models.Q(outcome__in=ScreeningOutcome.values),
                name="screening_one_of_three",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    abuse__in=Abuse.values,
                    earlier__in=Answer.values,
                    by_parents__in=["", *Answer.values],
                ),
                name="screening_known_answers",
            ),
            models.CheckConstraint(
                condition=models.Q(abuse="none") | models.Q(outcome="examination"),
                name="screening_abuse_is_examined",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.number}"

    @property
    def finds_abuse(self) -> bool:
        """Whether abuse is known or suspected."""
        return self.abuse in ABUSE_FOUND
