"""Measures, examinations and plans of a child, as tests begin from them."""

from typing import Any

from beredskab.accounts.models import User
from cases import workflow
from cases.models import Case, ChildPlan, Examination, Measure
from tests.factories import NOW


def measure(case: Case, by: User, **known: Any) -> Measure:
    """Support with all that it asks for, unless told otherwise."""
    known = {
        "at": NOW,
        "kind": "support",
        "what": "Kontaktperson",
        "purpose": "Frihed til skole og venner",
        "expected_duration": "6 måneder",
        "custody_consent": "given",
        "party_told": "yes",
        "plan_needed": "no",
        "plan_reason": "Kort forløb",
        **known,
    }
    return workflow.record_measure(case, by=by, **known)


def examination(case: Case, by: User, **known: Any) -> Examination:
    """An examination that has begun."""
    return workflow.open_examination(case, by=by, **{"at": NOW, **known})


def plan(case: Case, by: User, **known: Any) -> ChildPlan:
    """The first version of a child's plan."""
    known = {"at": NOW, "seen": 0, "kind": "child", "goals": "Mål", "purpose": "Formål", **known}
    return workflow.write_plan(case, by=by, **known)
