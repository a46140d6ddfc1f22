"""What the answers of a concern mean for a journey."""

import pytest

from cases import answers

JOURNEYS = (
    {"marriage_signs": ["journey"]},
    {"abroad_signs": ["sent_home"]},
    {"abroad": {"known": "yes", "departure_on": "2026-12-20"}},
)
CONFLICTS = (
    {"marriage_signs": ["engagement"]},
    {"triggers": ["partner"]},
    {"ways": ["threats"]},
)


def both(one, other):
    signs = [*one.get("marriage_signs", []), *other.get("marriage_signs", [])]
    return {**one, **other, "marriage_signs": signs}


@pytest.mark.rule("R20")
@pytest.mark.parametrize("journey", JOURNEYS)
@pytest.mark.parametrize("conflict", CONFLICTS)
def test_a_journey_and_a_conflict_are_pressing_together_and_not_alone(journey, conflict):
    assert answers.pressing(both(journey, conflict)) == {"journey"}
    assert not answers.pressing(journey)
    assert not answers.pressing(conflict)


@pytest.mark.rule("R21")
@pytest.mark.parametrize(
    "told",
    [
        {"abroad_signs": ["absent"]},
        {"marriage_signs": ["journey"]},
        {"categories": ["foreign_stay"]},
    ],
)
def test_a_sign_or_the_category_tells_of_a_stay(told):
    assert answers.shows_stay(told)
    assert not answers.shows_stay({"categories": ["social_control"], "signs": ["harm"]})
