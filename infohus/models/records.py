"""What is written of an item: mapping, assessment, minutes; apart from the journal (R93)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beredskab.encryption import EncryptedJSONField, EncryptedTextField
from cases.models import Person
from cases.models.versions import Version
from cases.querysets.versions import VersionQuerySet
from cases.risk_levels import Level
from infohus.choices import Section
from infohus.models.meetings import AgendaItem
from infohus.models.participants import Participant
from infohus.models.recommendations import Recommendation


class ItemText(Version):
    """A version of what is written in a section of an item; the assessment has a level (R91)."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="texts")
    section = models.CharField(_("section"), max_length=10, choices=Section)
    text = EncryptedTextField()
    level = models.CharField(_("level"), max_length=10, choices=Level, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("text of an item")
        verbose_name_plural = _("texts of items")
        ordering = ["item", "section", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "section", "number"], name="item_text_one_of_a_number"
            ),
            models.CheckConstraint(
                condition=Q(section__in=Section.values), name="item_text_known_section"
            ),
            models.CheckConstraint(
                condition=Q(section=Section.ASSESSMENT, level__in=Level.values)
                | (~Q(section=Section.ASSESSMENT) & Q(level="")),
                name="item_text_assessment_with_level",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.section} {self.number}"


class ItemDraft(models.Model):
    """What a writer has typed in a section and not saved as a version; hers alone.

    `seen` is the version that she began from, so that nothing is replaced unseen.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="drafts")
    section = models.CharField(_("section"), max_length=10, choices=Section)
    writer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    text = EncryptedTextField()
    level = models.CharField(_("level"), max_length=10, choices=Level, blank=True)
    seen = models.PositiveSmallIntegerField(_("version begun from"), default=0)
    saved_at = models.DateTimeField(_("saved at"))

    class Meta:
        verbose_name = _("draft of an item")
        verbose_name_plural = _("drafts of items")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "section", "writer"], name="item_draft_one_of_a_writer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.section}"


class AdviceDraft(models.Model):
    """What a writer has typed of a recommendation for somebody and not saved; hers alone.

    `replaces` is the recommendation that she is changing.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="advice_drafts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    replaces = models.ForeignKey(
        Recommendation, null=True, on_delete=models.PROTECT, related_name="drafts"
    )
    writer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    answers = EncryptedJSONField()
    saved_at = models.DateTimeField(_("saved at"))

    class Meta:
        verbose_name = _("draft of a recommendation")
        verbose_name_plural = _("drafts of recommendations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "person", "writer", "replaces"],
                nulls_distinct=False,
                name="advice_draft_one_of_a_writer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.person_id}"


class MinutesAnswer(models.Model):
    """What a participant says to minutes: she agrees, or remarks; only added to."""

    version = models.ForeignKey(ItemText, on_delete=models.PROTECT, related_name="answers")
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="minutes_answers"
    )
    agrees = models.BooleanField(_("agrees"))
    remark = EncryptedTextField(null=True)
    answered_at = models.DateTimeField(_("answered at"))
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("answer to minutes")
        verbose_name_plural = _("answers to minutes")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agrees=True) | Q(remark__isnull=False),
                name="minutes_answer_says_why_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.participant_id}"
