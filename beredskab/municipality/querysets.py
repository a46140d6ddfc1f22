"""Questions to the routes, and to the contacts of the directory."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from beredskab.municipality.models import Contact, Route, Unit  # noqa: F401  for mypy

CHECK_EVERY = timedelta(days=183)


class RouteQuerySet(models.QuerySet["Route"]):
    def unit_for(self, source: str, *, is_adult: bool) -> "Unit | None":
        """The unit that receives, or None when the municipality has set no route.

        The row of the source outranks the row of every other source.
        """
        age = self.model.Age.ADULT if is_adult else self.model.Age.UNDER_18
        route = (
            self.filter(age=age, source__in=[source, ""], unit__is_active=True)
            .select_related("unit")
            .order_by("-source", "pk")
            .first()
        )
        return route.unit if route else None


class ContactQuerySet(models.QuerySet["Contact"]):
    def in_use(self) -> Self:
        """The contacts that anybody is shown; who is taken out of use stands in history alone."""
        return self.filter(retired_at__isnull=True).select_related("unit")

    def retired(self) -> Self:
        """The contacts that were taken out of use, the last one first."""
        return self.filter(retired_at__isnull=False).order_by("-retired_at", "pk")

    def for_audiences(self, audiences: Collection[str]) -> Self:
        """The contacts that somebody of these audiences is shown."""
        return self.filter(audience__in=audiences)

    def with_number(self) -> Self:
        """The contacts that can be called."""
        return self.exclude(phone="")

    def to_check(self, day: date) -> Self:
        """The contacts that nobody has checked for half a year, or that lack a number (R116)."""
        outdated = Q(checked_on__isnull=True) | Q(checked_on__lt=day - CHECK_EVERY)
        return self.in_use().filter(outdated | Q(phone=""))
