import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from cases import timeline, wording
from cases.models import Case, Person
from tests.factories import NOW

DAY = date(2026, 11, 10)
KINDS = {"child": (0, 14), "young": (15, 17), "citizen": (18, 90)}


@pytest.mark.parametrize("age", [0, 14, 15, 17, 18, 90])
def test_a_person_is_called_by_age(age):
    words = wording.person_words(Person(stated_age=age, stated_on=DAY), DAY)
    same = {
        wording.person_words(Person(stated_age=other, stated_on=DAY), DAY).split(",")[0]
        for ages in KINDS.values()
        if ages[0] <= age <= ages[1]
        for other in ages
    }
    assert words.split(",")[0] in same
    assert len(same) == 1
    assert str(age) in words


def test_an_unknown_age_is_said_to_be_unknown():
    unknown = wording.person_words(Person(), DAY)
    assert unknown == wording.person_words(None, DAY)
    assert not re.search(r"\d", unknown)


@pytest.mark.parametrize(
    ("hours", "acute", "badge"),
    [(-1, False, "overdue"), (3, False, "urgent"), (9, False, "on_time"), (9, True, "urgent")],
)
def test_a_case_has_the_badge_of_its_nearest_deadline(hours, acute, badge):
    case = Case(next_due_at=NOW + timedelta(hours=hours), acute=acute)
    assert wording.case_status(case, NOW) == badge


def test_a_day_that_is_not_counted_says_why():
    words = wording.skipped_words(
        [["2026-04-02", "holiday:Skærtorsdag"], ["2026-04-04", "weekend"]]
    )
    assert words[0].endswith("(Skærtorsdag)")
    assert words[1].startswith("lør")


def test_every_verb_recorded_on_a_case_has_words():
    """Drafts and clarification happen before there is a case; grants have their own tab."""
    source = "".join(path.read_text() for path in Path("cases/workflow").glob("*.py"))
    verbs = set(re.findall(r'"(cases\.[a-z_0-9]+)"', source)) - {"cases.case", "cases.concern"}
    before = {
        "cases.draft_begun",
        "cases.draft_discarded",
        "cases.draft_expired",
        "cases.concern_being_clarified",
        "cases.concern_sent",
        "cases.clarified",
        "cases.viewed",
    }
    # Of no case, or of a concern and read where it stands.
    before |= {"cases.anonymous_advice_given", "cases.message_sent"}
    infohus = "".join(path.read_text() for path in Path("infohus/workflow").glob("*.py"))
    crossing = set(re.findall(r'record\(case, "(infohus\.[a-z_]+)"', infohus))
    assert verbs - before | crossing == set(timeline.WORDS)
