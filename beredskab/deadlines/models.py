"""What is owed, by whom, and when who is alerted. A task is a deadline too."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from beredskab.deadlines.querysets import OPEN, DeadlineQuerySet

URGENT_BEFORE = timedelta(hours=4)
# Kinds that begin so are free tasks: a subject may have many of one kind open at once.
FREE = "task"


class State(models.TextChoices):
    """How a deadline stands; the words of the badges."""

    OVERDUE = "overdue", _("Exceeded")
    URGENT = "urgent", _("Urgent")
    AMBER = "amber", _("Aim for now")
    IN_TIME = "in_time", _("Within the deadline")
    MET = "met", _("Done")
    CANCELLED = "cancelled", _("Cancelled")


class Deadline(models.Model):
    """Something owed about a subject; `due_at` is the last moment that is in time."""

    content_type = models.ForeignKey(
        ContentType, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    subject_id = models.BigIntegerField()
    subject = GenericForeignKey("content_type", "subject_id")
    kind = models.SlugField(_("kind"), max_length=40, db_index=False)
    # A neutral msgid: what is to be done, never about whom.
    title = models.CharField(_("title"), max_length=120, blank=True)
    reference = models.CharField(_("reference"), max_length=40)
    path = models.CharField(_("path"), max_length=200, blank=True)
    due_at = models.DateTimeField(_("due"))
    amber_at = models.DateTimeField(_("amber date"), null=True)
    # [["2026-04-02", "holiday:Skærtorsdag"], ...]
    skipped = models.JSONField(_("days not counted"), default=list)
    set_at = models.DateTimeField(_("set"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        null=True,
        on_delete=models.PROTECT,
        related_name="deadlines",
        db_index=False,
    )
    unit = models.ForeignKey(
        "municipality.Unit",
        verbose_name=_("unit"),
        null=True,
        on_delete=models.PROTECT,
        related_name="deadlines",
        db_index=False,
    )
    acute = models.BooleanField(_("acute"), default=False)
    # The alerts still to come, in order: [{"at": ..., "to": [...], "every": hours}, ...]
    ladder = models.JSONField(_("alerts to come"), default=list)
    # How many alerts have gone; the next one's number.
    step = models.PositiveSmallIntegerField(_("alerts gone"), default=0)
    alert_at = models.DateTimeField(_("next alert"), null=True)
    met_at = models.DateTimeField(_("met"), null=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True)
    cancel_reason = models.CharField(_("reason"), max_length=200, blank=True)
    breached_at = models.DateTimeField(_("exceeded"), null=True)
    set_aside_at = models.DateTimeField(_("set aside"), null=True)
    error = models.CharField(_("error"), max_length=60, blank=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "subject_id", "kind"],
                condition=OPEN & ~Q(kind__startswith=FREE),
                name="deadline_one_open",
            ),
            models.CheckConstraint(
                condition=Q(met_at__isnull=True) | Q(cancelled_at__isnull=True),
                name="deadline_ends_once",
            ),
            models.CheckConstraint(
                condition=Q(cancel_reason="") | Q(cancelled_at__isnull=False),
                name="deadline_reason_of_cancelled",
            ),
            models.CheckConstraint(
                condition=Q(amber_at__isnull=True) | Q(amber_at__lt=F("due_at")),
                name="deadline_amber_before_due",
            ),
            models.CheckConstraint(
                condition=Q(breached_at__isnull=True) | Q(breached_at__gte=F("due_at")),
                name="deadline_breached_after_due",
            ),
            models.CheckConstraint(
                condition=Q(set_aside_at__isnull=True, error="")
                | (Q(set_aside_at__isnull=False) & ~Q(error="")),
                name="deadline_set_aside_pair",
            ),
            models.CheckConstraint(
                condition=OPEN | Q(alert_at__isnull=True), name="deadline_ended_is_quiet"
            ),
        ]
        indexes = [
            models.Index(
                fields=["alert_at", "id"],
                condition=OPEN & Q(alert_at__isnull=False, set_aside_at__isnull=True),
                name="deadline_to_alert",
            ),
            models.Index(fields=["unit", "due_at"], condition=OPEN, name="deadline_unit_open"),
            models.Index(fields=["owner", "due_at"], condition=OPEN, name="deadline_owner_open"),
            models.Index(fields=["content_type", "subject_id"], name="deadline_subject"),
            models.Index(fields=["unit", "kind", "due_at"], name="deadline_kept"),
            models.Index(
                fields=["set_aside_at"],
                condition=OPEN & Q(set_aside_at__isnull=False),
                name="deadline_set_aside",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"

    @property
    def label(self) -> str:
        """What is to be done, translated."""
        return gettext(self.title) if self.title else self.kind

    @property
    def is_open(self) -> bool:
        """Tell whether it is still owed."""
        return self.met_at is None and self.cancelled_at is None

    @property
    def was_late(self) -> bool:
        """Tell whether it was or is exceeded; stays true when it is met."""
        return self.breached_at is not None

    def state(self, at: datetime) -> State:
        """Return how it stands at `at`."""
        if self.met_at is not None:
            return State.MET
        if self.cancelled_at is not None:
            return State.CANCELLED
        if self.due_at < at:
            return State.OVERDUE
        if self.amber_at is None and self.due_at - at < URGENT_BEFORE:
            return State.URGENT
        if self.amber_at is not None and self.amber_at < at:
            return State.AMBER
        return State.IN_TIME


class Sweep(models.Model):
    """When a sweep last ran: what the watchdog and `/readyz` look at."""

    name = models.SlugField(_("name"), unique=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("sweep")
        verbose_name_plural = _("sweeps")

    def __str__(self) -> str:
        return self.name
