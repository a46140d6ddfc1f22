"""Whom a step says to call: for which age, and for whom to read."""

from datetime import timedelta

import pytest

from beredskab.municipality.models import Contact
from tests import factories
from tests.cases.checklist.conftest import own, row
from tests.factories import NOW, cards

pytestmark = pytest.mark.django_db


@pytest.mark.rule("R114")
@pytest.mark.parametrize(
    ("known", "is_suggested"),
    [
        ({"stated_age": 15}, False),
        ({"stated_age": 16}, True),
        ({"stated_age": 30}, True),
        ({"stated_age": 31}, False),
        ({"age_unknown": True}, False),
    ],
)
def test_the_safehouse_is_suggested_from_16_to_30(world, known, is_suggested):
    safehouse = cards.contact(service="shelter", from_age=16, to_age=30)
    for age in ("under_18", "adult"):
        cards.card("authority", age, steps={"stay": {"contacts": [safehouse]}})
    case = factories.case(world, persons=[factories.person(**known)])
    user = world.adviser if case.is_minor else world.adult_adviser
    lines = row(case, user, "stay").step.lines
    assert [line.contact for line in lines] == [safehouse] * is_suggested


@pytest.mark.rule("R114")
def test_the_age_is_that_of_today(world):
    safehouse = cards.contact(service="shelter", from_age=16, to_age=30)
    cards.card("authority", "under_18", steps={"stay": {"contacts": [safehouse]}})
    case = factories.case(world, persons=[factories.person(born_on="2010-11-11")])
    assert not row(case, world.adviser, "stay").step.lines
    assert row(case, world.adviser, "stay", at=NOW + timedelta(days=1)).step.lines


@pytest.mark.rule("R115")
def test_whom_authorities_alone_may_call_is_shown_to_them_alone(world):
    viso = cards.contact(service="viso", audience=Contact.Audience.AUTHORITY)
    steps = {"ask": {"contacts": [viso]}}
    for role in ("authority", "professional"):
        cards.card(role, "under_18", steps=steps)
    tie = factories.tie(world)
    assert row(tie.case, world.adviser, "ask").step.lines
    assert not own(tie.concern, world, "ask").step.lines
