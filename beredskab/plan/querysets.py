"""Questions to the editions of the plan, and to what is written in them."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models

from beredskab.plan.states import IN_WORK, PUBLISHED, EditionStatus

if TYPE_CHECKING:
    from beredskab.accounts.models import User
    from beredskab.plan.models import Edition, Section, SectionDraft

WRITES_NOW = timedelta(minutes=10)


class EditionQuerySet(models.QuerySet["Edition"]):
    def lock(self, edition: "Edition") -> "Edition | None":
        """Read the edition anew and keep others from changing it; None for a discarded draft."""
        return self.select_for_update().filter(pk=edition.pk).first()

    def lock_plan(self) -> "list[Edition]":
        """Read anew what is in work and in force, and keep others from changing any of it."""
        current = {*IN_WORK, EditionStatus.IN_FORCE}
        return list(self.select_for_update().filter(status__in=current).order_by("pk"))

    def in_force(self) -> Self:
        """The edition in force; at most one."""
        return self.filter(status=EditionStatus.IN_FORCE)

    def published(self) -> Self:
        """The editions that are or were in force, the newest first."""
        return self.filter(status__in=PUBLISHED).order_by("-in_force_at", "-pk")

    def in_work(self) -> Self:
        """What somebody still works on: at most the next edition and a correction."""
        return self.filter(status__in=IN_WORK)

    def corrected_by(self, correction: "Edition") -> Self:
        """The editions whose place a correction took: the adopted one, and corrections of it."""
        return self.published().filter(number=correction.number).exclude(pk=correction.pk)

    def publishing(self) -> Self:
        """The editions that wait for their PDF."""
        return self.filter(status=EditionStatus.PUBLISHING)

    def of_name(self, name: str) -> Self:
        """The edition that people call by this number: "3", or "3.1"."""
        number, _dot, correction = name.partition(".")
        return self.filter(number=number, correction=correction or 0)

    def unread_by(self, user: "User") -> Self:
        """The editions that the user has not said to have read, nor what they correct."""
        read = self.model.objects.filter(acknowledgements__user=user).values("number")
        return self.exclude(number__in=read)

    def for_page(self) -> Self:
        """With who wrote, approved and published them."""
        return self.select_related(
            "edited_by", "submitted_by", "approved_by", "publish_asked_by", "corrects"
        )


class SectionQuerySet(models.QuerySet["Section"]):
    def of_key(self, key: str) -> "Section | None":
        """The section of an edition with this key; it knows its edition and who wrote it last."""
        return self.select_related("edition", "edited_by").filter(key=key).first()


class SectionDraftQuerySet(models.QuerySet["SectionDraft"]):
    def of(self, writer: "User") -> "SectionDraft | None":
        """What the writer has typed in a section and not saved."""
        return self.filter(writer=writer).first()

    def of_others(self, writer: "User", *, now: datetime) -> Self:
        """What others are writing in a section just now, the newest first."""
        others = self.exclude(writer=writer).filter(saved_at__gt=now - WRITES_NOW)
        return others.select_related("writer").order_by("-saved_at", "-pk")
