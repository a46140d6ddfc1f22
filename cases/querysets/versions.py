"""The questions that are asked of what is only written anew."""

from datetime import datetime
from typing import Any, Self

from django.db import models


class VersionQuerySet(models.QuerySet[Any]):
    def of_case(self, case: Any) -> Self:
        """The versions of a case with who wrote them, the newest first."""
        return self.filter(case=case).select_related("made_by").order_by("-number")

    def newest(self) -> Any:
        """The version that counts, with who wrote it, if there is one."""
        return self.select_related("made_by").order_by("-number").first()

    def numbered(self, number: int) -> Self:
        """The version of that number."""
        return self.filter(number=number)

    def since(self, moment: datetime) -> Self:
        """The versions written at that moment or later."""
        return self.filter(made_at__gte=moment)


class CountersignedQuerySet(VersionQuerySet):
    def of_case(self, case: Any) -> Self:
        """The versions of a case with both who signed them, the newest first."""
        return super().of_case(case).select_related("countersigned_by")
