"""The acute way of the municipality: its legal office by day, the police in its place at night."""

from datetime import UTC, datetime

from time_machine import travel

from beredskab.municipality.models import Contact
from beredskab.municipality.services import Service
from beredskab.timelimits import TZ
from tests.e2e import pages
from tests.e2e.flows.walk import Walk

AT_NIGHT = datetime(2026, 11, 14, 3, tzinfo=TZ).astimezone(UTC)
BY_DAY = "Juridisk Kontor vurderer risikoen og kontakter politiet"
CLOSED = "Juridisk Kontor svarer måske ikke nu. Ring til politiet i stedet"


def call(walk: Walk) -> None:
    """112 stands first at every hour; whom a placement is put to, the municipality has set."""
    has_office = Contact.objects.filter(service=Service.LEGAL_OFFICE).exists()
    with walk.seat(walk.town.adviser) as seat:
        said = seat.visit("akut/")
        assert seat.page.locator('main a[href="tel:112"]').first.is_visible()
        assert (BY_DAY in said) == has_office
        assert CLOSED not in said
    with travel(AT_NIGHT, tick=True), walk.seat(walk.town.leader) as seat:
        said = seat.visit("akut/")
        first = seat.page.locator('main a[href^="tel:"]').first
        assert first.get_attribute("href") == "tel:112"
        assert (CLOSED in said) == has_office
        assert "114" in said
        pages.choose(seat.page, to="114")
        pages.press(seat.page)
        assert "Ringet til: 114" in pages.text_of(seat.page)
