"""The trail: who did what, who looked, who was refused. Append-only by trigger and by right."""

from typing import Any

from auditlog.models import AbstractLogEntry  # noqa: TID251  this is the door
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


def mask(value: object) -> str:
    """Stand in for any value that auditlog must not keep; constant, so that nothing shows."""
    return "***"


class LogEntry(AbstractLogEntry):
    """auditlog's entry without what could tell of a person: no text of the object, no address."""

    class Meta(AbstractLogEntry.Meta):
        verbose_name = _("row change")
        verbose_name_plural = _("row changes")

    def __str__(self) -> str:
        return f"{self.content_type_id}:{self.object_pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.object_repr = ""
        self.actor_email = None
        self.remote_addr = None
        self.remote_port = None
        super().save(*args, **kwargs)


class AuditEvent(models.Model):
    """Something that was done; written in the transaction of the change.

    The subject is named by type and key without a foreign key, so that an entry outlives it.
    `details` holds keys and numbers of the domain, never words about a person.
    """

    at = models.DateTimeField(_("at"))
    recorded_at = models.DateTimeField(_("recorded at"), db_default=Now(), editable=False)
    verb = models.CharField(_("what"), max_length=80)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        null=True,
        on_delete=models.DO_NOTHING,
        related_name="+",
    )
    subject_type = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    reference = models.CharField(max_length=16, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "-at", "-id"], name="event_subject"),
            models.Index(fields=["actor", "-at"], name="event_actor"),
            models.Index(fields=["-at", "-id"], name="event_at"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.reference}"


class LookUp(models.Model):
    """Something that was shown or refused; committed on alias `audit` before anybody sees it.

    No constraint ties it to rows that may not be committed yet. `search_hash` is a keyed hash of
    the words searched for, never the words.
    """

    class Result(models.TextChoices):
        SHOWN = "shown", _("Shown")
        REFUSED = "refused", _("Refused")

    recorded_at = models.DateTimeField(_("recorded at"), db_default=Now(), editable=False)
    verb = models.CharField(_("what"), max_length=80)
    result = models.CharField(max_length=8, choices=Result)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    subject_type = models.CharField(max_length=80, blank=True)
    subject_ids = ArrayField(models.BigIntegerField(), default=list)
    reference = models.CharField(max_length=16, blank=True)
    route = models.CharField(max_length=80, blank=True)
    purpose = models.CharField(max_length=200, blank=True)
    search_hash = models.CharField(max_length=64, blank=True)
    count = models.PositiveIntegerField(null=True)
    session = models.CharField(_("hash of the session"), max_length=16, blank=True)

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        indexes = [
            models.Index(fields=["-recorded_at", "-id"], name="lookup_at"),
            models.Index(fields=["actor", "-recorded_at"], name="lookup_actor"),
            models.Index(fields=["reference", "-recorded_at"], name="lookup_reference"),
            GinIndex(fields=["subject_ids"], name="lookup_subjects"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(result__in=["shown", "refused"]), name="lookup_known_result"
            )
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.reference}"
