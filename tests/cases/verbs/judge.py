"""Rows of what the authority judges: risk, screening, judgement with the leader."""

from cases import workflow
from cases.models import Judgement
from tests.factories import NOW
from tests.factories.judge import risk_row, risk_words

from .table import ADVISERS, LEADER, Row


def judgement(world, case):
    return Judgement.objects.create(
        case=case, number=1, made_at=NOW, made_by=world.adviser, threatened="no", act_now="no"
    )


def risk(world, case):
    """The next risk assessment of the case, signed by the adviser alone."""
    return risk_row(case, by=world.adviser)


ROWS = {
    "assess_risk": Row(
        lambda case, _case, by: workflow.assess_risk(
            case, by=by, at=NOW, seen=case.risk_assessments.count(), **risk_words()
        ),
        ADVISERS,
    ),
    "countersign_risk": Row(
        lambda signed, _case, by: workflow.countersign_risk(signed, by=by, at=NOW),
        LEADER,
        ready=risk,
    ),
    "screen": Row(
        lambda case, _case, by: workflow.screen(
            case,
            by=by,
            at=NOW,
            seen=case.screenings.count(),
            outcome="nothing",
            abuse="none",
            earlier="no",
            grounds="x",
        ),
        ADVISERS,
    ),
    "judge": Row(
        lambda case, _case, by: workflow.judge(
            case, by=by, at=NOW, seen=0, threatened="yes", act_now="no"
        ),
        ADVISERS,
    ),
    "countersign_judgement": Row(
        lambda signed, _case, by: workflow.countersign_judgement(signed, by=by, at=NOW),
        LEADER,
        ready=judgement,
    ),
}
