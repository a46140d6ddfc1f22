"""The questions that are asked of measures and examinations."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models

if TYPE_CHECKING:
    from cases.models import Examination, Measure  # noqa: F401  names the models to mypy


class MeasureQuerySet(models.QuerySet["Measure"]):
    def of_case(self, case: Any) -> Self:
        """The measures of a case, the newest decision first."""
        return self.filter(case=case).order_by("-decided_at", "-pk")

    def active(self) -> Self:
        """Measures that still go on."""
        return self.filter(ended_at__isnull=True)

    def for_page(self) -> Self:
        """With who wrote them down."""
        return self.select_related("recorded_by", "ended_by")


class ExaminationQuerySet(models.QuerySet["Examination"]):
    def of_case(self, case: Any) -> Self:
        """The examinations of a case, the newest first."""
        return self.filter(case=case).order_by("-opened_at", "-pk")

    def open(self) -> Self:
        """Examinations that are not finished."""
        return self.filter(concluded_at__isnull=True)

    def for_page(self) -> Self:
        """With who began and finished them, and what was judged on the way."""
        return self.select_related("opened_by", "concluded_by").prefetch_related(
            "preliminary_assessments__made_by", "sibling_assessments__made_by"
        )
