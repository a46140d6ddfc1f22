"""The questions that pages and workflows ask of contacts and of what is said of the children."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from cases.choices import PersonRole

if TYPE_CHECKING:
    from cases.models import (  # noqa: F401  names the models to mypy
        Case,
        ChildLine,
        Person,
        PersonContact,
    )


class PersonContactQuerySet(models.QuerySet["PersonContact"]):
    def open(self) -> Self:
        """Planned, and neither held nor dropped."""
        return self.filter(happened_at__isnull=True, dropped_at__isnull=True)

    def for_section(self) -> Self:
        """With all that the tab shows, the plans first, then what happened last."""
        related = ["made_by", "recorded_by", "dropped_by", "interpreter", "person"]
        is_plan = Q(happened_at__isnull=True, dropped_at__isnull=True)
        latest = models.functions.Coalesce("happened_at", "planned_for")
        return (
            self.select_related(*related)
            .prefetch_related("person__roles")
            .annotate(is_plan=models.ExpressionWrapper(is_plan, models.BooleanField()))
            .order_by("-is_plan", latest.desc(), "-pk")
        )

    def under_lock_with(self, rows: "Collection[Person]", case: "Case") -> Self:
        """Plans that the lock of a person forbids, those with the family in general too."""
        reached = Q(person__in=rows) | Q(person__isnull=True, case=case)
        return self.open().filter(reached, about__in=["concern", "advice"])


class ChildLineQuerySet(models.QuerySet["ChildLine"]):
    def newest(self) -> Self:
        """The newest line of each child, which is the one that counts."""
        later = apps.get_model("cases", "ChildLine")._default_manager.filter(
            person=OuterRef("person"), pk__gt=OuterRef("pk")
        )
        return self.filter(~Exists(later)).select_related("said_by", "concern").order_by("pk")

    def none_known(self, case: "Case") -> "ChildLine | None":
        """The newest line that says that no other children are known."""
        found = self.filter(case=case, person__isnull=True).select_related("said_by")
        return found.order_by("-pk").first()


def other_children(case: "Case") -> "models.QuerySet[Person]":
    """The other children of the family, as far as they are written down."""
    persons = apps.get_model("cases", "Person")._default_manager
    roles = apps.get_model("cases", "PersonInRole")._default_manager
    is_child = roles.filter(person=OuterRef("pk"), role=PersonRole.OTHER_CHILD)
    found = persons.filter(Exists(is_child), case=case, is_group=False)
    return found.exclude(pk=case.exposed_id).order_by("pk") if case.exposed_id else found
