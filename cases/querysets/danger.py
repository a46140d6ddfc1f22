"""The questions asked where somebody may be in danger: moments, calls, judgements by others."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Q

from cases.states import CaseStatus

if TYPE_CHECKING:
    from cases.models import (  # noqa: F401  names the models to mypy
        Case,
        CheckIn,
        Concern,
        OutsideAssessment,
    )


class CheckInQuerySet(models.QuerySet["CheckIn"]):
    def of_case(self, case: "Case") -> Self:
        """The agreed moments of a case, the next one first."""
        found = self.filter(case=case).select_related("agreed_by", "settled_by")
        return found.order_by("due_at", "pk")

    def unsettled(self) -> Self:
        """Those of which nobody has said what became of them."""
        return self.filter(outcome="")

    def late(self) -> Self:
        """Those that were missed, and of which nobody has said more."""
        return self.unsettled().filter(missed_at__isnull=False)

    def passed(self, at: datetime) -> Self:
        """Those of open cases whose moment has passed in silence, and isn't noted as missed."""
        waiting = self.unsettled().filter(missed_at__isnull=True, due_at__lt=at)
        return waiting.exclude(case__status=CaseStatus.CLOSED)

    def lock(self, check_in: "CheckIn") -> "CheckIn":
        """Read an agreed moment again and hold it until the transaction ends."""
        return self.select_for_update(of=("self",)).select_related("case").get(pk=check_in.pk)


class OutsideAssessmentQuerySet(models.QuerySet["OutsideAssessment"]):
    def waiting_for(self, case: "Case", assessor: str) -> Self:
        """What this assessor was asked about a case and hasn't answered."""
        return self.filter(case=case, assessor=assessor, received_at__isnull=True)

    def of_case(self, case: "Case") -> Self:
        """What others were asked about a case and answered, newest first."""
        return self.filter(case=case).select_related("asked_by", "recorded_by")

    def answered_by(self, user: Any) -> Self:
        """What somebody of the legal office answered herself, unless blocked; newest first."""
        own = self.filter(assessor="legal_office", recorded_by_id=user.pk)
        blocks = apps.get_model("cases", "CaseBlock")._default_manager
        barred = blocks.standing().of(user).values("case_id")
        return own.exclude(case__in=barred).select_related("case").order_by("-recorded_at", "-pk")


class ActQuerySet(models.QuerySet[Any]):
    """Acute calls and hand-overs, which belong to a case or to a concern."""

    def about_case(self, case: "Case") -> Self:
        """Those of a case and of the concerns in it, newest first."""
        found = self.filter(Q(case=case) | Q(concern__case_ties__case=case))
        return found.select_related("recorded_by", "concern")
