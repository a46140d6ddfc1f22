"""From log-in to the right number in two taps, on a small phone, at any hour."""

import pytest
import time_machine
from django.core.management import call_command

from actioncards.choices import CardAge, CardRole, Part
from actioncards.models import CardVersion
from beredskab.accounts.roles import Role
from beredskab.municipality.models import Contact, Municipality
from tests import factories
from tests.e2e.accessibility import DESKTOP, PHONE, faults, overflowing, violations
from tests.e2e.pages import follow, log_in, text_of, visit
from tests.factories import cards

SMALL_PHONE = {"width": 375, "height": 667}
TUESDAY = "2026-11-10 10:00+01:00"
SATURDAY_NIGHT = "2026-11-14 03:00+01:00"
CHRISTMAS_EVE = "2026-12-24 10:00+01:00"
SSP, POLICE, EMERGENCY = "tel:70550001", "tel:114", "tel:112"
# The link that is to be pressed first: an adviser while one is there, else the police.
FIRST = {TUESDAY: SSP, SATURDAY_NIGHT: POLICE, CHRISTMAS_EVE: POLICE}
READERS = {CardRole.PROFESSIONAL: "professional", CardRole.AUTHORITY: "adviser"}
# Whether the middle of a link can be seen and pressed without scrolling.
IN_SIGHT = """link => {
  const {left, right, top, bottom} = link.getBoundingClientRect();
  const found = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  return scrollY === 0 && top >= 0 && bottom <= innerHeight && link.contains(found);
}"""


@pytest.fixture
def four(world):
    """The four cards as they may be anywhere: advice, an acute branch, and a long text."""
    ssp = cards.contact(name="SSP-konsulent, Børn og Unge", phone="70 55 00 01")
    many = [cards.contact(name=f"Rådgivning nummer {n}", hours=[]) for n in range(4)]
    legal = cards.contact(name="Juridisk Kontor", audience=Contact.Audience.AUTHORITY)
    steps = {
        "talk": {"heading": "Tal med din leder", "text": "Gør det i dag. " * 12},
        "advice": {"heading": "Ring og få råd", "law": "§ 133", "contacts": [*many, ssp]},
        "write": {"heading": "Skriv det ned", "text": "Hvem, hvad og hvornår. " * 12},
        "place": {"heading": "Væk nu?", "part": Part.ACUTE, "contacts": [legal]},
    }
    titles = {"under_18": "Under 18 år", "adult": "Fyldt 18 år"}
    names = {"professional": "fagperson", "authority": "myndighed"}
    for role in CardRole.values:
        for age in CardAge.values:
            cards.card(role, age, steps=steps, title=f"{titles[age]} – {names[role]}")
    return [version.card for version in CardVersion.objects.in_force()]


def in_sight(page, address):
    return page.locator(f'main a[href="{address}"]').first.evaluate(IN_SIGHT)


@pytest.mark.rule("R8", "R46", "R52")
@pytest.mark.parametrize("moment", FIRST)
@pytest.mark.parametrize(
    "role",
    [CardRole.PROFESSIONAL, pytest.param(CardRole.AUTHORITY, marks=pytest.mark.slow)],
)
def test_two_taps_lead_from_log_in_to_the_right_number(open_browser, world, four, role, moment):
    with time_machine.travel(moment):
        page = open_browser(viewport=SMALL_PHONE)
        log_in(page, getattr(world, READERS[role]))
        for card in [one for one in four if one.role == role]:
            visit(page, "/overblik/")
            assert in_sight(page, card.get_absolute_url())
            follow(page, card.get_absolute_url())
            first = page.locator('main a[href^="tel:"]').first.get_attribute("href")
            assert first == (SSP if moment == TUESDAY else EMERGENCY)
            assert in_sight(page, FIRST[moment])
            assert in_sight(page, EMERGENCY)
            assert in_sight(page, POLICE)


def test_the_emergency_numbers_stay_in_sight_on_a_phone(browse_as, world, four):
    page = browse_as(world.professional, viewport=SMALL_PHONE)
    visit(page, "/actioncards/under-18-professional/")
    for share in (0.3, 0.6, 0.9):
        page.evaluate("share => scrollTo(0, share * document.body.scrollHeight)", share)
        bar = page.locator(".action-card > .emergency a").first
        assert bar.is_visible()
        top = bar.evaluate("link => link.getBoundingClientRect().top")
        assert 0 <= top <= SMALL_PHONE["height"] - 44


def test_calls_are_large_enough_for_a_finger(browse_as, world, four):
    page = browse_as(world.adviser, PHONE)
    visit(page, "/actioncards/under-18-authority/")
    sizes = page.locator('main a.button[href^="tel:"]:visible').evaluate_all(
        "all => all.map((one) => [one.getBoundingClientRect().height, one.offsetWidth])"
    )
    assert sizes
    assert min(height for height, _width in sizes) >= 44
    assert min(width for _height, width in sizes) >= 150


@pytest.mark.slow
def test_the_cards_are_usable_by_all(browse_as, open_browser, complaints, world, four):
    wrong = []
    adviser, editor = browse_as(world.adviser), browse_as(world.administrator)
    for page, address in (
        (adviser, "/actioncards/"),
        (adviser, "/actioncards/?role=authority&age=unknown"),
        (adviser, "/actioncards/under-18-authority/"),
        (editor, "/actioncards/under-18-professional/"),
        (adviser, "/actioncards/under-18-authority/kopi/"),
        (adviser, "/actioncards/kopi/"),
        (adviser, "/actioncards/kopi/kontakter/"),
    ):
        visit(page, address)
        wrong += faults(page, complaints)
    Municipality.objects.update(cards_public=True)
    public = open_browser()
    visit(public, "/actioncards/under-18-professional/")
    wrong += faults(public, complaints)
    assert wrong == []


def test_without_script_the_card_is_chosen_and_read(browse_as, world, four):
    page = browse_as(world.professional, PHONE, java_script_enabled=False)
    visit(page, "/actioncards/")
    page.click("label[for=id_role_1]")
    page.click("label[for=id_age_1]")
    with page.expect_navigation():
        page.click("form.card-choice button")
    assert page.url.endswith("/actioncards/adult-authority/")
    assert "Ring og få råd" in text_of(page)
    assert not page.locator("[data-print]").is_visible()


def test_forced_colours_keep_the_calls_and_the_warning(browse_as, world, four):
    page = browse_as(world.professional, PHONE, forced_colors="active")
    visit(page, "/actioncards/under-18-professional/")
    for part in (".emergency a >> nth=0", ".alert-warning", ".card-acute"):
        width = page.locator(f".action-card {part}").evaluate(
            "box => parseFloat(getComputedStyle(box).borderTopWidth)"
        )
        assert width > 0, part


def test_the_print_button_prints(browse_as, world, four):
    page = browse_as(world.professional, DESKTOP)
    visit(page, "/actioncards/under-18-professional/")
    page.evaluate("window.print = () => { document.body.dataset.printed = 'yes'; }")
    page.click("[data-print]")
    assert page.evaluate("document.body.dataset.printed") == "yes"


@pytest.mark.slow
def test_the_browser_prints_each_card_of_the_demo_on_one_sheet(browse_as, tmp_path):
    pikepdf = pytest.importorskip("pikepdf")
    call_command("load_content", "demo", verbosity=0)
    page = browse_as(factories.user(Role.ADVISER_CHILD))
    for version in CardVersion.objects.in_force():
        visit(page, version.card.get_absolute_url())
        made = tmp_path / f"{version.card.slug}.pdf"
        page.pdf(path=made, format="A4", prefer_css_page_size=True, tagged=True)
        assert len(pikepdf.open(made).pages) == 1, version.card.slug


def test_print_leaves_out_what_is_of_the_moment(browse_as, world, four):
    page = browse_as(world.professional)
    visit(page, "/actioncards/under-18-professional/")
    page.emulate_media(media="print")
    assert not page.locator(".card-calls").is_visible()
    assert not page.get_by_text("Åbningstid ikke oplyst").first.is_visible()
    assert page.get_by_text("Det må du ikke").is_visible()
    assert page.get_by_text("Rådgivning nummer 1: 70").last.is_visible()
    assert page.locator(".details-text").first.is_visible()


def test_axe_looks_at_the_card_at_night_too(browse_as, complaints, world, four):
    with time_machine.travel(SATURDAY_NIGHT):
        page = browse_as(world.adviser, PHONE)
        visit(page, "/actioncards/under-18-authority/")
        found = violations(page) + overflowing(page)
    complaints.clear()
    assert found == []
