"""The overview and the menu lead to the cards."""

import pytest

from beredskab.accounts.roles import Role
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "role"),
    [
        ("professional", "professional"),
        ("adviser", "authority"),
        ("adult_adviser", "authority"),
        ("officer", "authority"),
        ("leader", "authority"),
        ("coordinator", "authority"),
        ("administrator", "professional"),
    ],
)
def test_the_overview_leads_to_the_two_cards_of_the_own_role(world, four, read, who, role):
    text = read("/overblik/", getattr(world, who)).partition("<h2")[0]
    other = {"professional": "authority", "authority": "professional"}[role]
    assert text.index(f"/actioncards/under-18-{role}/") < text.index(f"/actioncards/adult-{role}/")
    assert f"/actioncards/under-18-{other}/" not in text


def test_who_controls_the_log_is_not_led_to_cards(world, four, read):
    text = read("/overblik/", factories.user(Role.LOG_CONTROLLER))
    assert "/actioncards/" not in text


@pytest.mark.parametrize("role", Role)
def test_the_menu_has_at_most_seven_entries_and_leads_to_the_cards(client, role):
    client.force_login(factories.user(role))
    page = client.get("/overblik/").content.decode()
    menu = page.partition('class="mainmenu')[2].partition("</ul>")[0]
    assert menu.count("<li") <= 7
    assert ('href="/actioncards/"' in menu) == (role not in {Role.LOG_CONTROLLER, Role.DPO})


def test_the_menu_shows_that_a_card_is_within_the_cards(client, world, four):
    client.force_login(world.professional)
    page = client.get("/actioncards/under-18-professional/").content.decode()
    assert '<a href="/actioncards/" class="nav-link" aria-current="page">' in page
