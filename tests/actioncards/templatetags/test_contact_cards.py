import pytest

from beredskab.accounts.roles import Role
from tests import factories
from tests.factories import cards

pytestmark = pytest.mark.django_db(databases=["default", "audit"])


def test_the_page_of_a_contact_names_the_cards_in_force_that_call_it(client):
    office = cards.contact(name="Rådgivningen")
    named = cards.card(steps={"call": {"contacts": [office]}, "again": {"contacts": [office]}})
    cards.card(age="adult", title="Fyldt 18 år")
    begun = cards.draft(named.card, title="Kladden")
    cards.step(begun, "call", contacts=[office])
    client.force_login(factories.user(Role.PROFESSIONAL))

    page = client.get(office.get_absolute_url()).content.decode()

    assert page.count(f'href="{named.card.get_absolute_url()}"') == 1
    assert "Fyldt 18 år" not in page
    assert "Kladden" not in page
