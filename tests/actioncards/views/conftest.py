import re

import pytest
import time_machine

from actioncards.choices import CardAge, CardRole, Part
from beredskab.municipality.models import Contact
from tests import factories
from tests.factories import cards

TUESDAY = "2026-11-10 10:00+01:00"
SATURDAY_NIGHT = "2026-11-14 03:00+01:00"
CHRISTMAS_EVE = "2026-12-24 10:00+01:00"


@pytest.fixture
def world():
    return factories.world()


@pytest.fixture
def at():
    """Return a function that stops the clock."""
    with time_machine.travel(TUESDAY, tick=False) as clock:
        yield clock.move_to


@pytest.fixture
def directory():
    """Who is called from the cards of these tests, each by its short name."""
    made = {
        "ssp": {"name": "SSP-konsulent", "phone": "70 55 00 01"},
        "red": {"name": "RED Rådgivning", "service": "red", "phone": "70 55 00 02"},
        "vagt": {"name": "Intern vagt", "audience": "staff", "phone": "70 55 00 03"},
        "viso": {"service": "viso", "audience": "authority", "phone": "70 55 00 04"},
        "jura": {"name": "Juridisk Kontor", "audience": "authority", "phone": "70 55 00 05"},
    }
    for slug, fields in made.items():
        cards.contact(slug=slug, **fields)
    return {contact.slug: contact for contact in Contact.objects.all()}


@pytest.fixture
def four(directory):
    """The four cards, each with advice and with an acute branch."""

    def made(role, age):
        steps = {
            "talk": {"heading": "Tal med din leder", "text": "Gør det i dag."},
            "advice": {
                "heading": "Ring og få råd",
                "law": "barnets lov § 133",
                "contacts": [directory[slug] for slug in ("ssp", "red", "vagt", "viso")],
            },
            "place": {
                "heading": "Skal barnet væk nu?",
                "part": Part.ACUTE,
                "contacts": [directory["jura"]],
            },
        }
        title = f"{CardAge(age).label} – {CardRole(role).label}"
        return cards.card(role, age, steps=steps, title=title)

    return {f"{v.card.age}-{v.card.role}": v for v in (made(*k) for k in _all())}


def _all():
    return [(role, age) for role in CardRole.values for age in CardAge.values]


@pytest.fixture
def read(client):
    """Return a function that opens an address as somebody, and gives its content."""

    def read(address, user=None, status=200):
        client.logout()
        if user:
            client.force_login(user)
        response = client.get(address)
        assert response.status_code == status
        text = response.content.decode().replace("\N{NO-BREAK SPACE}", " ")
        return text.partition('<main class="container page-container"')[2] or text

    return read


def numbers(text):
    """The numbers that can be called on a page, in their order."""
    return re.findall(r'href="tel:(\d+)"', text)
