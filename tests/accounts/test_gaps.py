from datetime import date, time

import pytest
from django.utils import timezone, translation

from beredskab.accounts import duty, gaps
from beredskab.accounts.models import DutyShift
from beredskab.municipality.models import Municipality, Route, Unit

pytestmark = pytest.mark.django_db
NOBODY_TO_TELL = "The accessibility statement does not say whom to write to and whom to call."


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def texts():
    return [gap.text for gap in gaps.find(timezone.now())]


def test_an_empty_portal_misses_routes_a_name_and_whom_to_tell_what_is_not_accessible():
    assert texts() == [
        "No unit receives concerns about this age: Under 18.",
        "No unit receives concerns about this age: 18 or older.",
        "The municipality has no name.",
        NOBODY_TO_TELL,
    ]


@pytest.mark.parametrize("lacks", ["accessibility_contact", "accessibility_phone"])
def test_the_law_asks_whom_to_write_to_and_whom_to_call(routed, lacks):
    assert NOBODY_TO_TELL not in texts()
    Municipality.objects.update(**{lacks: ""})
    assert texts()[-1] == NOBODY_TO_TELL


def test_a_unit_without_people_or_rota_is_named(routed):
    assert texts() == [
        "Modtagelsen receives concerns, but has no adviser.",
        "Modtagelsen receives concerns, but has no leader.",
        "Modtagelsen has nobody on duty in 7 of the next 7 nights.",
        "Modtagelsen has nobody on duty on 7 of the next 7 days.",
    ]


def test_an_uncovered_night_is_found(routed, adviser, leader, unit):
    days = {"kind": "adviser", "user": adviser, "from_on": date(2020, 1, 1), "unit": unit}
    DutyShift.objects.create(weekdays=list(range(7)), starts=time(8), ends=time(16), **days)
    DutyShift.objects.create(weekdays=[0, 1, 2, 3, 4, 5], starts=time(16), ends=time(8), **days)
    assert texts() == ["Modtagelsen has nobody on duty in 1 of the next 7 nights."]


def test_nothing_is_missing_when_everybody_is_there(routed, adviser, leader, unit):
    days = {"kind": "adviser", "user": adviser, "from_on": date(2020, 1, 1), "unit": unit}
    DutyShift.objects.create(weekdays=list(range(7)), starts=time(8), ends=time(8), **days)
    assert texts() == []


def test_adults_have_no_clock_and_need_no_rota(routed, adviser, leader, unit):
    Unit.objects.filter(pk=unit.pk).update(kind=Unit.Kind.ADULT)
    assert Route.objects.count() == 2
    assert texts() == []


def test_a_rota_of_somebody_who_opens_no_case_covers_nothing(
    routed, adviser, leader, unit, administrator
):
    always = {"weekdays": list(range(7)), "starts": time(8), "ends": time(8)}
    DutyShift.objects.create(
        kind="adviser", user=administrator, from_on=date(2020, 1, 1), unit=unit, **always
    )
    assert len(texts()) == 2
    assert duty.receiver_of(unit, timezone.now()) == leader


def test_missing_people_are_mended_among_the_users(routed):
    urls = [gap.url_name for gap in gaps.find(timezone.now())]
    assert urls[:2] == ["admin:accounts_user_changelist"] * 2
