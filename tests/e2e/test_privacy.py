"""What stays behind in the browser: nothing of a case."""

import pytest

from cases.models import Concern
from tests import factories
from tests.e2e.pages import NAME, choose, log_in, log_out, press, text_of, visit, write

WORDS = "Hun må ikke gå til svømning mere."


@pytest.fixture
def case(world):
    return factories.case(world, persons=[factories.person(name=NAME)], words=WORDS)


def test_the_way_back_after_log_out_shows_no_case(open_browser, world, case):
    page = open_browser()
    log_in(page, world.adviser)
    visit(page, case.get_absolute_url())
    assert case.reference in text_of(page)
    log_out(page)
    for _step in range(2):
        page.go_back()
        page.wait_for_url("**/log-ind/**")
        assert case.reference not in text_of(page)


def test_nothing_of_a_case_is_kept_by_the_browser(browse_as, world, case):
    page = browse_as(world.adviser)
    answers = []
    page.on("response", lambda got: answers.append(got))
    visit(page, case.get_absolute_url())
    page.wait_for_load_state("networkidle")
    own = [got for got in answers if "/static/" not in got.url]
    assert own
    assert all("no-store" in got.headers["cache-control"] for got in own)
    kept = page.evaluate(
        "async () => [{...localStorage}, {...sessionStorage}, (await caches.keys()).length,"
        " (await indexedDB.databases()).length]"
    )
    # Only the path, which holds a reference: htmx reads it when somebody goes back.
    kept[1].pop("htmx-current-path-for-history", None)
    assert kept == [{}, {}, 0, 0]
    assert all(cookie["httpOnly"] for cookie in page.context.cookies())


def test_log_out_empties_the_browser(open_browser, world):
    page = open_browser()
    log_in(page, world.adviser)
    before = _session(page)
    with page.expect_response("**/log-ud/") as left:
        log_out(page)
    assert left.value.all_headers()["clear-site-data"] == '"cache", "cookies"'
    assert _session(page) != before
    visit(page, "/overblik/")
    assert "/log-ind/" in page.url


def test_a_draft_is_saved_as_it_is_written_and_survives_log_out(open_browser, world):
    page = open_browser()
    log_in(page, world.professional)
    visit(page, "/bekymringer/ny/")
    choose(page, acute="no")
    press(page)
    with page.expect_response("**/gem/") as saved:
        write(page, words=WORDS)
    assert saved.value.ok
    page.wait_for_function("document.getElementById('autosave').textContent.trim() !== ''")
    log_out(page)

    log_in(page, world.professional)
    visit(page, Concern.objects.get().get_absolute_url())
    assert page.input_value("[name=words]") == WORDS


def test_an_autosave_that_fails_says_so(open_browser, world):
    page = open_browser()
    log_in(page, world.professional)
    visit(page, "/bekymringer/ny/")
    choose(page, acute="no")
    press(page)
    page.route("**/gem/", lambda route: route.abort())
    write(page, words=WORDS)
    page.wait_for_selector("#autosave.autosave-failed")
    assert page.input_value("[name=words]") == WORDS


def test_the_session_warns_before_it_ends_and_can_be_kept(browse_as, world):
    page = browse_as(world.adviser)
    page.clock.install()
    visit(page, "/overblik/")
    stay = page.locator("#session-modal [data-session-stay]")
    page.clock.fast_forward("24:50")
    assert not stay.is_visible()
    page.clock.fast_forward("00:15")
    stay.wait_for(state="visible")
    with page.expect_response("**/session/") as kept:
        stay.click()
    assert kept.value.status == 204
    stay.wait_for(state="hidden")


def test_a_session_that_ended_leads_to_log_in_and_back(browse_as, world, settings):
    settings.SESSION_COOKIE_AGE = 3
    page = browse_as(world.adviser)
    visit(page, "/overblik/")
    page.wait_for_url("**/log-ind/?next=%2Foverblik%2F")
    log_in(page, world.adviser)


def _session(page) -> list[str]:
    return [cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "session"]
