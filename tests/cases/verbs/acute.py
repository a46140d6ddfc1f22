"""Rows of the acute way: what happened is recorded in every status."""

from cases import workflow
from cases.models import Case, OutsideAssessment
from tests.factories import NOW

from .table import EDITORS, EVERY, Row


def acute_case(world, case):
    Case.objects.filter(pk=case.pk).update(acute=True)
    return case


def asked(world, case):
    return OutsideAssessment.objects.create(
        case=case, assessor="police", asked_at=NOW, asked_by=world.adviser
    )


ROWS = {
    "begin_acute": Row(
        lambda case, _case, by: workflow.begin_acute(case, by=by, at=NOW, triggers=["violence"]),
        EDITORS,
    ),
    "end_acute": Row(
        lambda case, _case, by: workflow.end_acute(case, by=by, at=NOW, grounds="x"),
        EDITORS,
        EVERY,
        ready=acute_case,
    ),
    "record_call": Row(
        lambda case, _case, by: workflow.record_call(case, by=by, at=NOW, to="114", called_at=NOW),
        EDITORS,
        EVERY,
    ),
    "hand_over_to_police": Row(
        lambda case, _case, by: workflow.hand_over_to_police(
            case, by=by, at=NOW, police_unit="x", journal_number="1", accepted_at=NOW
        ),
        EDITORS,
        EVERY,
    ),
    "decide_by_phone": Row(
        lambda case, _case, by: workflow.decide_by_phone(case, by=by, at=NOW, kind="safe_stay"),
        EDITORS,
    ),
    "ask_outside": Row(
        lambda case, _case, by: workflow.ask_outside(
            case, by=by, at=NOW, assessor="viso", asked_at=NOW
        ),
        EDITORS,
    ),
    "answer_outside": Row(
        lambda made, _case, by: workflow.answer_outside(
            made, by=by, at=NOW, received_at=NOW, result="x"
        ),
        EDITORS,
        EVERY,
        ready=asked,
    ),
}
