"""Two write the same version of something at once: one does, the other sees both texts."""

from functools import partial

import pytest

from beredskab.accounts.roles import Role
from cases import workflow
from cases.models import (
    ActionPlan,
    ChildPlan,
    Judgement,
    NoteVersion,
    RiskAssessment,
    SafeContact,
    SafetyPlan,
    Screening,
    Stay,
)
from cases.workflow.versions import Changed
from tests import factories
from tests.factories import NOW, adult, child, judge, safety, talks
from tests.racing import at_once_on, fresh, types_of

pytestmark = pytest.mark.django_db(transaction=True)


def _screen(case, by, **given):
    return workflow.screen(case, by=by, at=NOW, **judge.screened(**given))


def _assess_risk(case, by, **given):
    return workflow.assess_risk(case, by=by, at=NOW, **judge.risk_words(**given))


def _judge(case, by, **given):
    answers = {"threatened": "no", "act_now": "no", "examination": "no", **given}
    return workflow.judge(case, by=by, at=NOW, **answers)


def _safe_contact(case, by, **given):
    return workflow.write_safe_contact(case, by=by, at=NOW, **given)


VERSIONS = [
    pytest.param(SafetyPlan, safety.plan, "steps", id="safety-plan"),
    pytest.param(RiskAssessment, _assess_risk, "grounds", id="risk"),
    pytest.param(Stay, safety.stay, "country", id="stay"),
    pytest.param(Judgement, _judge, "grounds", id="judgement"),
    pytest.param(Screening, _screen, "grounds", id="screening"),
    pytest.param(SafeContact, _safe_contact, "hours", id="safe-contact"),
    pytest.param(ChildPlan, child.plan, "goals", id="child-plan"),
]


def require_one_version(model, outcomes, field, numbers):
    """One is written; the other is told what stands there now, and by whom."""
    assert types_of(outcomes) == {model, Changed}
    written = next(one for one in outcomes if isinstance(one, model))
    refusal = next(one for one in outcomes if isinstance(one, Changed))
    assert refusal.newest.made_by == written.made_by
    assert getattr(refusal.newest, field) == getattr(written, field)
    found = model.objects.order_by("number")
    assert list(found.values_list("number", flat=True)) == numbers
    assert found.last().made_by == written.made_by


@pytest.mark.parametrize(("model", "write", "field"), VERSIONS)
def test_of_two_who_write_the_same_version_one_does(world, model, write, field):
    case = factories.case(world)
    write(case, world.adviser, seen=0, **{field: "Først"})
    outcomes = at_once_on(
        case,
        partial(write, fresh(case), world.adviser, seen=1, **{field: "Den enes"}),
        partial(write, fresh(case), world.colleague, seen=1, **{field: "Den andens"}),
    )
    require_one_version(model, outcomes, field, [1, 2])


def test_of_two_who_write_the_first_action_plan_one_does(world):
    case = adult.adult_case(world)
    other = factories.user(Role.ADVISER_ADULT, world.adult_unit)
    write = partial(
        workflow.write_action_plan, at=NOW, seen=0, risk="Trusler", participation="together"
    )
    outcomes = at_once_on(
        case,
        partial(write, fresh(case), by=world.adult_adviser, purpose="Den enes"),
        partial(write, fresh(case), by=other, purpose="Den andens"),
    )
    require_one_version(ActionPlan, outcomes, "purpose", [1])


def test_of_two_who_correct_a_note_one_does(world):
    case = factories.case(world)
    note = talks.note(case, world.adviser).note
    said = {
        "at": NOW,
        "seen": 1,
        "happened_on": NOW.date(),
        "kind": "phone",
        "witnessed": "told",
        "source": "Klasselæreren",
        "theme": "Fravær",
    }
    outcomes = at_once_on(
        case,
        partial(workflow.correct_note, fresh(note), by=world.adviser, text="Den enes", **said),
        partial(workflow.correct_note, fresh(note), by=world.colleague, text="Den andens", **said),
    )
    require_one_version(NoteVersion, outcomes, "text", [1, 2])
