"""With the network cut: an opened card and the directory still show, a case page does not."""

import time
from urllib.parse import urlsplit

import pytest
from django.http import HttpResponse
from playwright.sync_api import Error

from actioncards.models import CardVersion
from actioncards.views import cards as views
from actioncards.views import offline
from beredskab.municipality.models import Contact, Municipality
from tests import factories
from tests.e2e.accessibility import PHONE
from tests.e2e.copies import (
    C1,
    DIRECTORY,
    KEPT,
    LIST,
    age_copies,
    cut,
    open_offline,
    readers_of_copies,
    wait_for_copies,
    wait_until,
)
from tests.e2e.pages import log_in, log_out, text_of, visit
from tests.factories import cards

ROLES = ("professional", "authority")


@pytest.fixture
def four(world):
    ssp = cards.contact(name="SSP-konsulent", phone="70 55 00 01")
    staff = cards.contact(name="Intern vagt", phone="70 55 00 03", audience="staff")
    for role in ("professional", "authority"):
        for age in ("under_18", "adult"):
            cards.card(role, age, steps={"talk": {"contacts": [ssp, staff]}})


@pytest.fixture
def reader(browse_as, world, four):
    """A browser in which a card was opened once, and which has forgotten all it can."""
    page = browse_as(world.professional, PHONE)
    visit(page, C1)
    wait_for_copies(page)
    return page


def test_an_opened_card_is_there_without_a_network(reader):
    cut(reader)
    open_offline(reader, C1)
    text = text_of(reader)
    assert "Gør talk" in text
    assert "Tal ikke med familien om bekymringen." in text
    links = reader.eval_on_selector_all("main a[href^='tel:']", "all => all.map((a) => a.href)")
    assert links[:2] == ["tel:112", "tel:114"]
    assert "tel:70550001" in links
    assert "Åbent nu" not in text


def test_a_copy_is_drawn_as_it_should_be(reader):
    cut(reader)
    open_offline(reader, C1)
    bar = reader.locator(".emergency")
    assert bar.evaluate("bar => getComputedStyle(bar).position") == "sticky"
    loaded = reader.evaluate(
        "async () => [...await document.fonts.ready]"
        ".filter((one) => one.status === 'loaded').length"
    )
    assert loaded == 2


def test_the_other_cards_and_the_directory_are_there_too(reader):
    cut(reader)
    for address in (LIST, "/actioncards/adult-authority/", DIRECTORY):
        open_offline(reader, address)
    assert "Intern vagt" in text_of(reader)
    reader.click('nav a[href="/actioncards/"]')
    reader.click('main a[href="/actioncards/under-18-professional/"]')
    assert "Gør talk" in text_of(reader)


def test_nothing_else_is_there(browse_as, world, four):
    case = factories.case(world)
    page = browse_as(world.adviser)
    for address in (case.get_absolute_url(), "/overblik/", C1):
        visit(page, address)
    wait_for_copies(page)
    visit(page, case.get_absolute_url())
    cut(page)
    for address in (case.get_absolute_url(), "/overblik/", "/sager/", "/akut/"):
        with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
            page.goto(address)


def test_the_caches_hold_copies_and_what_they_are_drawn_with_alone(browse_as, world, four):
    case = factories.case(world)
    page = browse_as(world.adviser)
    for address in (C1, LIST, DIRECTORY, case.get_absolute_url(), "/overblik/", C1):
        visit(page, address)
    wait_for_copies(page)
    session = page.context.cookies()[0]["value"]
    kept = page.evaluate(KEPT)
    pages = {address for address in kept if not address.startswith("/static/")}
    own = {f"/actioncards/{age}-{role}/" for age in ("under-18", "adult") for role in ROLES}
    assert pages == {LIST, DIRECTORY, *own}
    names = {urlsplit(one).path.rpartition("/")[2].split(".")[0] for one in set(kept) - pages}
    assert names == {"copy", "fonts", "IBMPlexSans-Regular", "IBMPlexSans-SemiBold", "logo"}
    for address in pages:
        telling = [world.adviser.name, "csrf", session, case.reference, "Log af", "Set-Cookie"]
        assert not [word for word in telling if word.lower() in kept[address].lower()], address


def test_case_pages_are_never_in_reach_of_the_worker(browse_as, world, four):
    page = browse_as(world.adviser)
    visit(page, C1)
    wait_for_copies(page)
    scopes = page.evaluate(
        "async () => (await navigator.serviceWorker.getRegistrations()).map((one) => one.scope)"
    )
    assert {urlsplit(scope).path for scope in scopes} == {LIST, DIRECTORY}
    visit(page, "/sager/")
    assert page.evaluate("navigator.serviceWorker.controller") is None


def test_copies_outlive_log_out(open_browser, world, four):
    page = open_browser()
    log_in(page, world.professional)
    visit(page, C1)
    wait_for_copies(page)
    visit(page, "/overblik/")
    log_out(page)
    page.goto(C1)
    assert "/log-ind/" in page.url
    cut(page)
    open_offline(page, C1)


@pytest.mark.rule("R115")
@pytest.mark.parametrize("visited", [C1, DIRECTORY])
def test_another_readers_copies_are_gone_after_one_visit(open_browser, world, four, visited):
    cards.contact(name="Juridisk Kontor", phone="70 55 00 05", audience="authority")
    page = open_browser()
    log_in(page, world.adviser)
    visit(page, DIRECTORY)
    wait_for_copies(page)
    assert "70550005" in page.evaluate(KEPT)[DIRECTORY]
    visit(page, "/overblik/")
    log_out(page)
    log_in(page, world.professional)
    visit(page, visited)
    wait_until(lambda: readers_of_copies(page) == {"staff"} and DIRECTORY in page.evaluate(KEPT))
    assert not [one for one in page.evaluate(KEPT).values() if "70550005" in one]
    cut(page)
    open_offline(page, DIRECTORY)
    assert "Intern vagt" in text_of(page)
    assert "Juridisk Kontor" not in text_of(page)


def test_a_stranger_is_left_no_number_of_staff(open_browser, world, four):
    Municipality.objects.update(cards_public=True)
    page = open_browser()
    log_in(page, world.professional)
    visit(page, C1)
    wait_for_copies(page)
    visit(page, "/overblik/")
    log_out(page)
    visit(page, LIST)
    wait_until(lambda: readers_of_copies(page) == {"public"} and C1 in page.evaluate(KEPT))
    kept = page.evaluate(KEPT)
    assert DIRECTORY not in kept
    assert not [one for one in kept.values() if "70550003" in one]
    assert "70550001" in kept[C1]


def test_a_card_that_is_withdrawn_is_dropped_with_the_next_visit(reader, world):
    cards.withdraw(CardVersion.objects.of_card("under-18-professional").get(), world.administrator)
    visit(reader, C1)
    wait_until(lambda: C1 not in reader.evaluate(KEPT))
    cut(reader)
    reader.goto(C1)
    assert "Disse sider kan læses alligevel" in text_of(reader)


@pytest.mark.parametrize("address", [C1, DIRECTORY])
def test_a_number_seen_online_is_the_number_offline(reader, address):
    Contact.objects.filter(name="SSP-konsulent").update(phone="70 55 00 99")
    visit(reader, address)
    wait_until(lambda: "70550099" in reader.evaluate(KEPT)[address])
    cut(reader)
    open_offline(reader, address)
    numbers = reader.eval_on_selector_all("main a[href^='tel:']", "all => all.map((a) => a.href)")
    assert "tel:70550099" in numbers
    assert "tel:70550001" not in numbers


def test_the_other_copies_follow_when_they_are_old(reader):
    Contact.objects.filter(name="SSP-konsulent").update(phone="70 55 00 99")
    visit(reader, C1)
    wait_until(lambda: "70550099" in reader.evaluate(KEPT)[C1])
    assert "70550099" not in reader.evaluate(KEPT)[DIRECTORY]  # it is fresh enough
    age_copies(reader)
    visit(reader, C1)
    wait_until(lambda: "70550099" in reader.evaluate(KEPT)[DIRECTORY])


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"headers": {"X-Kept-Copy": "authority"}},
        {"headers": {"X-Kept-Copy": "staff"}, "content_type": "text/plain"},
    ],
)
def test_an_answer_that_is_no_copy_of_hers_is_not_kept(reader, monkeypatch, wrong):
    asked = []

    def astray(request, *_args):
        asked.append(request.path)
        return HttpResponse("<p>Velkommen til netværket</p>", **wrong)

    monkeypatch.setattr(offline, "_copy", astray)
    visit(reader, C1)
    wait_until(lambda: f"{C1}kopi/" in asked)
    time.sleep(0.5)  # in which it would be kept
    assert not [one for one in reader.evaluate(KEPT).values() if "Velkommen" in one]
    cut(reader)
    open_offline(reader, C1)


def test_an_answer_that_is_no_list_drops_nothing(reader, monkeypatch):
    asked = []

    def astray(_listed):
        asked.append(True)
        return HttpResponse('{"reader": "public", "scopes": {}}')

    monkeypatch.setattr(offline, "JsonResponse", astray)
    visit(reader, C1)
    wait_until(lambda: asked)
    time.sleep(0.5)  # in which they would be dropped
    assert {C1, LIST, DIRECTORY} <= set(reader.evaluate(KEPT))


def test_a_copy_keeps_the_headers_that_guard_it(reader):
    copy = reader.evaluate(KEPT)[C1].lower()
    guards = ["content-security-policy", "referrer-policy same-origin", "x-frame-options deny"]
    assert not [one for one in guards if one not in copy]


def test_a_number_fills_the_line_on_a_phone(reader):
    cut(reader)
    open_offline(reader, DIRECTORY)
    link = reader.locator(".whom a").first.bounding_box()
    line = reader.locator(".whom li").first.bounding_box()
    assert link["width"] == line["width"]
    assert link["height"] >= 44


def test_a_slow_line_is_answered_by_the_copy(reader, monkeypatch):
    shown = views.show

    def slow(*args, **kwargs):
        time.sleep(6)
        return shown(*args, **kwargs)

    monkeypatch.setattr(views, "show", slow)
    began = time.monotonic()
    open_offline(reader, C1)
    assert time.monotonic() - began < 5.5
