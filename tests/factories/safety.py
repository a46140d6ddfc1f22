"""Plans, stays abroad and agreed moments, made through the workflows."""

from datetime import date, datetime, timedelta
from typing import Any

from beredskab.accounts.models import User
from cases import workflow
from cases.models import Case, CheckIn, SafetyPlan, Stay
from tests.factories import NOW

DEPARTURE = date(2026, 12, 1)


def plan_parts(**given: Any) -> dict[str, Any]:
    """What a plan says."""
    return {
        "steps": "Gå ud af bagdøren\nTag bussen til byen\nRing fra biblioteket",
        "contacts_day": "Skolens kontor",
        "contacts_night": "Døgnvagten, 112 ved fare",
        "code_word": "blåbær",
        "no_return": "Rådgiveren ringer til politiet",
        "review_on": date(2026, 12, 15),
        **given,
    }


def plan(case: Case, by: User, *, at: datetime = NOW, seen: int = 0, **given: Any) -> SafetyPlan:
    """A safety plan."""
    return workflow.write_safety_plan(case, by=by, at=at, seen=seen, **plan_parts(**given))


def stay_facts(**given: Any) -> dict[str, Any]:
    """What is known of a feared re-education journey of a child with a residence permit."""
    return {
        "journey": "yes",
        "departure_on": DEPARTURE,
        "return_on": None,
        "country": "Ukendt",
        "permit": "temporary",
        "permit_words": "Familiesammenføring",
        "passport": "Hos faren",
        **given,
    }


def stay(case: Case, by: User, *, at: datetime = NOW, seen: int = 0, **given: Any) -> Stay:
    """What is known of a stay abroad."""
    return workflow.write_stay(case, by=by, at=at, seen=seen, **stay_facts(**given))


def check_in(case: Case, by: User, *, at: datetime = NOW, **given: Any) -> CheckIn:
    """An agreed sign of life two hours from now."""
    agreed = {
        "kind": "check_in",
        "due_at": at + timedelta(hours=2),
        "how": "Hun skriver i skolens system",
        "with_whom": "Klasselæreren",
        "if_missed": "Klasselæreren ringer til rådgiveren",
        **given,
    }
    return workflow.agree_check_in(case, by=by, at=at, **agreed)
