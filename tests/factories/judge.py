"""Judgements of a case, whole and plain unless told otherwise."""

from datetime import date, datetime
from typing import Any

from beredskab.accounts.models import User
from cases.models import Case, RiskAssessment
from tests.factories import NOW


def risk_words(**given: Any) -> dict[str, Any]:
    """A whole risk assessment as its writer gives it."""
    return {
        "deeds_now": "medium",
        "deeds_before": "low",
        "deeds_words": "Trusler om at blive sendt væk",
        "control_now": "medium",
        "control_before": "medium",
        "control_words": "Storebror følger hende",
        "exposure_now": "low",
        "exposure_before": "unknown",
        "exposure_words": "Hun har en tante, hun taler med",
        "level": "medium",
        "acute": "no",
        "grounds": "Kontrollen er tiltaget siden sommer",
        "valid_until": date(2027, 2, 1),
        **given,
    }


def risk_row(
    case: Case, *, by: User, at: datetime = NOW, number: int | None = None, **given: Any
) -> RiskAssessment:
    """A risk assessment of a case, the next one unless told otherwise."""
    number = number or case.risk_assessments.count() + 1
    given = {"suggested": "medium", **risk_words(**given)}
    return RiskAssessment.objects.create(case=case, number=number, made_at=at, made_by=by, **given)


def screened(**given: Any) -> dict[str, Any]:
    """A screening as its writer gives it: nothing further, no abuse."""
    return {
        "outcome": "nothing",
        "abuse": "none",
        "earlier": "no",
        "grounds": "Talt med skolen",
        **given,
    }
