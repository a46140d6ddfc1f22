"""The questions asked of the work on a case: links, notes, ticks, the duty to act."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from cases.querysets.versions import VersionQuerySet

if TYPE_CHECKING:
    from cases.models import (  # noqa: F401  names the models to mypy
        Case,
        CaseLink,
        DutyPeriod,
        NoteVersion,
        Tick,
    )


class CaseLinkQuerySet(models.QuerySet["CaseLink"]):
    def of_case(self, case: "Case") -> Self:
        """The links of a case, whichever end it is."""
        return self.filter(Q(first=case) | Q(second=case)).order_by("pk")


class NoteVersionQuerySet(VersionQuerySet):
    def of_case(self, case: "Case") -> Self:
        """All versions of all notes of a case: the newest note first, its newest version first."""
        found = self.filter(note__case=case).select_related("made_by")
        return found.order_by("-note_id", "-number")


class TickQuerySet(models.QuerySet["Tick"]):
    def for_step(self, key: str) -> Self:
        """What was said of one step and by whom, newest first."""
        found = self.filter(step_key=key).select_related("ticked_by")
        return found.order_by("-ticked_at", "-pk")

    def last_of_each(self) -> dict[str, "Tick"]:
        """What was said last of each step, by its key."""
        ticks = self.select_related("ticked_by").order_by("ticked_at", "pk")
        return {tick.step_key: tick for tick in ticks}


class DutyPeriodQuerySet(models.QuerySet["DutyPeriod"]):
    def chain_of(self, case: "Case") -> Self:
        """Who has had the duty to act in a case, the first one first."""
        return self.filter(case=case).select_related("holder").order_by("pk")
