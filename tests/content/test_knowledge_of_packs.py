"""The explanations that come with every pack."""

import re

import pytest
from django.utils import timezone, translation

from actioncards.choices import Knowledge
from actioncards.models import Explanation
from beredskab.content import loading
from beredskab.content.knowledge import CHOICES

pytestmark = pytest.mark.django_db


@pytest.fixture
def explained():
    loading.load("demo", at=timezone.now())
    return {(one.kind, one.key): one for one in Explanation.objects.all()}


def test_every_choice_is_explained_in_the_words_of_the_form_and_its_order(explained):
    with translation.override("da"):
        labels = {
            (kind, value): str(label)
            for kind, choices in CHOICES.items()
            for value, label in choices.choices
        }
    assert set(CHOICES) == set(Knowledge.values)
    assert {key: one.title for key, one in explained.items()} == labels
    for kind, choices in CHOICES.items():
        found = Explanation.objects.filter(kind=kind).values_list("key", flat=True)
        assert list(found) == choices.values


def test_each_is_a_few_sentences_with_an_example(explained):
    for one in explained.values():
        meaning, _sign, example = one.text.partition("Eksempel: ")
        assert meaning.strip(), one
        assert example, one
        assert len(one.text.split()) <= 60, one


@pytest.mark.parametrize(
    ("level", "says"),
    [
        pytest.param("building", "for alle .*uanset", marks=pytest.mark.rule("R118")),
        pytest.param("forestalling", "risiko, før den vokser", marks=pytest.mark.rule("R119")),
        ("intervening", "har begået kriminalitet eller er lige ved det"),
        ("intervening", "kun er udsat, hører aldrig til her"),
    ],
)
def test_each_level_of_prevention_says_for_whom_it_is(explained, level, says):
    assert re.search(says, explained["prevention", level].text)


def test_none_blames_a_people_or_a_faith(explained):
    for one in explained.values():
        text = one.text.lower()
        assert not any(word in text for word in ("muslim", "islam", "indvandrer", "arabisk")), one
