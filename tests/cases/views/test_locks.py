import pytest

from beredskab.audit.models import LookUp
from cases import locks
from tests import factories
from tests.factories import contact, judge

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]

TABS = ["", "personer/", "vurderinger/", "sikkerhed/", "opgaver/", "notater/", "adgang/"]
RED = "Tal ikke med familien om bekymringen"


@pytest.fixture
def case(world):
    return factories.case(world)


@pytest.fixture
def mother(world, case):
    return contact.mother(case, by=world.adviser)


def lift_url(person):
    return f"/sager/{person.case.reference}/personer/{person.pk}/laas/ophaev/"


def back_url(person):
    return f"/sager/{person.case.reference}/personer/{person.pk}/laas/saet/"


@pytest.mark.rule("R39")
@pytest.mark.parametrize("tab", TABS)
def test_every_tab_says_whom_not_to_talk_with(world, case, mother, log_in, tab):
    page = log_in(world.adviser).get(f"/sager/{case.reference}/{tab}").content.decode()
    assert RED in page
    assert "Almindelig kontakt om andre emner fortsætter" in page


def test_who_is_lifted_stands_with_day_and_signer(world, case, mother, log_in):
    contact.add(case, "actor", by=world.adviser, relation="father")
    contact.lift(mother, by=world.leader)
    page = log_in(world.adviser).get(f"/sager/{case.reference}/").content.decode()
    assert RED in page
    assert "Ophævet: Mor" in page
    assert world.leader.name in page
    assert "Mor Prøve" not in page


def test_nobody_left_to_lock_takes_the_red_words_away(world, case, mother, log_in):
    contact.lift(mother, by=world.leader)
    assert RED not in log_in(world.adviser).get(f"/sager/{case.reference}/").content.decode()


def test_the_leader_is_stopped_before_she_lifts_it(world, mother, log_in):
    judge.risk_row(mother.case, by=world.adviser)
    client = log_in(world.leader)
    assert "Stop og tænk" in client.get(lift_url(mother)).content.decode()
    assert "Skriv, hvorfor" in client.post(lift_url(mother), {"grounds": ""}).content.decode()
    assert locks.is_locked(mother)
    response = client.post(lift_url(mother), {"grounds": "Vurderet ufarligt"})
    assert response.status_code == 302
    assert not locks.is_locked(mother)


@pytest.mark.rule("LR1")
@pytest.mark.django_db(transaction=True)
def test_without_a_risk_assessment_no_page_and_no_request_lifts_it(world, mother, log_in):
    client = log_in(world.leader)
    assert "<textarea" not in client.get(lift_url(mother)).content.decode()
    client.post(lift_url(mother), {"grounds": "Vurderet ufarligt"})
    assert locks.is_locked(mother)
    assert LookUp.objects.filter(verb="refused", purpose="RiskNotAssessed").exists()


def test_an_adviser_puts_it_back(world, mother, log_in):
    contact.lift(mother, by=world.leader)
    client = log_in(world.adviser)
    assert client.get(back_url(mother)).status_code == 200
    assert client.post(back_url(mother), {"reason": "Truet"}).status_code == 302
    assert locks.is_locked(mother)


def test_others_are_refused(world, mother, log_in):
    assert log_in(world.adviser).get(lift_url(mother)).status_code == 403
    for url in (lift_url(mother), back_url(mother)):
        assert log_in(world.stranger).get(url).status_code == 404
        assert log_in(world.leader).delete(url).status_code == 405
    other = factories.case(world)
    strange = lift_url(mother).replace(mother.case.reference, other.reference)
    assert log_in(world.leader).get(strange).status_code == 404
