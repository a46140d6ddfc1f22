"""The plan (beredskabsplan): its editions with their sections, their PDF, and who has read them."""

from datetime import date, datetime, time

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from beredskab.plan.querysets import EditionQuerySet, SectionDraftQuerySet, SectionQuerySet
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


def _user(**options: object) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        **options,  # type: ignore[arg-type]
    )


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
    edited_by = _user()
    remark = models.CharField(_("remark of who sent it back"), max_length=500, blank=True)
    submitted_at = models.DateTimeField(_("sent for approval at"), null=True, blank=True)
    submitted_by = _user()
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    approved_by = _user()
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    adopted_body = models.CharField(_("adopted by"), max_length=100, blank=True)
    adopted_case = models.CharField(_("case number"), max_length=60, blank=True)
    adopted_minutes = models.URLField(_("address of the minutes"), blank=True)
    publish_asked_at = models.DateTimeField(_("publication asked for at"), null=True, blank=True)
    publish_asked_by = _user()
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
    def review_due_on(self) -> date | None:
        """The last day on which the next revision is in time: four years from adoption (R2)."""
        return _after(self.adopted_on, REVIEW_EVERY)

    @property
    def review_amber_on(self) -> date | None:
        """The day from which the revision is pressing: twelve months before it is due (R2)."""
        return _after(self.review_due_on, AMBER_BEFORE)


class Section(models.Model):
    """A part of an edition. Its key is its anchor, the same in every edition."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="sections")
    key = models.SlugField(_("anchor"), max_length=60)
    position = models.PositiveSmallIntegerField(_("order"))
    # 1 is a chapter; what follows with a higher level lies below it.
    level = models.PositiveSmallIntegerField(_("level"), default=1)
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"), blank=True)
    # What readers get, fixed when the edition is published.
    html = models.TextField(_("as published"), blank=True, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1)
    edited_at = models.DateTimeField(_("last written at"))
    edited_by = _user()

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("section of the plan")
        verbose_name_plural = _("sections of the plan")
        ordering = ["edition", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "key"], name="plan_section_once"),
            models.UniqueConstraint(
                fields=["edition", "position"],
                name="plan_section_has_its_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=Q(level__range=(1, 3)), name="plan_section_level"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}:{self.key}"


class SectionVersion(models.Model):
    """What a section read each time somebody saved it; nothing typed and saved is lost."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"), blank=True)
    at = models.DateTimeField(_("written at"))
    by = _user()

    class Meta:
        verbose_name = _("version of a section")
        verbose_name_plural = _("versions of sections")
        ordering = ["section", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["section", "number"], name="plan_section_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.section_id}:{self.number}"


class SectionDraft(models.Model):
    """What somebody has typed in a section and not saved; others see that she writes.

    `seen` is the version that she began from.
    """

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="drafts")
    writer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(_("title"), max_length=120, blank=True)
    text = models.TextField(_("text"), blank=True)
    seen = models.PositiveIntegerField(_("version begun from"))
    saved_at = models.DateTimeField(_("saved at"))

    objects = SectionDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft of a section")
        verbose_name_plural = _("drafts of sections")
        ordering = ["section", "-saved_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["section", "writer"], name="plan_section_draft_one_of_a_writer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section_id}:{self.writer_id}"


class PlanPdf(models.Model):
    """The PDF of an edition, made once and served as it is."""

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="pdf")
    content = models.BinaryField(_("content"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    size = models.PositiveIntegerField(_("size in bytes"))
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("PDF of the plan")
        verbose_name_plural = _("PDFs of the plan")
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__regex="^[0-9a-f]{64}$", size__gt=0), name="plan_pdf_is_whole"
            ),
        ]

    def __str__(self) -> str:
        return str(self.edition_id)


class Acknowledgement(models.Model):
    """Somebody of the staff says that she has read an edition."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="acknowledgements")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("acknowledgement")
        verbose_name_plural = _("acknowledgements")
        ordering = ["edition", "at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "user"], name="plan_acknowledged_once"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}:{self.user_id}"


def _after(day: date | None, months: Months) -> date | None:
    if day is None:
        return None
    noon = localise(datetime.combine(day, time(12)))
    return local_day(months.due(noon).at)
