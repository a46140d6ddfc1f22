"""Questions to the editions of the plan."""

from typing import TYPE_CHECKING, Self

from django.db import models

from beredskab.plan.states import IN_WORK, PUBLISHED, EditionStatus

if TYPE_CHECKING:
    from beredskab.plan.models import Edition


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

    def publishing(self) -> Self:
        """The editions that wait for their PDF."""
        return self.filter(status=EditionStatus.PUBLISHING)

    def of_name(self, name: str) -> Self:
        """The edition that people call by this number: "3", or "3.1"."""
        number, _dot, correction = name.partition(".")
        return self.filter(number=number, correction=correction or 0)

    def for_page(self) -> Self:
        """With who wrote, approved and published them."""
        return self.select_related(
            "edited_by", "submitted_by", "approved_by", "publish_asked_by", "corrects"
        )
