"""The journal of a case: what happened, seen or told, noted at once (LR21)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import EncryptedTextField
from cases.choices import Witnessed
from cases.models.versions import Version
from cases.querysets.work import NoteVersionQuerySet


class Note(models.Model):
    """A note in the journal of a case; what it says stands in its versions."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="notes")

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.case_id}:{self.pk}"


class NoteVersion(Version):
    """What a note says; a correction is the next version, and both are kept (LR23)."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("Phone call")
        MEETING = "meeting", _("Meeting")
        HOME_VISIT = "home_visit", _("Home visit")
        OBSERVATION = "observation", _("Observation")
        MESSAGE = "message", _("Message")
        DECISION = "decision", _("Step of a decision")
        OTHER = "other", _("Other")

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="versions")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    happened_on = models.DateField(_("happened on"))
    witnessed = models.CharField(_("seen or told"), max_length=8, choices=Witnessed)
    source = EncryptedTextField()
    theme = EncryptedTextField()
    text = EncryptedTextField()

    objects = NoteVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a note")
        verbose_name_plural = _("versions of notes")
        ordering = ["note", "number"]
        constraints = [
            models.UniqueConstraint(fields=["note", "number"], name="note_version_once"),
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=[
                        "phone",
                        "meeting",
                        "home_visit",
                        "observation",
                        "message",
                        "decision",
                        "other",
                    ]
                ),
                name="note_version_known_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.note_id}:{self.number}"
