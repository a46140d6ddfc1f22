"""Who is kept from a case, whatever else she may: the rule that guards against relatives."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models

if TYPE_CHECKING:
    from cases.models import CaseBlock  # noqa: F401  names the model to mypy


class CaseBlockQuerySet(models.QuerySet["CaseBlock"]):
    def standing(self) -> Self:
        """Those that nobody has lifted."""
        return self.filter(lifted_at__isnull=True)

    def of(self, user: Any) -> Self:
        """Those of one user."""
        return self.filter(user_id=user.pk)
