"""Rows of how a case ends, begins again, and is handled in Infohus."""

from beredskab.accounts import grants
from cases import workflow
from cases.models import CasePeriod, ClosingProposal
from cases.states import CaseStatus
from tests.factories import NOW

from .table import EDITORS, EVERY, LEADER, OPEN, Row

CLOSED = frozenset({CaseStatus.CLOSED})
COORDINATOR = frozenset({"coordinator"})


def proposal(world, case):
    """A proposal of the adviser's that waits for the leader."""
    return ClosingProposal.objects.create(
        case=case, outcome="helped", grounds="x", proposed_at=NOW, proposed_by=world.adviser
    )


def closed_well(world, case):
    """As it is when the case was not registered in error."""
    period = CasePeriod.objects.get(case=case)
    if period.closed_at:
        number = period.number + 1
        CasePeriod.objects.create(
            case=case,
            number=number,
            opened_at=NOW,
            closed_at=NOW,
            closed_by=world.adviser,
            reviewed_by=world.leader,
            outcome="helped",
            grounds="x",
        )
    return case


def before_the_coordinator(world, case):
    """Infohus is contacted, so that the coordinator sees the case."""
    grants.give(case, world.coordinator, by=world.adviser, at=NOW, reason="infohus")
    return case


ROWS = {
    # The gates of closing refuse everybody here; that they open is in test_closing.py.
    "propose_closing": Row(
        lambda case, _case, by: workflow.propose_closing(
            case, by=by, at=NOW, outcome="helped", grounds="x"
        ),
        EDITORS,
        frozenset(),
    ),
    "sign_closing": Row(
        lambda found, _case, by: workflow.sign_closing(found, by=by, at=NOW),
        LEADER,
        frozenset(),
        proposal,
    ),
    "return_closing": Row(
        lambda found, _case, by: workflow.return_closing(found, by=by, at=NOW, remark="x"),
        LEADER,
        OPEN,
        proposal,
    ),
    "reopen": Row(
        lambda case, _case, by: workflow.reopen(case, by=by, at=NOW, reason="x"),
        EDITORS,
        CLOSED,
        closed_well,
    ),
    "contact_infohus": Row(
        lambda case, _case, by: workflow.contact_infohus(case, by=by, at=NOW), EDITORS
    ),
    "handle_infohus": Row(
        lambda case, _case, by: workflow.handle_infohus(case, by=by, at=NOW, decision="discussed"),
        COORDINATOR,
        ready=before_the_coordinator,
    ),
    "note_convened": Row(
        lambda case, _case, by: workflow.note_convened(case, by=by, at=NOW),
        COORDINATOR,
        ready=before_the_coordinator,
    ),
    # A meeting may be held though its case was closed meanwhile.
    "note_held": Row(
        lambda case, _case, by: workflow.note_held(case, by=by, at=NOW, held_at=NOW),
        COORDINATOR,
        EVERY,
        ready=before_the_coordinator,
    ),
}
