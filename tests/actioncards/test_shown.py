"""A card as it is shown: the text of its version, the numbers of today."""

from datetime import date, datetime

import pytest
from django.utils import translation

from actioncards.choices import Part
from actioncards.models import CardVersion
from actioncards.shown import offers, show
from beredskab.municipality.models import Contact, Municipality, Route
from beredskab.timelimits import TZ
from tests import factories
from tests.factories import cards

pytestmark = pytest.mark.django_db

TUESDAY = datetime(2026, 11, 10, 10, 0, tzinfo=TZ)
SATURDAY_NIGHT = datetime(2026, 11, 14, 3, 0, tzinfo=TZ)
CHRISTMAS_EVE = datetime(2026, 12, 24, 10, 0, tzinfo=TZ)
EVERYTHING = frozenset(Contact.Audience.values)
CLOSED_AT = pytest.mark.parametrize("at", [SATURDAY_NIGHT, CHRISTMAS_EVE])


@pytest.fixture(autouse=True)
def danish():
    with translation.override("da"):
        yield


def shown(version, at=TUESDAY, audiences=EVERYTHING, **of):
    read = CardVersion.objects.of_card(version.card.slug).get()
    return show(read, at=at, audiences=audiences, **of)


def names(lines):
    return [line.contact.name for line in lines]


def with_contacts(*contacts, **step):
    return cards.card(steps={"talk": {"contacts": list(contacts), **step}})


@pytest.mark.rule("R32")
def test_the_text_names_who_receives_here():
    unit = factories.unit(name="Familiegruppen")
    Route.objects.create(source="", age=Route.Age.UNDER_18, unit=unit)
    Municipality.objects.create(name="Prøvekøbing Kommune")
    version = cards.card(
        title="{kommune}",
        must_not=["Ring ikke uden om {modtager}."],
        steps={"notify": {"heading": "Underret {modtager}", "text": "{modtager} i {kommune}"}},
    )
    card = shown(version)
    assert card.title == "Prøvekøbing Kommune"
    assert card.must_not == ("Ring ikke uden om Familiegruppen.",)
    assert card.steps[0].heading == "Underret Familiegruppen"
    assert card.steps[0].text == "Familiegruppen i Prøvekøbing Kommune"


def test_without_a_route_the_text_still_reads():
    card = shown(cards.card(steps={"notify": {"heading": "Underret {modtager} i {kommune}"}}))
    assert card.steps[0].heading == "Underret myndigheden i kommunen"


def test_offered_cards_name_who_receives_too():
    unit = factories.unit(name="Handicap og Psykiatri")
    Route.objects.create(source="", age=Route.Age.ADULT, unit=unit)
    adult = cards.card(age="adult", summary="Når {modtager} hører om en voksen.")
    child = cards.card(summary="Når {modtager} hører om et barn.")
    assert [one.summary for one in offers([adult, child])] == [
        "Når Handicap og Psykiatri hører om en voksen.",
        "Når myndigheden hører om et barn.",
    ]


def test_who_answers_now_comes_first_and_who_is_closed_last():
    closed = cards.contact(name="Lukket", hours=[[5, "09:00", "15:00"]])
    unknown = cards.contact(name="Ukendt", hours=[])
    is_open = cards.contact(name="Åben")
    card = shown(with_contacts(closed, unknown, is_open))
    assert names(card.steps[0].lines) == ["Åben", "Ukendt", "Lukket"]
    assert names(card.steps[0].written_lines) == ["Lukket", "Ukendt", "Åben"]
    assert names(card.first_calls) == ["Åben", "Ukendt"]
    assert card.unsure_calls == []
    assert names(card.closed_calls) == ["Lukket"]


@pytest.mark.rule("R113")
def test_the_professional_line_is_closed_on_saturdays():
    red = cards.contact(name="RED Rådgivning", service="red", hours=cards.OFFICE)
    (line,) = shown(with_contacts(red), at=SATURDAY_NIGHT).steps[0].lines
    assert line.is_closed
    assert line.state == "Lukket nu, åbner mandag kl. 9"


def test_the_number_is_that_of_today():
    ssp = cards.contact(phone="70 55 00 01")
    version = with_contacts(ssp)
    Contact.objects.filter(pk=ssp.pk).update(phone="70 55 00 02")
    assert shown(version).steps[0].lines[0].contact.phone == "70 55 00 02"


def test_who_is_out_of_use_or_without_a_number_is_not_shown():
    retired = cards.contact(retired_at=TUESDAY)
    silent = cards.contact(phone="", hours=[])
    assert shown(with_contacts(retired, silent)).calls == []


def test_a_step_says_when_whom_it_names_has_no_number():
    silent, retired = cards.contact(phone="", hours=[]), cards.contact(retired_at=TUESDAY)
    steps = {
        "one": {"contacts": [silent]},
        "two": {"contacts": [retired]},
        "three": {"contacts": [silent, cards.contact()]},
        "four": {},
    }
    card = shown(cards.card(steps=steps))
    assert [step.lacks_number for step in card.steps] == [True, True, False, False]


@pytest.mark.rule("R115")
def test_the_advice_to_authorities_is_shown_to_them_alone():
    viso = cards.contact(name="VISO", service="viso", audience=Contact.Audience.AUTHORITY)
    version = with_contacts(viso)
    assert names(shown(version).calls) == ["VISO"]
    staff = [Contact.Audience.PUBLIC, Contact.Audience.STAFF]
    for audiences in ([Contact.Audience.PUBLIC], staff):
        assert shown(version, audiences=audiences).calls == []


@pytest.mark.rule("R114")
@pytest.mark.parametrize(
    ("age", "is_suggested"), [(15, False), (16, True), (30, True), (31, False), (None, False)]
)
def test_the_safehouse_is_suggested_for_the_ages_that_it_is_for(age, is_suggested):
    house = cards.contact(service="shelter", from_age=16, to_age=30)
    version = with_contacts(house, part=Part.ACUTE)
    assert bool(shown(version, of_person=True, age=age).calls) == is_suggested


def test_who_is_for_some_ages_alone_is_nobody_to_call_first():
    house = cards.contact(service="shelter", always_open=True, hours=[], from_age=16, to_age=30)
    card = shown(with_contacts(house), at=SATURDAY_NIGHT)
    assert card.first_calls == []
    assert card.steps[0].lines[0].ages == "16-30 år"


@pytest.mark.rule("R50", "R52")
@CLOSED_AT
def test_the_police_stand_in_for_the_legal_office_when_it_is_closed(at):
    office = cards.contact(name="Juridisk Kontor", service="legal_office", audience="authority")
    version = with_contacts(office, part=Part.ACUTE)
    assert shown(version, at=at).acute_steps[0].police_instead
    step = shown(version, at=TUESDAY).acute_steps[0]
    assert not step.police_instead
    assert step.is_answered


@pytest.mark.rule("R50", "R52")
def test_an_office_of_unknown_hours_is_called_when_offices_are_open():
    office = with_contacts(cards.contact(hours=[]), part=Part.ACUTE)
    assert not shown(office, at=TUESDAY).acute_steps[0].police_instead
    for at in (SATURDAY_NIGHT, TUESDAY.replace(hour=16)):
        assert shown(office, at=at).acute_steps[0].police_instead


def test_the_police_stand_in_for_an_office_without_a_number():
    version = with_contacts(cards.contact(phone="", hours=[]), part=Part.ACUTE)
    assert shown(version, at=TUESDAY).acute_steps[0].police_instead


def test_no_police_stand_in_where_nobody_was_to_be_called():
    version = cards.card(steps={"write": {"part": Part.ACUTE}, "talk": {}})
    card = shown(version, at=SATURDAY_NIGHT)
    assert not card.acute_steps[0].police_instead
    assert not card.steps[0].police_instead


@pytest.mark.rule("R52")
@CLOSED_AT
def test_outside_hours_nobody_but_the_police_stand_first(at):
    advisers = [cards.contact(), cards.contact(hours=[])]
    police = cards.contact(name="Politiet", phone="114", hours=[], always_open=True)
    card = shown(with_contacts(*advisers, police), at=at)
    assert card.first_calls == []
    assert len(card.closed_calls) == len(card.unsure_calls) == 1


def test_each_contact_is_called_once():
    ssp, legal = cards.contact(name="SSP"), cards.contact(name="Juridisk Kontor")
    steps = {
        "talk": {"contacts": [ssp]},
        "notify": {"contacts": [ssp]},
        "place": {"contacts": [legal], "part": Part.ACUTE},
    }
    card = shown(cards.card(steps=steps))
    assert names(card.calls) == ["SSP", "Juridisk Kontor"]
    assert names(card.first_calls) == ["SSP"]


def test_the_card_was_checked_when_its_oldest_number_was():
    newer, older = (cards.contact(checked_on=date(2026, month, 1)) for month in (10, 6))
    version = with_contacts(newer, older)
    assert shown(version).checked_on == date(2026, 6, 1)
    assert shown(version).outdated(date(2026, 11, 10)) == []
    assert shown(version).outdated(date(2027, 1, 10)) == [older]


def test_a_number_that_nobody_checked_leaves_the_card_unchecked():
    never = cards.contact(checked_on=None)
    card = shown(with_contacts(cards.contact(checked_on=date(2026, 10, 1)), never))
    assert card.checked_on is None
    assert card.outdated(date(2026, 11, 10)) == [never]


def test_a_law_is_named_once():
    laws = {"a": {"law": "§ 133"}, "b": {"law": "§ 133"}, "c": {"law": "§ 18"}, "d": {}}
    assert shown(cards.card(steps=laws)).laws == ["§ 133", "§ 18"]


def test_a_card_takes_the_same_queries_however_long_it_is(django_assert_num_queries):
    unit = factories.unit()
    steps = {f"step-{n}": {"contacts": [cards.contact(unit=unit)]} for n in range(6)}
    version = cards.card(steps=steps)
    with django_assert_num_queries(3):
        card = shown(version)
        assert [line.contact.unit.name for line in card.calls] == [unit.name] * 6
