"""Two act at the same moment on one case: one wins, the other is told and loses nothing."""

from datetime import timedelta
from functools import partial

import pytest

from beredskab.accounts.roles import Role
from beredskab.deadlines.models import Deadline
from cases import kinds, workflow
from cases.models import (
    AcuteCall,
    Addition,
    Case,
    Concern,
    Confirmation,
    DutyPeriod,
    Measure,
    Orientation,
)
from cases.states import CaseStatus, ConcernStatus, WrongState
from cases.workflow.assignment import TakenAlready
from cases.workflow.closure import NotReady
from tests import factories
from tests.factories import NOW, closing, judge
from tests.racing import at_once_on, fresh, types_of

pytestmark = pytest.mark.django_db(transaction=True)
SOON = NOW + timedelta(hours=1)


def second_leader(world):
    return factories.user(Role.LEADER, world.child_unit)


def require_whole_chain(case):
    """Exactly one has the duty to act, and no minute is without it."""
    links = list(DutyPeriod.objects.chain_of(case))
    assert [link.ended_at for link in links[:-1]] == [link.began_at for link in links[1:]]
    assert links[-1].ended_at is None
    assert links[-1].holder == fresh(case).holder


# -- Who has the case -----------------------------------------------------------------------------
def test_of_two_who_take_a_case_one_has_it(world):
    case = factories.case(world)
    outcomes = at_once_on(
        case,
        partial(workflow.take, fresh(case), by=world.adviser, at=SOON),
        partial(workflow.take, fresh(case), by=world.colleague, at=SOON),
    )
    assert types_of(outcomes) == {Case, TakenAlready}
    winner = next(one for one in outcomes if isinstance(one, Case))
    assert fresh(case).handler_id == winner.handler_id
    require_whole_chain(case)


@pytest.mark.rule("R35")
def test_of_two_hand_overs_at_once_the_chain_has_no_gap(world):
    case, other = factories.case(world), factories.unit()
    factories.user(Role.ADVISER_CHILD, other)
    workflow.assign(case, by=world.leader, at=NOW, to=world.colleague)
    outcomes = at_once_on(
        case,
        partial(workflow.accept, fresh(case), by=world.colleague, at=SOON),
        partial(workflow.move_to_unit, fresh(case), by=world.leader, at=NOW, unit=other),
    )
    assert Case in types_of(outcomes)
    require_whole_chain(case)
    assert fresh(case).unit == other
    assert fresh(case).offered_to is None


@pytest.mark.rule("R35")
def test_who_accepts_and_who_takes_do_not_both_have_it(world):
    case = factories.case(world)
    workflow.assign(case, by=world.leader, at=NOW, to=world.colleague)
    outcomes = at_once_on(
        case,
        partial(workflow.accept, fresh(case), by=world.colleague, at=SOON),
        partial(workflow.take, fresh(case), by=world.adviser, at=SOON),
    )
    won = [one for one in outcomes if isinstance(one, Case)]
    assert len(won) == 1
    assert fresh(case).handler_id == fresh(case).holder_id == won[0].handler_id
    require_whole_chain(case)


# -- Two signatures -------------------------------------------------------------------------------
def _judged(world, case):
    given = {"threatened": "no", "act_now": "no", "examination": "no", "grounds": "Rolig"}
    return workflow.judge(case, by=world.adviser, at=NOW, seen=0, **given)


def _risk(world, case):
    return workflow.assess_risk(case, by=world.adviser, at=NOW, seen=0, **judge.risk_words())


@pytest.mark.parametrize(
    ("sign", "prepare"),
    [(workflow.countersign_judgement, _judged), (workflow.countersign_risk, _risk)],
)
def test_of_two_leaders_who_countersign_one_does(world, sign, prepare):
    case, other = factories.case(world), second_leader(world)
    signed = prepare(world, case)
    outcomes = at_once_on(
        case,
        partial(sign, fresh(signed), by=world.leader, at=SOON, remark="Enig"),
        partial(sign, fresh(signed), by=other, at=SOON, remark="Også enig"),
    )
    assert types_of(outcomes) == {type(signed), WrongState}
    winner = next(one for one in outcomes if not isinstance(one, WrongState))
    assert fresh(signed).countersigned_by_id == winner.countersigned_by_id
    assert fresh(signed).countersign_remark == winner.countersign_remark


def _return(proposal, **said):
    return workflow.return_closing(proposal, remark="Mangler sikkerhedsplan", **said)


@pytest.mark.parametrize("other", [workflow.sign_closing, _return])
def test_of_two_leaders_one_answers_a_proposal_to_close(world, other):
    with closing.own_gates():
        proposal, leader = closing.proposed(world), second_leader(world)
        outcomes = at_once_on(
            proposal.case,
            partial(workflow.sign_closing, fresh(proposal), by=world.leader, at=SOON),
            partial(other, fresh(proposal), by=leader, at=SOON),
        )
    assert types_of(outcomes) == {Case, WrongState}
    winner = next(one for one in outcomes if isinstance(one, Case))
    assert fresh(proposal.case).status == winner.status
    periods = proposal.case.periods.filter(closed_at__isnull=False).count()
    assert periods == (1 if winner.status == CaseStatus.CLOSED else 0)


def test_of_two_who_propose_to_close_one_does(world):
    with closing.own_gates():
        case = closing.ready(world)
        ends = {"at": SOON, "outcome": "helped", "grounds": "Hun er i trivsel"}
        outcomes = at_once_on(
            case,
            partial(workflow.propose_closing, fresh(case), by=world.adviser, **ends),
            partial(workflow.propose_closing, fresh(case), by=world.colleague, **ends),
        )
    assert WrongState in types_of(outcomes)
    assert case.closings.count() == 1


# -- While it is being closed ---------------------------------------------------------------------
def test_what_becomes_acute_while_it_is_closed_is_never_lost(world):
    """Either the case is closed and she is told, or it is acute and stays open."""
    with closing.own_gates():
        proposal = closing.proposed(world)
        case = proposal.case
        outcomes = at_once_on(
            case,
            partial(
                workflow.begin_acute, fresh(case), by=world.adviser, at=SOON, triggers=["violence"]
            ),
            partial(workflow.sign_closing, fresh(proposal), by=world.leader, at=SOON),
        )
    refusals = types_of(outcomes) & {WrongState, NotReady}
    assert len(refusals) == 1
    case = fresh(case)
    assert case.acute == (case.status != CaseStatus.CLOSED)
    assert Deadline.objects.of(case).open().filter(kind=kinds.POLICE).exists() == case.acute


def test_a_placement_while_it_is_closed_is_never_lost(world):
    with closing.own_gates("examination"):
        proposal = closing.proposed(world)
        case = proposal.case
        place = partial(workflow.decide_by_phone, by=world.adviser, at=SOON, kind="placement")
        outcomes = at_once_on(
            case,
            partial(place, fresh(case)),
            partial(workflow.sign_closing, fresh(proposal), by=world.leader, at=SOON),
        )
    refusals = types_of(outcomes) & {WrongState, NotReady}
    assert len(refusals) == 1
    assert Measure.objects.exists() == (fresh(case).status != CaseStatus.CLOSED)


def test_an_acute_end_and_a_new_mark_leave_one_truth(world):
    case = factories.case(world)
    workflow.begin_acute(case, by=world.adviser, at=NOW, triggers=["violence"])
    at_once_on(
        case,
        partial(workflow.end_acute, fresh(case), by=world.adviser, at=SOON, grounds="Rolig nu"),
        partial(
            workflow.begin_acute, fresh(case), by=world.colleague, at=SOON, triggers=["violence"]
        ),
    )
    owed = Deadline.objects.of(case).open().filter(kind=kinds.POLICE)
    assert owed.count() == int(fresh(case).acute)


# -- Concerns that come in ------------------------------------------------------------------------
KNOWN = {"persons": [factories.person(cpr="1204121234", born_on="2012-04-12")]}


@pytest.fixture
def proposal(world):
    """A case of a known person that awaits the second signature to be closed."""
    with closing.own_gates():
        yield closing.proposed(world, closing.ready(world, **KNOWN))


def test_a_concern_that_comes_while_the_case_is_closed_is_in_an_open_case(world, proposal):
    outcomes = at_once_on(
        proposal.case,
        partial(workflow.sign_closing, fresh(proposal), by=world.leader, at=SOON),
        partial(factories.concern, world.professional, at=SOON, **KNOWN),
    )
    assert Concern in types_of(outcomes)
    case = Concern.objects.latest("pk").case_ties.get().case
    assert case.status != CaseStatus.CLOSED
    require_whole_chain(case)
    assert Deadline.objects.filter(kind=kinds.ASSESSMENT).open().count() == 1


def test_a_notification_on_a_case_that_is_closed_is_refused_or_keeps_it_open(world, proposal):
    case = proposal.case
    outcomes = at_once_on(
        case,
        partial(workflow.sign_closing, fresh(proposal), by=world.leader, at=SOON),
        partial(factories.received, world.colleague, at=SOON, into=fresh(case)),
    )
    assert len(types_of(outcomes) & {WrongState, NotReady}) == 1
    ties = fresh(case).concern_ties.count()
    assert ties == (1 if fresh(case).status == CaseStatus.CLOSED else 2)


def test_two_who_answer_one_concern_from_two_cases_do_not_wait_for_each_other(world):
    concern = factories.received(
        world.adviser,
        answers={"persons": [factories.person(), factories.person(stated_age=9)]},
        source="school",
        notifier_kind="professional",
    )
    first, second = (tie.case for tie in concern.case_ties.order_by("case_id"))
    outcomes = at_once_on(
        first,
        partial(
            workflow.confirm,
            fresh(concern),
            case=fresh(first),
            by=world.adviser,
            at=SOON,
            ending="orally",
        ),
        partial(
            workflow.give_orientation,
            fresh(concern),
            case=fresh(second),
            by=world.colleague,
            at=SOON,
            started="yes",
        ),
    )
    assert types_of(outcomes) == {Confirmation, Orientation}


def test_what_a_reporter_adds_and_does_at_once_is_all_kept(world):
    concern = factories.concern(world.professional)
    case = concern.case_ties.get().case
    by = world.professional
    outcomes = at_once_on(
        case,
        partial(workflow.record_call, fresh(concern), by=by, at=SOON, to="112", called_at=NOW),
        partial(workflow.add_information, fresh(concern), by=by, at=SOON, text="Hun er hjemme nu"),
    )
    assert types_of(outcomes) == {AcuteCall, Addition}
    assert fresh(case).acute


def test_a_concern_ends_with_the_last_of_its_cases(world):
    concern = factories.concern(
        world.professional, persons=[factories.person(), factories.person(stated_age=9)]
    )
    first, second = (tie.case for tie in concern.case_ties.order_by("case_id"))
    close = partial(workflow.close_in_error, by=world.leader, at=SOON, reason="Dublet")
    outcomes = at_once_on(
        (first, second), partial(close, fresh(first)), partial(close, fresh(second))
    )
    assert types_of(outcomes) == {Case}
    assert fresh(concern).status == ConcernStatus.IN_ERROR
