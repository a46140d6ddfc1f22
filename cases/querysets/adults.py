"""The questions that are asked of what was done for adults."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from cases.models import AnonymousAdvice  # noqa: F401  names the model to mypy


class AnonymousAdviceQuerySet(models.QuerySet["AnonymousAdvice"]):
    def of_units(self, keys: Collection[int]) -> Self:
        """What these units advised, newest first."""
        found = self.filter(unit_id__in=keys).select_related("unit", "recorded_by")
        return found.order_by("-given_at", "-pk")
