"""What of a case's safety every page of it shows, read by the query that reads the case."""

from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from beredskab.deadlines.models import Deadline
from cases.choices import Answer

# The task that opens the section on stays abroad where a sign of one was seen (R21).
STAY_TASK = "task-stay"


def of_page() -> dict[str, Any]:
    """Expressions for a query of cases: plan needed, at risk abroad, a missed moment."""
    needs = _model("SafetyPlanNeed").filter(case=OuterRef("pk")).order_by("-judged_at", "-pk")
    missed = _model("CheckIn").filter(case=OuterRef("pk")).late().order_by("due_at", "pk")
    return {
        "plan_needed": Subquery(needs.values("needed")[:1]),
        "has_plan": Exists(_model("SafetyPlan").filter(case=OuterRef("pk"))),
        "has_stay": Exists(_model("Stay").filter(case=OuterRef("pk"))),
        "at_risk_abroad": Exists(risky_stays().filter(case=OuterRef("pk"))),
        "asks_about_stay": Exists(stay_tasks().filter(subject_id=OuterRef("pk"))),
        "owes_report": Exists(report_tasks().filter(subject_id=OuterRef("pk"))),
        "missed_check_in": Subquery(missed.values("pk")[:1]),
    }


def newest_stays() -> "QuerySet[Any]":
    """The newest version of each case's stay abroad."""
    stays = _model("Stay")
    newer = stays.filter(case=OuterRef("case"), number__gt=OuterRef("number"))
    return stays.filter(~Exists(newer))


def risky_stays() -> "QuerySet[Any]":
    """The newest versions of stays that may be against the person's will, and aren't over."""
    suspected = Q(journey__in=[Answer.YES, Answer.UNKNOWN], is_off=False)
    return newest_stays().filter(suspected, came_back_on__isnull=True)


def going_stays() -> "QuerySet[Any]":
    """The newest versions of stays that don't come to nothing."""
    return newest_stays().filter(is_off=False)


def returns() -> "QuerySet[Any]":
    """The agreed returns of which nobody has said that they were kept or moved."""
    return _model("CheckIn").filter(kind="return", outcome__in=["", "missed"])


def stay_tasks() -> "QuerySet[Deadline]":
    """The tasks, open or done, that say that a sign of a stay abroad was seen in a case."""
    return _of_cases(STAY_TASK).filter(cancelled_at__isnull=True)


def report_tasks() -> "QuerySet[Deadline]":
    """The open tasks to report a journey."""
    return _of_cases("task-report_journey").open()


def _of_cases(kind: str) -> Any:
    case = apps.get_model("cases", "Case")
    return Deadline.objects.filter(content_type=ContentType.objects.get_for_model(case), kind=kind)


def _model(name: str) -> Any:
    return apps.get_model("cases", name)._default_manager
