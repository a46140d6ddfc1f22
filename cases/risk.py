"""Door of the risk assessment (§ 18(3)): which one counts, and whether it still does (LR1)."""

from datetime import datetime

from beredskab.timelimits import local_day
from cases.models import Case, RiskAssessment


def newest(case: Case) -> RiskAssessment | None:
    """The risk assessment that counts: the one written last; all others are history."""
    return RiskAssessment.objects.of_case(case).first()


def is_in_force(case: Case, at: datetime) -> bool:
    """Whether the risk is assessed, wholly and still validly, so that contact may be thought of.

    Nothing that police or VISO judged stands in for it (LR26).
    """
    found = newest(case)
    return found is not None and found.holds_on(local_day(at))
