"""A professional judges her own concern about an adult."""

import pytest
from django.core.exceptions import PermissionDenied

from beredskab.notices.models import Notice
from cases import workflow
from cases.models import Case, Concern, ConcernJudgement
from cases.states import WrongState
from cases.workflow.judgement import AboutAChild, Unjudged
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db
ADULT = [factories.person(stated_age=24)]
NEEDS = {"needs_risk_assessment": "yes", "needs_safety_plan": "unknown", "needs_partners": "no"}


def clarifying(world, **given):
    draft = factories.draft(world.professional, persons=ADULT, **given)
    return workflow.clarify_first(draft, by=world.professional, at=NOW)


def judge(concern, by, threatened="no", act_now="no", **given):
    return workflow.judge_concern(
        concern, by=by, at=NOW, threatened=threatened, act_now=act_now, **given
    )


@pytest.mark.rule("R66", "R67")
def test_what_is_not_acute_wants_the_three_answers(world):
    concern = clarifying(world)
    with pytest.raises(Unjudged):
        judge(concern, world.professional)
    with pytest.raises(Unjudged):
        judge(concern, world.professional, **{**NEEDS, "needs_partners": ""})
    made = judge(concern, world.professional, **NEEDS)
    assert not made.is_acute


@pytest.mark.rule("R67")
def test_no_consultation_need_come_before(world):
    concern = clarifying(world)
    assert not concern.consultations.exists()
    assert judge(concern, world.professional, **NEEDS)


@pytest.mark.rule("R66")
@pytest.mark.parametrize(
    ("threatened", "act_now"), [("yes", "no"), ("unknown", "no"), ("no", "yes"), ("no", "unknown")]
)
def test_not_knowing_is_acute_and_then_nothing_more_is_asked(world, threatened, act_now):
    made = judge(clarifying(world), world.professional, threatened, act_now)
    assert made.is_acute


def test_it_reaches_the_case_of_a_sent_concern_at_once(world):
    concern = factories.concern(world.professional, persons=ADULT)
    case = Case.objects.from_concern(concern).get()
    assert not case.acute
    judge(concern, world.professional, "yes", "yes")
    case.refresh_from_db()
    assert case.acute
    found = Notice.objects.filter(recipient=world.adult_adviser, kind="case_found_acute")
    assert found.get().urgent


def test_what_was_judged_acute_opens_an_acute_case(world):
    concern = clarifying(world)
    judge(concern, world.professional, "unknown", "no")
    workflow.send(Concern.objects.get(pk=concern.pk), by=world.professional, at=NOW)
    assert Case.objects.from_concern(concern).get().acute


def test_a_child_is_notified_of_instead(world):
    concern = factories.concern(world.professional)
    with pytest.raises(AboutAChild):
        judge(concern, world.professional, **NEEDS)


def test_only_who_wrote_it_judges_it_and_no_draft(world):
    with pytest.raises(PermissionDenied):
        judge(clarifying(world), world.adult_adviser, **NEEDS)
    with pytest.raises(WrongState):
        judge(factories.draft(world.professional, persons=ADULT), world.professional, **NEEDS)


def test_every_judgement_stays(world):
    concern = clarifying(world)
    judge(concern, world.professional, **NEEDS)
    judge(concern, world.professional, "yes", "no")
    assert ConcernJudgement.objects.filter(concern=concern).count() == 2
