"""The editions of the plan: what the council adopts as a whole."""

import hashlib
import json
from datetime import date, datetime, time

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from beredskab.plan.models.users import by_user
from beredskab.plan.querysets import EditionQuerySet
from beredskab.plan.states import IN_WORK, EditionStatus
from beredskab.timelimits import Months, local_day, localise

REVIEW_EVERY = Months(48)  # § 15(3), R2
AMBER_BEFORE = Months(-12)
_NEEDS_ADOPTION = ["adopted", "publishing", "in_force", "superseded"]
_PUBLISHED = ["in_force", "superseded"]


class Theme(models.TextChoices):
    """What the plan is about; § 15(3) names all three, the paper of Faxe the first two."""

    SOCIAL_CONTROL = "social_control", _("Negative social control")
    HONOUR_CONFLICT = "honour_conflict", _("Honour-related conflicts")
    EXTREMISM = "extremism", _("Extremism")


class Edition(models.Model):
    """The text of the plan as the council adopted it, or as somebody still works on it.

    A correction mends spelling and names alone: it carries the number of the edition that it
    corrects and stands on that one's adoption. Once in force, nothing of an edition changes.
    """

    number = models.PositiveSmallIntegerField(_("edition"))
    correction = models.PositiveSmallIntegerField(_("correction"), default=0)
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    status = models.CharField(
        _("status"), max_length=10, choices=EditionStatus, default=EditionStatus.DRAFT
    )
    title = models.CharField(_("title"), max_length=160)
    themes = ArrayField(
        models.CharField(max_length=20, choices=Theme), verbose_name=_("themes"), default=list
    )
    # What is new, in the editor's words; empty for the first edition.
    changes = models.CharField(_("what is new"), max_length=500, blank=True)
    begun_at = models.DateTimeField(_("begun at"))
    edited_at = models.DateTimeField(_("last written at"))
    edited_by = by_user()
    remark = models.CharField(_("remark of who sent it back"), max_length=500, blank=True)
    submitted_at = models.DateTimeField(_("sent for approval at"), null=True, blank=True)
    submitted_by = by_user()
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    approved_by = by_user()
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    adopted_body = models.CharField(_("adopted by"), max_length=100, blank=True)
    adopted_case = models.CharField(_("case number"), max_length=60, blank=True)
    adopted_minutes = models.URLField(_("address of the minutes"), blank=True)
    publish_asked_at = models.DateTimeField(_("publication asked for at"), null=True, blank=True)
    publish_asked_by = by_user()
    # Each try to make the PDF; a worker may die in the middle of one.
    pdf_tries = models.PositiveSmallIntegerField(_("tries to make the PDF"), default=0)
    pdf_tried_at = models.DateTimeField(_("last try to make the PDF"), null=True, blank=True)
    pdf_failed_at = models.DateTimeField(_("making the PDF failed at"), null=True, blank=True)
    in_force_at = models.DateTimeField(_("in force from"), null=True, blank=True)
    ended_at = models.DateTimeField(_("in force until"), null=True, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition of the plan")
        verbose_name_plural = _("editions of the plan")
        ordering = ["-number", "-correction", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["number", "correction"], name="plan_edition_once"),
            models.UniqueConstraint(
                fields=["status"], condition=Q(status="in_force"), name="plan_one_in_force"
            ),
            # A correction may be made while the next edition is written.
            models.UniqueConstraint(
                models.Case(models.When(correction=0, then=0), default=1),
                condition=Q(status__in=sorted(IN_WORK)),
                name="plan_one_in_work",
            ),
            models.CheckConstraint(
                condition=Q(status__in=EditionStatus.values), name="plan_edition_known_status"
            ),
            models.CheckConstraint(
                condition=Q(themes__contained_by=Theme.values), name="plan_edition_known_themes"
            ),
            models.CheckConstraint(
                condition=Q(correction=0, corrects__isnull=True)
                | Q(correction__gt=0, corrects__isnull=False),
                name="plan_correction_of_something",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, submitted_by__isnull=True)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="plan_submitted_pair",
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(submitted_at__isnull=False),
                name="plan_submitted_before_approved",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="plan_approved_pair",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "submitted"]) | Q(approved_at__isnull=False),
                name="plan_approved_before_adopted",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | (
                    ~Q(approved_by=models.F("edited_by")) & ~Q(approved_by=models.F("submitted_by"))
                ),
                name="plan_two_people",
            ),
            models.CheckConstraint(
                condition=Q(adopted_on__isnull=True, adopted_body="")
                | (Q(adopted_on__isnull=False) & ~Q(adopted_body="")),
                name="plan_adopted_pair",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=_NEEDS_ADOPTION) | Q(adopted_on__isnull=False),
                name="plan_adopted_before_in_force",
            ),
            models.CheckConstraint(
                condition=Q(in_force_at__isnull=True)
                | Q(adopted_on__lte=TruncDate("in_force_at")),  # in TIME_ZONE, which is Danish
                name="plan_in_force_from_adoption",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["publishing", *_PUBLISHED])
                | Q(publish_asked_at__isnull=False, publish_asked_by__isnull=False),
                name="plan_publication_asked_for",
            ),
            models.CheckConstraint(
                condition=Q(status__in=_PUBLISHED, in_force_at__isnull=False)
                | (~Q(status__in=_PUBLISHED) & Q(in_force_at__isnull=True)),
                name="plan_in_force_since",
            ),
            models.CheckConstraint(
                condition=Q(status="superseded", ended_at__isnull=False)
                | (~Q(status="superseded") & Q(ended_at__isnull=True)),
                name="plan_ended_when_superseded",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("plan_edition", args=[self.name])

    @property
    def name(self) -> str:
        """The number that people say: "3", and of a correction "3.1"."""
        return f"{self.number}.{self.correction}" if self.correction else str(self.number)

    @property
    def is_correction(self) -> bool:
        return self.correction > 0

    @property
    def head_sum(self) -> str:
        """A sum of title, themes and what is new, which tells whether somebody changed them."""
        head = json.dumps([self.title, self.themes, self.changes])
        return hashlib.sha256(head.encode()).hexdigest()

    @property
    def themes_left_out(self) -> list[str]:
        """The themes that § 15(3) names and the edition says nothing of, in words."""
        return [str(theme.label) for theme in Theme if theme not in self.themes]

    @property
    def review_due_on(self) -> date | None:
        """The last day on which the next revision is in time: four years from adoption (R2)."""
        return _after(self.adopted_on, REVIEW_EVERY)

    @property
    def review_amber_on(self) -> date | None:
        """The day from which the revision is pressing: twelve months before it is due (R2)."""
        return _after(self.review_due_on, AMBER_BEFORE)


def _after(day: date | None, months: Months) -> date | None:
    if day is None:
        return None
    noon = localise(datetime.combine(day, time(12)))
    return local_day(months.due(noon).at)
