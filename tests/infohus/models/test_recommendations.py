"""What a recommendation tells of itself."""

from datetime import date

import pytest

from infohus.models import Recommendation
from tests.factories import NOW

DAY, NEXT = date(2026, 12, 1), date(2026, 12, 2)


@pytest.mark.parametrize(
    ("known", "on", "expected"),
    [
        ({}, NEXT, True),
        ({}, DAY, False),
        ({"answer": "accepted"}, NEXT, True),
        ({"answer": "done"}, NEXT, False),
        ({"due_on": None}, NEXT, False),
        ({"withdrawn_at": NOW}, NEXT, False),
        ({"outcome": "no_measure"}, NEXT, False),
    ],
)
def test_it_is_late_when_its_day_has_passed_and_it_is_still_to_be_done(known, on, expected):
    row = Recommendation(**{"outcome": "measure", "due_on": DAY, **known})
    assert row.is_late(on) is expected
