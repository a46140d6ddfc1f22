"""What a meeting recommends for one person, and what the authority makes of it (R94, R96)."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from beredskab.deadlines.models import Deadline
from beredskab.encryption import EncryptedTextField
from beredskab.municipality.models import Unit
from cases.models import Measure, Person
from infohus.choices import Answered, MeasureType, Outcome, Prevention, Seat
from infohus.models.meetings import AgendaItem
from infohus.querysets import RecommendationQuerySet

_MEASURE = Q(outcome=Outcome.MEASURE)


class Recommendation(models.Model):
    """A recommendation for a person, or that no measure is needed, or that she is discussed again.

    What is corrected is withdrawn and written anew. `answer` is the newest reply of the authority.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="recommendations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome)
    text = EncryptedTextField(null=True)
    # Who is responsible: an authority at the table, or a unit of the municipality.
    seat = models.CharField(_("authority"), max_length=20, choices=Seat, blank=True)
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    due_on = models.DateField(_("due"), null=True)
    needs = EncryptedTextField(null=True)
    risks = EncryptedTextField(null=True)
    resources = EncryptedTextField(null=True)
    measure = models.CharField(_("kind"), max_length=12, choices=MeasureType, blank=True)
    level = models.CharField(
        _("level of prevention"), max_length=12, choices=Prevention, blank=True
    )
    level_reason = EncryptedTextField(null=True)
    lead = models.CharField(_("leads"), max_length=20, choices=Seat, blank=True)
    grounds = EncryptedTextField(null=True)
    again_on = models.DateField(_("discussed again on"), null=True)
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # What is owed of it; set when it is handed to its authority.
    deadline = models.OneToOneField(Deadline, null=True, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(_("answer"), max_length=10, choices=Answered, blank=True)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=_MEASURE & Q(text__isnull=False, due_on__isnull=False)
                | Q(outcome=Outcome.NO_MEASURE, grounds__isnull=False)
                | Q(outcome=Outcome.AGAIN, again_on__isnull=False),
                name="recommendation_says_what",
            ),
            models.CheckConstraint(
                condition=~_MEASURE
                | Q(seat__in=Seat.values, unit__isnull=True)
                | Q(seat="", unit__isnull=False),
                name="recommendation_one_authority",
            ),
            models.CheckConstraint(
                condition=Q(measure="") | Q(measure__in=MeasureType.values),
                name="recommendation_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(level__in=["", Prevention.BUILDING, Prevention.FORESTALLING])
                | (Q(level=Prevention.INTERVENING, level_reason__isnull=False) & ~Q(lead="")),
                name="recommendation_red_with_reason_and_lead",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="recommendation_withdrawn_pair",
            ),
            models.CheckConstraint(
                condition=Q(answer="") | Q(answer__in=Answered.values),
                name="recommendation_known_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("infohus_recommendation", args=[self.item.meeting.reference, self.pk])

    @property
    def authority(self) -> str:
        """Who is responsible, in words."""
        return str(self.unit) if self.unit else str(self.get_seat_display())

    @property
    def is_open(self) -> bool:
        """Whether the authority has still to do something."""
        waits = self.answer in {"", Answered.ACCEPTED}
        return self.outcome == Outcome.MEASURE and self.withdrawn_at is None and waits

    def is_late(self, on: date) -> bool:
        """Whether it is still to be done, and its day has passed."""
        return self.is_open and self.due_on is not None and self.due_on < on


class RecommendationReply(models.Model):
    """What an authority answered to a recommendation, each time; only added to."""

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="replies"
    )
    answer = models.CharField(_("answer"), max_length=10, choices=Answered)
    grounds = EncryptedTextField(null=True)
    replied_at = models.DateTimeField(_("answered at"))
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("answer to a recommendation")
        verbose_name_plural = _("answers to recommendations")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(answer=Answered.DECLINED) | Q(grounds__isnull=False),
                name="recommendation_declined_with_grounds",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id}: {self.answer}"


class DecisionReference(models.Model):
    """A decision of the authority that weighed a recommendation, and whether it follows it (R97).

    A measure of the case, or what was decided in words; only added to.
    """

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="decisions"
    )
    measure = models.ForeignKey(Measure, null=True, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField(_("decided on"))
    what = EncryptedTextField(null=True)
    follows = models.BooleanField(_("follows the recommendation"))
    reason = EncryptedTextField(null=True)
    referred_at = models.DateTimeField(_("referred at"))
    referred_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("decision on a recommendation")
        verbose_name_plural = _("decisions on recommendations")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(measure__isnull=False, what__isnull=True)
                | Q(measure__isnull=True, what__isnull=False),
                name="decision_reference_says_what",
            ),
            models.CheckConstraint(
                condition=Q(follows=True) | Q(reason__isnull=False),
                name="decision_reference_deviates_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id}: {self.follows}"
