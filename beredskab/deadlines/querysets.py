"""Questions to the deadlines."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Model, Q, QuerySet

if TYPE_CHECKING:
    from beredskab.deadlines.models import Deadline  # noqa: F401  names the model to mypy

OPEN = Q(met_at__isnull=True, cancelled_at__isnull=True)


class DeadlineQuerySet(QuerySet["Deadline"]):
    """Chainable; every list ends ordered by urgency with `by_urgency`."""

    def open(self) -> "DeadlineQuerySet":
        """What is still owed."""
        return self.filter(OPEN)

    def overdue(self, at: datetime) -> "DeadlineQuerySet":
        """What is still owed and too late."""
        return self.open().filter(due_at__lt=at)

    def for_units(self, units: Collection[int]) -> "DeadlineQuerySet":
        """The deadlines of the units with these ids."""
        return self.filter(unit__in=units)

    def for_owner(self, user: Model) -> "DeadlineQuerySet":
        """What this user owes."""
        return self.filter(owner=user)

    def of(self, *subjects: Model) -> "DeadlineQuerySet":
        """The deadlines about these subjects, which are all of one model."""
        if not subjects:
            return self.none()
        return self.of_model(subjects[0], [subject.pk for subject in subjects])

    def of_model(
        self, model: type[Model] | Model, ids: "Iterable[int] | QuerySet[Model]"
    ) -> "DeadlineQuerySet":
        """The deadlines about the subjects of a model with these ids."""
        content_type = ContentType.objects.get_for_model(model)
        return self.filter(content_type=content_type, subject_id__in=ids)

    def set_aside(self) -> "DeadlineQuerySet":
        """What is owed and cannot be alerted, with the error saying why."""
        return self.open().filter(set_aside_at__isnull=False)

    def for_list(self) -> "DeadlineQuerySet":
        """With what a list shows."""
        return self.select_related("owner", "unit").defer("ladder")

    def by_urgency(self) -> "DeadlineQuerySet":
        """The most overdue first."""
        return self.order_by("due_at", "pk")

    def counts(self, at: datetime, *, soon: datetime, later: datetime) -> dict[str, int]:
        """Count what is owed, in one query: overdue, due till `soon`, till `later`, and all."""
        in_time = Q(due_at__gte=at)
        return self.open().aggregate(
            overdue=Count("pk", filter=Q(due_at__lt=at)),
            soon=Count("pk", filter=in_time & Q(due_at__lte=soon)),
            later=Count("pk", filter=in_time & Q(due_at__lte=later)),
            in_time=Count("pk", filter=in_time),
            unassigned=Count("pk", filter=Q(owner__isnull=True)),
            all=Count("pk"),
        )
