"""Rows of cases that belong together."""

from cases import workflow
from cases.models import Case
from cases.states import CaseStatus
from tests import factories
from tests.factories import NOW

from .table import EDITORS, Row

FRESH = frozenset({CaseStatus.RECEIVED, CaseStatus.ASSESSED})


def with_another(world, case):
    """Another open case of the same age; the table hands on the first."""
    factories.case(world)
    return case


def other_than(case):
    return Case.objects.exclude(pk=case.pk).order_by("-pk")[0]


ROWS = {
    "join_case": Row(
        lambda case, _case, by: workflow.join_case(case, into=other_than(case), by=by, at=NOW),
        EDITORS,
        FRESH,
        with_another,
    ),
    "link_cases": Row(
        lambda case, _case, by: workflow.link_cases(
            case, other=other_than(case), by=by, at=NOW, kind="sibling"
        ),
        EDITORS,
        ready=with_another,
    ),
}
