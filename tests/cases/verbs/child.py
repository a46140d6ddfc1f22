"""Rows of a child's talk, measures, examination, plan and re-assessment."""

from datetime import timedelta

from cases import deadlines, kinds, workflow
from cases.models import Examination, Measure, PlannedChildTalk
from tests import factories
from tests.factories import NOW

from .table import EDITORS, Row, tie_of

SOON = NOW + timedelta(days=1)


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


def talk_planned(world, case):
    return PlannedChildTalk.objects.create(
        case=case, place="x", planned_for=SOON, planned_at=NOW, planned_by=world.adviser
    )


def to_reassess(world, case):
    """A concern that asks to be judged anew, with somebody who has never written."""
    tie = tie_of(world, case)
    new = factories.user("adviser_child", world.child_unit, username="ny")
    deadlines.add_task(tie, kinds.REASSESS, owner=new, due_on=NOW.date(), at=NOW)
    return tie


def somebody_new():
    return factories.User.objects.get(username="ny")


ROWS = {
    "plan_child_talk": Row(
        lambda case, _case, by: workflow.plan_child_talk(
            case, by=by, at=NOW, planned_for=SOON, place="x"
        ),
        EDITORS,
    ),
    "cancel_child_talk": Row(
        lambda planned, _case, by: workflow.cancel_child_talk(planned, by=by, at=NOW, reason="x"),
        EDITORS,
        ready=talk_planned,
    ),
    "record_child_talk": Row(
        lambda case, _case, by: workflow.record_child_talk(
            case, by=by, at=NOW, held_at=NOW, place="x", words="x", supporter_told="yes"
        ),
        EDITORS,
    ),
    "leave_out_child_talk": Row(
        lambda case, _case, by: workflow.leave_out_child_talk(
            case, by=by, at=NOW, ground="maturity", reason="x", other_way="x"
        ),
        EDITORS,
    ),
    "reassess": Row(
        lambda tie, _case, by: workflow.reassess(
            tie, by=by, at=NOW, with_=somebody_new(), conclusion="x"
        ),
        EDITORS,
        ready=to_reassess,
    ),
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
