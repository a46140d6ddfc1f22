"""The plan's whole way: written, approved, adopted, published, read, searched, replaced."""

import pytest
from django.utils import timezone

from beredskab.accounts.roles import Role
from beredskab.plan import printing
from beredskab.plan.models import Edition
from tests import factories
from tests.e2e.accessibility import PHONE, faults
from tests.e2e.pages import follow, press, text_of, visit, write
from tests.factories import cards
from tests.factories import plan as plans

EDIT, DRAFT = "/plan/rediger/", "/plan/rediger/2/"
TEXT = {
    "om-natten": ("Hvem ringer jeg til om natten?", "<p>Ring til vagten, eller ring 114.</p>"),
    "pligt": ("Pligten", "<p>Lav en underretning efter {{lov:barnets-lov-133}}.</p>"),
}
NO_SCRIPT = {"java_script_enabled": False}


@pytest.fixture
def in_force(world):
    cards.contact(name="Vagten", phone="70 55 00 11", always_open=True, is_acute=True, hours=[])
    return plans.in_force(sections=TEXT, content=plans.PDF)


@pytest.fixture
def editor(world):
    return factories.user(Role.PLAN_EDITOR, name="Ib Toft")


@pytest.mark.slow
@pytest.mark.rule("R1")
@pytest.mark.parametrize("options", [{}, NO_SCRIPT, {"width": PHONE}])
def test_a_new_edition_goes_from_draft_to_the_public_and_the_old_one_stays(
    browse_as, open_browser, world, in_force, editor, options
):
    public = open_browser(**options)
    visit(public, "/plan/")
    before = public.locator("article").inner_text()
    old_pdf = public.request.get("/plan/plan.pdf").body()

    page = browse_as(editor, **options)
    visit(page, EDIT)
    press(page, 'form[action="/plan/rediger/begynd/"] button')
    follow(page, f"{DRAFT}titel/")
    write(page, changes="Et afsnit om skolen.")
    press(page)
    follow(page, f"{DRAFT}nyt/")
    write(page, title="Skolen")
    press(page)
    if options == NO_SCRIPT:
        page.fill("textarea[name=text]", "<p>Skolen underretter i dag.</p>")
    else:
        page.locator(".ProseMirror").first.click()
        page.keyboard.type("Skolen underretter i dag.")
    press(page, "main form .button-primary:visible")
    assert "Skolen" in text_of(page)
    press(page, f'form[action="{DRAFT}send/"] button')

    approver = browse_as(world.administrator, **options)
    visit(approver, "/overblik/")
    follow(approver, DRAFT)
    follow(approver, f"{DRAFT}gennemse/")
    assert "Skolen underretter i dag." in text_of(approver)
    press(approver, "button[value=approve]")

    visit(page, DRAFT)
    follow(page, f"{DRAFT}vedtagelse/")
    today = timezone.localdate()
    day = {"day": today.day, "month": today.month, "year": today.year}
    write(page, **{f"adopted_on_{part}": str(value) for part, value in day.items()})
    write(page, adopted_body="Byrådet", adopted_case="26/1")
    press(page)
    follow(page, f"{DRAFT}offentliggoer/")
    press(page)
    assert "Vi danner PDF'en" in text_of(page)
    visit(public, "/plan/")
    assert public.locator("article").inner_text() == before

    assert printing.make_waiting(timezone.now) == 1
    if options == NO_SCRIPT:
        follow(page, f"{DRAFT}status/")
    page.wait_for_selector("text=Udgave 2 er i kraft")
    visit(public, "/plan/")
    assert "Skolen underretter i dag." in text_of(public)
    assert public.request.get("/plan/plan.pdf").body() != old_pdf
    visit(public, "/plan/arkiv/1/")
    assert public.locator("article").inner_text() == before
    assert public.request.get("/plan/arkiv/1/plan.pdf").body() == old_pdf
    assert Edition.objects.in_force().get().number == 2


def test_a_reader_who_knows_nothing_finds_whom_to_call_at_night(open_browser, in_force, complaints):
    page = open_browser(PHONE)
    visit(page, "/")
    page.fill("[name=q]", "hvem ringer jeg til om natten")
    page.keyboard.press("Enter")
    page.wait_for_url("**/plan/soeg/**")
    assert page.locator("a[href='tel:114']").first.is_visible()
    assert "Vagten" in text_of(page)
    follow(page, "/plan/#om-natten")
    assert page.locator("#om-natten").is_visible()
    assert page.context.cookies() == []


def test_three_presses_of_shift_leave_the_page(open_browser, in_force, settings):
    settings.EXIT_URL = "/akut/"
    page = open_browser()
    visit(page, "/plan/")
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("**/akut/")


@pytest.mark.parametrize(
    "path",
    [
        "/plan/",
        "/plan/soeg/?q=underretning",
        "/plan/arkiv/",
        "/plan/sikker-brug/",
        "/plan/tilgaengelighed/",
    ],
)
def test_nothing_is_wrong_with_the_public_pages(open_browser, in_force, complaints, path):
    page = open_browser()
    visit(page, path)
    assert faults(page, complaints) == []
