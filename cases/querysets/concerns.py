"""Which concerns somebody may see, their ties to cases, and what is written about them."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models

from cases.states import ConcernStatus

if TYPE_CHECKING:
    from cases.models import (  # noqa: F401  names the models to mypy
        Case,
        Concern,
        ConcernCase,
        Message,
    )


class ConcernQuerySet(models.QuerySet["Concern"]):
    def visible_to(self, user: Any, *, at: datetime | None = None) -> Self:
        """The concerns that the user wrote or sent herself, and those in cases she may see."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        concerns = apps.get_model("cases", "Concern")._default_manager
        ties = apps.get_model("cases", "ConcernCase")._default_manager
        case = apps.get_model("cases", "Case")._default_manager
        cases = case.visible_to(user, at=at).values("pk")
        keys = concerns.written_by(user).values("pk")
        return self.filter(pk__in=keys.union(ties.filter(case_id__in=cases).values("concern_id")))

    def written_by(self, user: Any) -> Self:
        """The concerns that the user wrote herself, whatever became of them."""
        return self.filter(reporter_id=user.pk)

    def with_orientation(self) -> Self:
        """With what their notifier was told."""
        return self.select_related("orientation")

    def drafts(self) -> Self:
        """Concerns that are not sent and not being clarified."""
        return self.filter(status=ConcernStatus.DRAFT)

    def expired(self, day: Any) -> Self:
        """Drafts whose time is up on `day`."""
        return self.drafts().filter(expires_on__lt=day)

    def lock(self, concern: "Concern") -> "Concern":
        """Read the concern again and hold it until the transaction ends."""
        return self.select_for_update(of=("self",)).get(pk=concern.pk)


class ConcernCaseQuerySet(models.QuerySet["ConcernCase"]):
    def of_case(self, case: "Case") -> Self:
        """The concerns about the person of a case, the first one first."""
        return self.filter(case=case).order_by("tied_at", "pk")

    def of_concern(self, reference: str) -> Self:
        """The ties of one concern."""
        return self.filter(concern__reference=reference)

    def with_answers(self) -> Self:
        """With the concern, its notifier, its assessment, and what the notifier was told."""
        return self.select_related(
            "concern__notifier",
            "concern__reporter",
            "concern__confirmation__leader",
            "concern__confirmation__recorded_by",
            "concern__orientation__leader",
            "concern__orientation__recorded_by",
            "assessment__signed_by",
            "assessment__countersigned_by",
        )


class MessageQuerySet(models.QuerySet["Message"]):
    def unread(self, *, from_notifier: bool) -> Self:
        """What one side wrote and the other has not read."""
        return self.filter(from_notifier=from_notifier, read_at__isnull=True)

    def of_case(self, case: "Case") -> Self:
        """What was written about the concerns of a case, newest first, by whom."""
        found = self.filter(concern__case_ties__case=case).select_related("author", "read_by")
        return found.order_by("-sent_at", "-pk")
