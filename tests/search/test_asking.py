"""What was typed into a search is kept short."""

import pytest
from django.test import RequestFactory

from beredskab.search import asking


def asked(typed):
    return asking.read(RequestFactory().get("/", {"q": typed}))


@pytest.mark.parametrize("typed", ["", "   ", "\0"])
def test_nothing_is_no_question(typed):
    assert not asked(typed).is_answerable


def test_spaces_and_null_characters_do_not_count():
    assert asked(" hvem\0 ringer  jeg til ").query == "hvem ringer jeg til"


def test_of_what_is_too_long_no_more_is_shown_than_fits():
    longest, longer = asked("x" * asking.LONGEST), asked("x" * (asking.LONGEST + 5))
    assert longest.is_answerable
    assert not longer.is_answerable
    assert longer.context == {
        "query": "x" * asking.LONGEST,
        "too_long": True,
        "has_errors": True,
        "longest": asking.LONGEST,
    }
