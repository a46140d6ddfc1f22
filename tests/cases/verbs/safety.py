"""Rows of safety: plans, stays abroad, agreed moments."""

from datetime import timedelta

from cases import workflow
from cases.models import CheckIn
from tests.factories import NOW, safety

from .table import EDITORS, EVERY, Row

LATER = NOW + timedelta(hours=4)


def agreed(world, case):
    """An agreed moment, in a case that may be closed since."""
    return CheckIn.objects.create(
        case=case,
        kind=CheckIn.Kind.CHECK_IN,
        due_at=LATER,
        how="x",
        if_missed="x",
        agreed_at=NOW,
        agreed_by=world.adviser,
    )


ROWS = {
    "judge_safety_plan": Row(
        lambda case, _case, by: workflow.judge_safety_plan(
            case, by=by, at=NOW, needed=True, grounds="x"
        ),
        EDITORS,
    ),
    "write_safety_plan": Row(lambda case, _case, by: safety.plan(case, by), EDITORS),
    "write_stay": Row(lambda case, _case, by: safety.stay(case, by), EDITORS),
    "report_journey": Row(
        lambda case, _case, by: workflow.report_journey(
            case, by=by, at=NOW, to="us", reported_at=NOW, how="x"
        ),
        EDITORS,
        EVERY,
    ),
    "agree_check_in": Row(lambda case, _case, by: safety.check_in(case, by), EDITORS),
    "keep_check_in": Row(
        lambda found, _case, by: workflow.keep_check_in(found, by=by, at=NOW),
        EDITORS,
        EVERY,
        ready=agreed,
    ),
    "move_check_in": Row(
        lambda found, _case, by: workflow.move_check_in(
            found, by=by, at=NOW, due_at=LATER, note="x"
        ),
        EDITORS,
        ready=agreed,
    ),
    "miss_check_in": Row(
        lambda found, _case, by: workflow.miss_check_in(found, by=by, at=NOW),
        EDITORS,
        EVERY,
        ready=agreed,
    ),
    "record_seen": Row(
        lambda case, _case, by: workflow.record_seen(case, by=by, at=NOW, seen_at=NOW, how="x"),
        EDITORS,
        EVERY,
    ),
}
EXEMPT = {"note_missed": "the system's own step"}
