"""Measures, examinations and plans of a child, as tests begin from them."""

from datetime import timedelta
from typing import Any

from beredskab.accounts.models import User
from cases import workflow
from cases.models import Case, ChildPlan, ChildTalk, Examination, Measure, PlannedChildTalk
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


def planned_talk(case: Case, by: User, **known: Any) -> PlannedChildTalk:
    """A talk with the child that is planned for tomorrow."""
    known = {"at": NOW, "planned_for": NOW + timedelta(days=1), "place": "Skolen", **known}
    return workflow.plan_child_talk(case, by=by, **known)


def held_talk(case: Case, by: User, **known: Any) -> ChildTalk:
    """A talk with the child that was held just now."""
    known = {
        "at": NOW,
        "held_at": NOW,
        "place": "Skolen",
        "words": "Vil gerne gå til svømning",
        "supporter_told": "yes",
        **known,
    }
    return workflow.record_child_talk(case, by=by, **known)
