"""Questions to the cards and their versions."""

from typing import TYPE_CHECKING, Self

from django.db import models

from actioncards.choices import CardAge
from actioncards.states import IN_WORK, VersionStatus
from beredskab.municipality.models import Contact

if TYPE_CHECKING:
    from actioncards.models import Card, CardVersion, Explanation, StepContact


class CardQuerySet(models.QuerySet["Card"]):
    def lock(self, card: "Card") -> "Card":
        """Read the card anew and keep others from changing it."""
        return self.select_for_update().get(pk=card.pk)

    def in_use(self) -> Self:
        """The cards that are not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def withdrawn(self) -> Self:
        """The cards that nobody works by any more, with what replaces them."""
        return self.filter(withdrawn_at__isnull=False).select_related("replaced_by")


class CardVersionQuerySet(models.QuerySet["CardVersion"]):
    def lock(self, version: "CardVersion") -> "CardVersion | None":
        """Read the version anew and keep others from changing it; None for a discarded draft."""
        return self.select_for_update().filter(pk=version.pk).first()

    def in_force(self) -> Self:
        """The published versions of cards that are not withdrawn, under 18 first."""
        found = self.filter(status=VersionStatus.PUBLISHED, card__withdrawn_at__isnull=True)
        return found.select_related("card").order_by("-card__age", "-card__role", "pk")

    def in_work(self) -> Self:
        """The versions that somebody still works on."""
        return self.filter(status__in=IN_WORK).select_related("card")

    def were_in_force(self) -> Self:
        """The versions that are or were in force."""
        return self.filter(published_at__isnull=False)

    def for_page(self) -> Self:
        """With who wrote, approved and published them."""
        return self.select_related("card", "edited_by", "approved_by", "published_by")

    def for_(self, role: str, *, is_minor: bool) -> Self:
        """The version in force for a role and an age (R8); at most one."""
        age = CardAge.UNDER_18 if is_minor else CardAge.ADULT
        return self.in_force().filter(card__role=role, card__age=age)

    def of_card(self, slug: str) -> Self:
        """The version in force of a card, with its steps; at most one."""
        return self.in_force().filter(card__slug=slug).with_steps()

    def that_call(self, contact: Contact) -> Self:
        """The versions that name a contact at one of their steps."""
        return self.filter(steps__contact_ties__contact=contact).distinct()

    def with_steps(self) -> Self:
        """With the steps and their contacts, which are those of today."""
        return self.prefetch_related("steps__contact_ties")


class StepContactManager(models.Manager["StepContact"]):
    def get_queryset(self) -> models.QuerySet["StepContact"]:
        """With the contact and its unit: nobody reads a reference for its own sake."""
        return super().get_queryset().select_related("contact__unit")


class ExplanationQuerySet(models.QuerySet["Explanation"]):
    def lock(self, explanation: "Explanation") -> "Explanation":
        """Read the explanation anew and keep others from changing it."""
        return (
            self.select_for_update(of=("self",)).select_related("edited_by").get(pk=explanation.pk)
        )
