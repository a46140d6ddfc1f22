"""What the four cards say."""

import pytest
import yaml

from actioncards.choices import Action
from beredskab.content import checks, loading
from tests.content.cards import (
    ADULT_AUTHORITY,
    ADULT_PROFESSIONAL,
    ADULTS,
    CARDS,
    CHILD_AUTHORITY,
    CHILD_PROFESSIONAL,
    CHILDREN,
    PACKS,
    PROFESSIONALS,
    card,
    keys,
    step,
)

pytestmark = pytest.mark.django_db


def texts(found):
    yield from (found.title, found.summary, found.acute_when, *found.must_not)
    for one in (*found.steps, *found.acute_steps):
        yield from (one.heading, one.text, one.law)


def words(text):
    return len(text.split())


@pytest.mark.parametrize("slug", CARDS)
@pytest.mark.rule("R39", "R40")
def test_every_card_forbids_to_talk_to_the_family_and_to_write_to_the_exposed(slug):
    first, second, *_rest = card("aalborg", slug).must_not
    assert first.startswith("Tal ikke med familie eller venner")
    assert "farligt" in first
    assert second.startswith("Send ikke brev, sms, mail")


@pytest.mark.parametrize("slug", CARDS)
@pytest.mark.rule("R33")
def test_no_concern_is_gone_through_with_the_family(slug):
    third = card("aalborg", slug).must_not[2]
    assert "gennemgå" in third.lower()
    assert "forældre" in third


def test_the_parents_are_not_told_of_the_talk_with_the_child():
    found = card("aalborg", CHILD_AUTHORITY)
    assert "Fortæl ikke forældrene, at I taler med barnet." in found.must_not
    assert "uden at de får det at vide" in step(found, "child-talk").text


def test_the_talk_with_the_child_needs_no_consent():
    text = step(card("aalborg", CHILD_PROFESSIONAL), "support-child").text
    assert "uden at forældrene siger ja" in text


@pytest.mark.parametrize("slug", PROFESSIONALS)
def test_a_professional_has_the_duty_until_the_police_have_taken_over(slug):
    found = card("aalborg", slug)
    assert "Du har handlepligten." in found.summary
    assert "til politiet har taget over" in step(found, "keep-duty").text


def test_the_adviser_of_an_adult_keeps_the_duty_also_when_the_police_assess():
    text = step(card("aalborg", ADULT_AUTHORITY), "keep-duty").text
    assert "Du har handlepligten, også når politiet vurderer risikoen" in text


def test_the_childrens_cards_name_both_limits():
    told = step(card("aalborg", CHILD_PROFESSIONAL), "await-answer").text
    assert "inden 24 timer" in told
    assert "inden 6 hverdage" in told
    assert "særlige forhold" in told.replace("\n", " ")
    found = card("aalborg", CHILD_AUTHORITY)
    assert step(found, "assess").action == Action.ASSESS
    assert "24 timer" in step(found, "assess").heading
    assert step(found, "answer").action == Action.ANSWER
    assert "6 hverdage" in step(found, "answer").heading


@pytest.mark.rule("LR11")
def test_the_authority_tells_a_professional_whether_something_is_started_and_no_more():
    told = " ".join(step(card("aalborg", CHILD_AUTHORITY), "answer").text.split())
    assert "Fortæl en fagperson, om der er sat noget i gang, medmindre" in told


@pytest.mark.parametrize("slug", CARDS)
def test_every_card_asks_for_other_children_a_safety_plan_and_partners(slug):
    actions = {one.action for one in card("aalborg", slug).steps}
    assert {Action.SIBLINGS, Action.SAFETY_PLAN, Action.PARTNERS} <= actions


@pytest.mark.parametrize("slug", CHILDREN)
@pytest.mark.rule("R44")
def test_with_a_child_it_is_acute_before_a_reeducation_journey_and_violence(slug):
    found = card("aalborg", slug)
    assert "genopdragelsesrejse" in found.acute_when
    assert "overgreb begrundet med ære" in found.acute_when
    assert found.acute_steps[0].action == Action.POLICE


@pytest.mark.parametrize("slug", ADULTS)
@pytest.mark.rule("R45")
def test_with_an_adult_it_is_acute_before_an_involuntary_stay_and_violence(slug):
    found = card("aalborg", slug)
    assert "ufrivilligt udlandsophold" in found.acute_when
    assert "overgreb begrundet med ære" in found.acute_when
    assert "genopdragelsesrejse" not in found.acute_when
    assert found.acute_steps[0].action == Action.POLICE


@pytest.mark.parametrize("slug", [CHILD_PROFESSIONAL, *ADULTS])
def test_the_police_are_asked_for_their_risk_assessment(slug):
    found = card("aalborg", slug)
    assert found.acute_steps[1].heading == "Bed politiet om en risikovurdering"
    assert "politiets ansvar" in found.acute_steps[1].text


def test_the_authoritys_card_for_children_walks_the_act():
    found = card("aalborg", CHILD_AUTHORITY)
    laws = {one.key: one.law for one in (*found.steps, *found.acute_steps)}
    assert "§ 18" in laws["screening"]
    assert "§ 5, stk. 3" in laws["child-talk"]
    assert "§ 20" in laws["decide"]
    assert "din leder" in step(found, "decide").heading
    assert step(found, "talk-leader").action == Action.TALK_LEADER
    assert all(name in laws["safe-stay"] for name in ("§ 32, stk. 4", "§ 46, stk. 3", "§ 91"))
    assert "inden 3 måneder" in step(found, "safe-stay").text
    assert "uden samtykke, skal den være klar før" in step(found, "safe-stay").text


@pytest.mark.parametrize("slug", ADULTS)
def test_with_an_adult_the_threat_is_judged_after_the_advice(slug):
    steps = keys(card("aalborg", slug))
    assert steps.index("talk-leader") < steps.index("talk-adviser") < steps.index("judge-threat")
    assert steps.index("judge-threat") < steps.index("safety-plan") < steps.index("partners")


def test_the_need_of_a_risk_assessment_can_be_talked_over():
    asked = step(card("aalborg", ADULT_PROFESSIONAL), "safety-plan")
    assert "risikovurdering og sikkerhedsplan" in asked.heading
    assert "gerne med en sikkerhedskonsulent" in asked.text


def test_an_adult_is_offered_an_action_plan_besides_the_safety_plan():
    found = card("aalborg", ADULT_AUTHORITY)
    assert {"action-plan", "safety-plan"} <= set(keys(found))
    assert step(found, "action-plan").law == "Serviceloven § 12 a"


@pytest.mark.parametrize("slug", CARDS)
@pytest.mark.parametrize("pack", PACKS)
def test_no_text_holds_a_number_or_an_address(pack, slug):
    for text in texts(card(pack, slug)):
        if text:
            checks.neutral(1000)(text)
        assert "{" not in text


@pytest.mark.parametrize("slug", CARDS)
@pytest.mark.parametrize("pack", PACKS)
def test_a_card_is_short_enough_for_one_page(pack, slug):
    found = card(pack, slug)
    most_steps = 12 if slug == CHILD_AUTHORITY else 9
    assert len(found.steps) <= most_steps
    assert len(found.acute_steps) <= 4
    assert 4 <= len(found.must_not) <= 5
    assert all(words(line) <= 20 for line in found.must_not)
    for one in (*found.steps, *found.acute_steps):
        assert words(one.heading) <= 12, one.key
        assert words(one.text) <= 28, one.key


@pytest.mark.parametrize("slug", CARDS)
def test_the_steps_that_a_case_knows_have_their_action(slug):
    actions = [one.action for one in (*card("demo", slug).steps,) if one.action]
    assert len(actions) == len(set(actions))
    is_authority = slug not in PROFESSIONALS
    authority = {Action.HAND_OVER, Action.THREAT} if is_authority else {Action.NOTIFY}
    of_child = {Action.ASSESS, Action.SCREENING, Action.CHILD_TALK, Action.ANSWER}
    expected = {Action.TALK_LEADER, Action.TALK_ADVISER, Action.SIBLINGS, Action.SAFETY_PLAN}
    expected |= {Action.PARTNERS} | authority
    if slug == CHILD_AUTHORITY:
        expected |= of_child
    elif is_authority:
        expected.add(Action.ACTION_PLAN)
    elif slug == "fyldt-18-fagperson":
        expected.add(Action.JUDGE_THREAT)
    assert set(actions) == expected


def test_a_step_keeps_its_key_for_good():
    """Ticks on cases name steps by their keys; take none away, and give none another sense."""
    found = {}
    for path in (loading.PACKS / "common" / "cards").glob("*.yaml"):
        top = yaml.safe_load(path.read_text(encoding="utf-8"))
        found[path.stem] = {one["key"] for one in (*top["steps"], *top["acute"])}
    everywhere = {"talk-leader", "talk-adviser", "siblings", "safety-plan", "partners"}
    everywhere |= {"call-police"}
    assert set(found) == set(CARDS)
    for kept in found.values():
        assert everywhere <= kept
    assert {"notify", "await-answer"} <= found[CHILD_PROFESSIONAL]
    assert {"assess", "answer", "screening", "child-talk"} <= found[CHILD_AUTHORITY]
