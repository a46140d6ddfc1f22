"""Door of what Infohus does with a case: which of it counts, and whether all is done (R75, R81)."""

from django.db.models import Exists, OuterRef, QuerySet

from cases.models import Case, CasePeriod, ConcernCase, InfohusHandling

Decision = InfohusHandling.Decision


def current(case: Case) -> QuerySet[InfohusHandling]:
    """What was decided or held since the newest concern, and since the case was reopened.

    The concerns of a case that was joined to it are new to it as well.
    """
    of_case, decided = OuterRef("case"), OuterRef("decided_at")
    concerns = ConcernCase.objects.filter(case=of_case, tied_at__gt=decided)
    joined = Case.objects.filter(joined_into=of_case, closed_at__gt=decided)
    begun = CasePeriod.objects.filter(case=of_case, closed_at__isnull=True, opened_at__gt=decided)
    rows = InfohusHandling.objects.filter(~Exists(concerns), ~Exists(joined), ~Exists(begun))
    return rows.filter(case=case).order_by("pk")


def is_settled(case: Case) -> bool:
    """Whether it was discussed, or the coordinator has said why it is not to be.

    That she takes it up after all undoes what she said; and a meeting that is convened may be
    cancelled, so only that it was held counts.
    """
    decisions = list(current(case).values_list("decision", flat=True))
    return Decision.HELD in decisions or decisions[-1:] == [Decision.NOT_DISCUSSED]
