"""The sections of an edition, what they have read, and what is being typed in them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beredskab.plan.models.editions import Edition
from beredskab.plan.models.users import by_user
from beredskab.plan.querysets import SectionDraftQuerySet, SectionQuerySet


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
    edited_by = by_user()

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
    by = by_user()

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
