"""Questions to the cards and their versions."""

from typing import TYPE_CHECKING, Self

from django.db import models

from actioncards.choices import CardAge
from actioncards.states import IN_WORK, VersionStatus

if TYPE_CHECKING:
    from actioncards.models import Card, CardVersion


class CardQuerySet(models.QuerySet["Card"]):
    def lock(self, card: "Card") -> "Card":
        """Read the card anew and keep others from changing it."""
        return self.select_for_update().get(pk=card.pk)

    def in_use(self) -> Self:
        """The cards that are not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class CardVersionQuerySet(models.QuerySet["CardVersion"]):
    def lock(self, version: "CardVersion") -> "CardVersion":
        """Read the version anew and keep others from changing it."""
        return self.select_for_update().get(pk=version.pk)

    def in_force(self) -> Self:
        """The published versions of cards that are not withdrawn, under 18 first."""
        found = self.filter(status=VersionStatus.PUBLISHED, card__withdrawn_at__isnull=True)
        return found.select_related("card").order_by("-card__age", "-card__role", "pk")

    def in_work(self) -> Self:
        """The versions that somebody still works on."""
        return self.filter(status__in=IN_WORK).select_related("card")

    def for_(self, role: str, *, is_minor: bool) -> Self:
        """The version in force for a role and an age (R8); at most one."""
        age = CardAge.UNDER_18 if is_minor else CardAge.ADULT
        return self.in_force().filter(card__role=role, card__age=age)

    def with_steps(self) -> Self:
        """With the steps and their contacts, which are those of today."""
        return self.prefetch_related("steps__contact_ties__contact__unit")
