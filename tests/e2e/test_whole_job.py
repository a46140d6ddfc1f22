"""The whole job, as each of its people does it: in wide and narrow windows, and without script."""

from datetime import timedelta

import pytest
from time_machine import travel

from beredskab import references
from beredskab.deadlines.models import Deadline
from cases.models import Case, Concern
from tests import factories
from tests.e2e.accessibility import DESKTOP, PHONE
from tests.e2e.pages import (
    BUTTON,
    NAME,
    NOTIFIER,
    choose,
    follow,
    log_in,
    log_out,
    press,
    reference_of,
    text_of,
    tick,
    unfold,
    visit,
    write,
)

DAY = factories.NOW  # A Tuesday at ten in the morning
WORDS = "Hun siger, at hun ikke må gå til svømning mere, og at hun skal rejse i ferien."
CALLED = "En nabo ringer. Der er råb i lejligheden, og pigen må ikke gå ud."


@pytest.mark.parametrize(
    ("width", "script"),
    [
        pytest.param(DESKTOP, True, id="desktop"),
        pytest.param(PHONE, True, id="phone", marks=pytest.mark.slow),
        pytest.param(DESKTOP, False, id="without script", marks=pytest.mark.slow),
    ],
)
def test_a_concern_goes_all_the_way(open_browser, world, width, script):
    def browser(width=width):
        return open_browser(width, java_script_enabled=script)

    with travel(DAY, tick=True):
        sent = report(browser(), world)
    with travel(DAY + timedelta(hours=1), tick=True):
        case = take_and_assess(browser(), world)
    with travel(DAY + timedelta(hours=16), tick=True):
        called = register_at_night(browser(), world)
    with travel(DAY + timedelta(hours=23), tick=True):
        finish_a_task(browser(), world, case)
        confirm_by_phone(browser(), world, called)
        countersign(browser(PHONE), world, case)
        assign(browser(), world, called)
        read_what_was_started(browser(), world, sent)
        hidden = [f"/sager/{case}/", f"/sager/{called}/", f"/bekymringer/{sent}/"]
        see_nothing(browser(), world, hidden)
    assert not Deadline.objects.filter(breached_at__isnull=False).exists()


def report(page, world) -> str:
    """The professional writes it down in four steps, and adds something later."""
    log_in(page, world.professional)
    visit(page, "/bekymringer/")
    follow(page, "/bekymringer/ny/")
    choose(page, acute="yes")
    press(page)
    assert page.url.endswith("/akut/")
    assert page.locator('main a[href="tel:112"]').is_visible()
    choose(page, to="114")
    press(page)

    choose(page, age_kind="stated_age")
    write(page, stated_age="14", name=NAME, words=WORDS)
    choose(page, witnessed="told", basis="suspicion")
    press(page)
    unfold(page, "[name=abroad_signs]")
    tick(page, "abroad_signs", "fears_holiday")
    choose(page, abroad_known="unknown")
    unfold(page, "[name=controllers]")
    tick(page, "controllers", "father")
    unfold(page, "[name=safe_contact]")
    write(page, safe_contact="Ring kun i skoletiden.")
    press(page)

    assert page.url.endswith("/trin/4/")
    assert WORDS in text_of(page)
    reference = reference_of(page)
    follow(page, f"/bekymringer/{reference}/send/")
    press(page)
    receipt = text_of(page)
    assert reference in receipt
    assert "10.00" in receipt
    follow(page, f"/bekymringer/{reference}/tilfoej/")
    write(page, text="Hun var ikke i skole i dag.")
    press(page)
    assert "Hun var ikke i skole i dag." in text_of(page)
    log_out(page)
    return reference


def take_and_assess(page, world) -> str:
    """The adviser finds it on her overview, takes it, assesses, completes it, and gives answer."""
    log_in(page, world.adviser)
    with page.expect_navigation():
        page.locator('main a[href^="/sager/"]:not([href*="?"])').first.click()
    case = reference_of(page)
    concern = Concern.objects.get().reference
    assert WORDS not in page.locator("h1").inner_text()
    press(page, f'form[action="/sager/{case}/tag/"] button')
    follow(page, f"/sager/{case}/vurdering/{concern}/")
    assert WORDS in text_of(page)
    choose(page, danger="yes", act_now="no")
    write(page, grounds="Talt med skolen. Rejsen er tre uger ude i fremtiden.")
    tick(page, "task-child_talk")
    tick(page, "task-partners")
    press(page)
    assert page.url.endswith(f"/sager/{case}/")

    visit(page, f"/sager/{case}/personer/")
    follow(page, f"/sager/{case}/personer/ny/")
    tick(page, "roles", "other_child")
    write(page, name="Samira Opdigtet", stated_age="9")
    press(page)
    assert "Samira" in text_of(page)

    visit(page, f"/sager/{case}/orientering/{concern}/")
    choose(page, started="yes")
    write(page, kind="Børnesamtale")
    press(page)
    assert page.url.endswith(f"/sager/{case}/")
    log_out(page)
    return case


def register_at_night(page, world) -> str:
    """The duty officer writes down a phone call at two, and assesses it."""
    log_in(page, world.officer)
    visit(page, "/underretninger/ny/")
    choose(page, acute="yes", notifier_kind="private", channel="phone")
    write(page, notifier_name=NOTIFIER, notifier_contact="20 11 22 33 om formiddagen")
    choose(page, notifier_in_family="no")
    page.select_option("[name=source]", "citizen")
    choose(page, **{"person-0-age_kind": "unknown"})
    write(page, words=CALLED)
    press(page)
    case = reference_of(page)
    concern = Concern.objects.get(channel="phone").reference
    assert "02.00" in text_of(page)
    follow(page, f"/sager/{case}/vurdering/{concern}/")
    choose(page, danger="yes", act_now="yes")
    write(page, grounds="Politiet er kontaktet kl. 2.05 og kører derud.")
    press(page)
    assert page.url.endswith(f"/sager/{case}/")
    log_out(page)
    return case


def finish_a_task(page, world, case: str) -> None:
    log_in(page, world.adviser)
    visit(page, f"/sager/{case}/opgaver/")
    done = page.locator('form[action$="/udfoert/"] button')
    before = done.count()
    with page.expect_navigation():
        done.first.click()
    assert done.count() == before - 1
    log_out(page)


def confirm_by_phone(page, world, case: str) -> None:
    """The neighbour is told orally; the letter is there to print."""
    log_in(page, world.adviser)
    concern = Concern.objects.get(channel="phone").reference
    visit(page, f"/sager/{case}/")
    follow(page, f"/sager/{case}/bekraeftelse/{concern}/")
    assert NOTIFIER in text_of(page)
    letter = page.request.get(f"/sager/{case}/bekraeftelse/{concern}/brev.pdf")
    assert (letter.status, letter.headers["content-type"]) == (200, "application/pdf")
    choose(page, ending="orally")
    press(page)
    assert page.url.endswith(f"/sager/{case}/")
    assert not Deadline.objects.open().filter(kind="confirmation").exists()
    log_out(page)


def countersign(page, world, case: str) -> None:
    """The leader signs on her phone, from the dashboard."""
    log_in(page, world.leader)
    visit(page, "/frister/")
    follow(page, f"/sager/{case}/")
    concern = Case.objects.get(reference=case).concern_ties.get().concern.reference
    follow(page, f"/sager/{case}/vurdering/{concern}/kontrasigner/")
    assert page.locator(BUTTON).is_visible()
    press(page)
    assert page.url.endswith(f"/sager/{case}/")
    log_out(page)


def assign(page, world, case: str) -> None:
    """The leader offers the case of the night to an adviser, who accepts it."""
    log_in(page, world.leader)
    visit(page, f"/sager/{case}/")
    unfold(page, f'a[href="/sager/{case}/tildel/"]')
    follow(page, f"/sager/{case}/tildel/")
    page.select_option("[name=to]", str(world.colleague.pk))
    press(page)
    log_out(page)
    log_in(page, world.colleague)
    follow(page, f"/sager/{case}/")
    press(page, f'form[action="/sager/{case}/accepter/"] button')
    assert Case.objects.get(reference=case).holder == world.colleague
    log_out(page)


def read_what_was_started(page, world, concern: str) -> None:
    """The professional reads what was started, and nothing else of the case."""
    log_in(page, world.professional)
    visit(page, f"/bekymringer/{concern}/")
    told = text_of(page)
    assert "Børnesamtale" in told
    assert "Talt med skolen" not in told
    log_out(page)


def see_nothing(page, world, addresses: list[str]) -> None:
    """A stranger gets the page of an address that leads nowhere, and nothing else."""
    log_in(page, world.stranger)
    for address in addresses:
        visit(page, address, status=404)
        hidden = page.title(), text_of(page)
        kind = address.split("/")[1]
        visit(page, f"/{kind}/{references.new()}/", status=404)
        assert (page.title(), text_of(page)) == hidden
