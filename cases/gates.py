"""What must be there before a case can be closed; one of the few places where order is a gate."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from beredskab.deadlines.models import Deadline
from beredskab.municipality.models import Municipality
from cases import child_talks, children, deadlines, handlings, kinds, screenings
from cases.models import Case, Examination, SafetyPlan, SafetyPlanNeed


@dataclass(frozen=True)
class Gate:
    """Something that closing waits for: what it is called, where it is done, whether it is.

    `is_passed` asks at most one query. `url_name` takes the reference of the case.
    """

    key: str
    label: str | Promise
    url_name: str
    is_passed: Callable[[Case], bool]


def _has_offered_advice(case: Case) -> bool:
    """Of an adult: that she was offered advice, or why that was not safe (R74)."""
    return case.is_minor or case.advice_offers.filter(person=case.exposed).exists()


def _has_safety_plan(case: Case) -> bool:
    """Whether a plan was found not to be needed, or is written (R42)."""
    written = Exists(SafetyPlan.objects.filter(case=OuterRef("case")))
    needs = SafetyPlanNeed.objects.filter(case=case).annotate(written=written)
    newest = needs.order_by("-judged_at", "-pk").values_list("needed", "written").first()
    return newest is not None and (not newest[0] or newest[1])


def _has_reported(case: Case) -> bool:
    """Whether no child's journey is still to be reported (LR15)."""
    return not deadlines.is_open(case, kinds.REPORT_JOURNEY)


def _is_assessed(case: Case) -> bool:
    return not case.awaits_assessment


def _is_answered(case: Case) -> bool:
    answers = [kinds.CONFIRMATION, kinds.ORIENTATION]
    return not Deadline.objects.filter(deadlines.about(case), kind__in=answers).open().exists()


def _is_handled_in_infohus(case: Case) -> bool:
    """Whether the case was really taken up there, or left out with a reason (R75, R81)."""
    if not Municipality.objects.current().has_infohus:
        return True
    return handlings.is_settled(case)


GATES: tuple[Gate, ...] = (
    Gate(
        "acute",
        _("The case is not acute any more"),
        "case_acute_end",
        lambda case: not case.acute,
    ),
    Gate(
        "screening",
        _("Screening under § 18 after the last notification"),
        "case_screen",
        lambda case: not screenings.is_owed(case),
    ),
    Gate("advice", _("Advice and guidance offered"), "case_advice", _has_offered_advice),
    Gate("safety_plan", _("The need for a safety plan"), "case_safety_need", _has_safety_plan),
    Gate(
        "journey_report",
        _("The report of the journey"),
        "case_journey_report",
        _has_reported,
    ),
    Gate(
        "child_talk",
        _("The talk with the child is held, or left out with a reason"),
        "case_child_talk",
        child_talks.is_settled,
    ),
    Gate(
        "examination",
        _("The examination (§ 20) is finished"),
        "case_examination_conclude",
        lambda case: not Examination.objects.of_case(case).open().exists(),
    ),
    Gate("children", _("A line for each other child"), "case_safety", children.are_considered),
    Gate("assessment", _("24-hour assessment of each concern"), "case_detail", _is_assessed),
    Gate("answers", _("Confirmation and orientation"), "case_detail", _is_answered),
    Gate(
        "infohus",
        _("Discussed in Infohus, or the coordinator's reason why not"),
        "case_assessments",
        _is_handled_in_infohus,
    ),
)


def missing(case: Case) -> list[Gate]:
    """What closing the case still waits for, in the order in which it is usually done."""
    return [gate for gate in GATES if not gate.is_passed(case)]
