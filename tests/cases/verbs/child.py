"""Rows of a child's measures, examination and plan."""

from cases import workflow
from cases.models import Examination, Measure
from tests.factories import NOW

from .table import EDITORS, Row


def measure_of(world, case):
    return Measure.objects.create(
        case=case,
        kind="support",
        decided_at=NOW,
        decided_by="x",
        recorded_at=NOW,
        recorded_by=world.adviser,
    )


def examination_of(world, case):
    return Examination.objects.create(
        case=case, aware_at=NOW, due_at=NOW, opened_at=NOW, opened_by=world.adviser
    )


def sibling_to_judge(world, case):
    child = case.persons.create(added_at=NOW)
    child.roles.create(role="other_child")
    return examination_of(world, case)


ROWS = {
    "record_measure": Row(
        lambda case, _case, by: workflow.record_measure(case, by=by, at=NOW, kind="support"),
        EDITORS,
    ),
    "complete_measure": Row(
        lambda made, _case, by: workflow.complete_measure(made, by=by, at=NOW, what="x"),
        EDITORS,
        ready=measure_of,
    ),
    "end_measure": Row(
        lambda made, _case, by: workflow.end_measure(
            made, by=by, at=NOW, ended_on=NOW.date(), reason="x"
        ),
        EDITORS,
        ready=measure_of,
    ),
    "open_examination": Row(
        lambda case, _case, by: workflow.open_examination(case, by=by, at=NOW), EDITORS
    ),
    "conclude_examination": Row(
        lambda made, _case, by: workflow.conclude_examination(made, by=by, at=NOW, conclusion="x"),
        EDITORS,
        ready=examination_of,
    ),
    "write_preliminary": Row(
        lambda made, _case, by: workflow.write_preliminary(made, by=by, at=NOW, text="x"),
        EDITORS,
        ready=examination_of,
    ),
    "assess_sibling": Row(
        lambda made, case, by: workflow.assess_sibling(
            made,
            child=case.persons.get(roles__role="other_child"),
            by=by,
            at=NOW,
            needed="no",
            grounds="x",
        ),
        EDITORS,
        ready=sibling_to_judge,
    ),
    "write_plan": Row(
        lambda case, _case, by: workflow.write_plan(
            case, by=by, at=NOW, seen=0, kind="child", goals="x", purpose="x"
        ),
        EDITORS,
    ),
}
