"""Whom the packs put into the directory."""

import re
from datetime import datetime

import pytest
from django.utils import timezone

from beredskab.content import loading
from beredskab.municipality import directory, typed
from beredskab.municipality.models import Contact
from beredskab.municipality.services import Service, Topic
from beredskab.timelimits import TZ

pytestmark = pytest.mark.django_db
NOW = timezone.now()
PACKS = ["aalborg", "faxe", "demo"]


def contact(pack, slug):
    loading.load(pack, at=NOW)
    return Contact.objects.get(slug=slug)


def files():
    return sorted(loading.PACKS.rglob("*.yaml"))


@pytest.mark.parametrize(
    ("pack", "numbers"),
    [
        ("aalborg", ["25 20 28 46", "25 20 28 49"]),
        ("faxe", ["20 36 50 66", "30 71 32 82"]),
        ("demo", ["70 55 50 41", "70 55 50 42"]),
    ],
)
@pytest.mark.rule("R111")
def test_the_security_consultants_are_one_contact_with_two_numbers(pack, numbers):
    found = contact(pack, "sikkerhedskonsulenter")
    assert found.phones == numbers
    assert Contact.objects.filter(service=Service.SECURITY_CONSULTANT).count() == 1
    assert {
        Topic.HONOUR_CONFLICT,
        Topic.SOCIAL_CONTROL,
        Topic.REEDUCATION,
        Topic.FOREIGN_STAY,
    } <= set(found.topics)
    assert {Topic.RISK_ASSESSMENT, Topic.SAFETY_PLAN} <= set(found.topics)
    assert found.anonymous_advice


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.rule("R113")
def test_red_answers_professionals_on_weekdays_from_9_to_15(pack):
    red = contact(pack, "red-fagpersoner")
    assert red.hours == [[day, "09:00", "15:00"] for day in range(5)]
    for moment, answers in [
        (datetime(2026, 11, 10, 9, 0, tzinfo=TZ), directory.Answers.OPEN),
        (datetime(2026, 11, 14, 10, 0, tzinfo=TZ), directory.Answers.CLOSED),
        (datetime(2026, 12, 25, 10, 0, tzinfo=TZ), directory.Answers.CLOSED),
    ]:
        assert directory.line(red, moment).answers == answers
    if pack != "demo":
        assert red.phone == "70 27 76 86"


@pytest.mark.parametrize("pack", ["faxe", "demo"])
@pytest.mark.rule("R114")
def test_the_safehouse_is_for_16_to_30_and_has_no_address(pack):
    shelter = contact(pack, "red-safehouse")
    assert [age for age in range(101) if shelter.fits(age)] == list(range(16, 31))
    assert not shelter.fits(None)
    assert shelter.always_open
    assert not typed.addresses_in(f"{shelter.name} {shelter.note}")


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.rule("R115")
def test_viso_is_for_authorities_alone(pack):
    viso = contact(pack, "viso")
    assert viso.audience == Contact.Audience.AUTHORITY
    assert [day for day, _opens, _closes in viso.hours] == [0, 1, 3, 4]


def test_no_number_is_said_to_be_checked_in_the_packs_of_real_municipalities():
    for pack in ("aalborg", "faxe"):
        assert "checked_on" not in (loading.PACKS / pack / "organisation.yaml").read_text("utf-8")


@pytest.mark.rule("R116")
def test_no_pack_holds_a_mail_address():
    assert len(files()) > 8
    for path in files():
        assert not re.search(r"\S@\S", path.read_text(encoding="utf-8")), path


@pytest.mark.rule("R116")
def test_the_demo_shows_one_outdated_number_and_one_that_is_missing():
    loading.load("demo", at=NOW)
    day = datetime(2026, 11, 10, tzinfo=TZ).date()
    with_number = Contact.objects.exclude(phone="")
    outdated = [one.slug for one in with_number if directory.is_outdated(one, day)]
    assert outdated == ["juridisk-kontor"]
    assert [one.slug for one in Contact.objects.filter(phone="")] == ["psp"]


def test_the_demo_calls_nobody_who_exists():
    loading.load("demo", at=NOW)
    numbers = [number for one in Contact.objects.all() for number in one.phones]
    assert len(numbers) > 12
    assert all(re.fullmatch(r"\d\d 55 50 \d\d", number) for number in numbers)


def test_the_demo_has_every_kind_of_service():
    loading.load("demo", at=NOW)
    kinds = set(Contact.objects.values_list("service", flat=True))
    assert kinds == set(Service.values) - {Service.OTHER}


@pytest.mark.parametrize("pack", PACKS)
def test_only_who_says_so_is_open_day_and_night(pack):
    loading.load(pack, at=NOW)
    saturday = datetime(2026, 11, 14, 3, 0, tzinfo=TZ)
    found = directory.lines(Contact.objects.all(), saturday)
    open_now = {line.contact.slug for line in found if line.is_open}
    assert (
        open_now
        == {
            "aalborg": set(),
            "faxe": {"red-safehouse"},
            "demo": {"red-safehouse", "modtagelsen", "handicap-og-psykiatri"},
        }[pack]
    )


def test_nobody_wrote_the_hours_of_the_legal_office_of_aalborg():
    office = contact("aalborg", "juridisk-kontor")
    assert office.phone == "99 31 27 22"
    assert directory.line(office, NOW).answers == directory.Answers.UNKNOWN
