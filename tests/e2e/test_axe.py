"""Each page, for who sees it: usable by all, within its policy, and neutral on the outside."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import get_resolver, resolve
from django.utils import timezone

from beredskab.accounts.models import User
from cases import workflow
from cases.models import Case, Concern, Person
from infohus.models import Meeting
from tests import factories
from tests.e2e.accessibility import DESKTOP, NARROW, PHONE, WIDTHS, faults, overflowing, violations
from tests.e2e.pages import press, visit
from tests.e2e.seen import BEGINNINGS, ELSEWHERE, SEEN_BY, WHERE_IT_STANDS_SO

OF_EACH, OF_CASES = 2, 3  # so many pages of a kind are looked at; no two cases are alike


@pytest.fixture
def staff():
    """Make the demo, and an assessment that came too late and was not explained."""
    call_command("demo", verbosity=0)
    staff = {user.username: user for user in User.objects.all()}
    now, adviser = timezone.now(), staff["raadgiver"]
    late = factories.received(
        adviser, at=now - timedelta(hours=26), received_at=now - timedelta(hours=26)
    )
    answers = {"danger": "no", "act_now": "no", "grounds": "Talt med skolen."}
    workflow.assess(late.case_ties.get(), by=adviser, at=now, **answers)
    return staff


def test_each_page_is_looked_at():
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    looked_at = {name for seen in SEEN_BY.values() for name in seen.split()}
    assert looked_at | set(ELSEWHERE.split()) | set(WHERE_IT_STANDS_SO.split()) == names


@pytest.mark.slow
@pytest.mark.parametrize("role", SEEN_BY)
def test_every_page_of_a_role(browse_as, complaints, staff, role):
    known = _known(staff[role])
    names = _names()
    page = browse_as(staff[role])
    wrong, seen = [], set()
    for kind in _walk(page, [one.format(**known) for one in BEGINNINGS.get(role, [])]):
        said = page.title() + page.url
        wrong += [f"{page.url} says {name}" for name in names if name in said]
        wrong += faults(page, complaints, [PHONE] if kind in seen else WIDTHS)
        seen.add(kind)
    assert wrong == []
    assert set(SEEN_BY[role].split()) - seen == set()


@pytest.mark.slow
def test_the_pages_of_the_job(browse_as, open_browser, complaints, world):
    tie = factories.tie(world, at=timezone.now())
    case, concern = tie.case.reference, tie.concern.reference
    draft = factories.draft(world.professional).reference
    public, adviser = open_browser(), browse_as(world.adviser)
    professional, leader = browse_as(world.professional), browse_as(world.leader)
    wrong = []
    for page, address, status in (
        (public, "/log-ind/", 200),
        (public, "/akut/", 200),
        (professional, "/overblik/", 200),
        (professional, f"/bekymringer/{draft}/trin/2/", 200),
        (professional, "/frister/", 403),
        (professional, f"/sager/{case}/", 404),
        (adviser, "/sager/", 200),
        (adviser, f"/sager/{case}/", 200),
        (adviser, f"/sager/{case}/vurdering/{concern}/", 200),
        (adviser, "/underretninger/ny/", 200),
        (leader, "/frister/", 200),
    ):
        visit(page, address, status=status)
        wrong += faults(page, complaints)
    assert wrong == []


# What is asked of whom in a form; {case}, {concern}, {draft} and {clarifying} stand in addresses.
FORMS = {
    "professional": """
        /bekymringer/ny/ /bekymringer/{draft}/trin/2/ /bekymringer/{clarifying}/samtale/
        /bekymringer/{clarifying}/afslut/ /bekymringer/{concern}/tilfoej/ /fravaer/ny/""",
    "adviser": """
        /underretninger/ny/ /sager/{case}/vurdering/{concern}/ /sager/{case}/personer/ny/
        /sager/{case}/opgaver/ny/ /sager/{case}/orientering/{concern}/
        /sager/{case}/orientering/{concern}/undlad/""",
    "leader": """
        /sager/{case}/tildel/ /sager/{case}/flyt/ /sager/{case}/luk-fejl/
        /sager/{case}/modtaget/{concern}/""",
    "administrator": """
        /indstillinger/enheder/ny/ /kontakter/ny/ /indstillinger/vagtplan/ny/""",
}


@pytest.mark.slow
@pytest.mark.parametrize("role", FORMS)
def test_an_empty_form_says_what_is_wrong_and_leads_to_it(browse_as, complaints, world, role):
    tie = factories.tie(world, at=timezone.now())
    clarifying = factories.draft(world.professional)
    workflow.clarify_first(clarifying, by=world.professional, at=timezone.now())
    known = {
        "case": tie.case.reference,
        "concern": tie.concern.reference,
        "draft": workflow.begin_draft(
            by=world.professional, at=timezone.now(), answers={"acute": "no"}, step=2
        ).reference,
        "clarifying": clarifying.reference,
    }
    page = browse_as(getattr(world, role))
    wrong = []
    for address in FORMS[role].split():
        visit(page, address.format(**known))
        press(page)
        wrong += _not_told(page) + faults(page, complaints)
    assert wrong == []


def test_errors_are_told_first_and_lead_to_their_fields(open_browser, complaints):
    page = open_browser()
    visit(page, "/log-ind/")
    press(page)
    assert _not_told(page) == []
    assert faults(page, complaints) == []


def test_a_search_that_finds_nothing_is_a_page_too(browse_as, complaints, world):
    page = browse_as(world.adviser)
    visit(page, "/sager/")
    page.fill("[name=words]", "140312-9991")
    press(page, "form[role=search] button")
    assert "9991" not in page.title() + page.url
    assert faults(page, complaints) == []


def test_axe_and_the_ruler_find_what_is_wrong(open_browser):
    page = open_browser(NARROW)
    visit(page, "/akut/")
    page.evaluate(
        """() => document.querySelector("main").insertAdjacentHTML("beforeend",
        '<img src="/static/none.png"><font color="#dddddd">Bleg tekst</font>'
        + '<table><tr><td><svg width="700" height="9"></svg></td></tr></table>')"""
    )
    found = violations(page)
    assert any(one.startswith("image-alt") for one in found)
    assert any(one.startswith("color-contrast") for one in found)
    assert any("<table" in one for one in overflowing(page))


def test_a_breach_of_the_policy_is_reported(open_browser, complaints):
    page = open_browser()
    visit(page, "/akut/")
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "document.title = 'Amira'";
          document.body.append(script);
        }"""
    )
    assert "Amira" not in page.title()
    assert len(complaints) == 1
    complaints.clear()


def _walk(page, beginnings: list[str]):
    """Open what can be reached by links, a few pages of each kind, and yield its kind."""
    waiting = [*beginnings, "/overblik/"]
    found, opened = set(waiting), Counter()
    for address in waiting:
        name = resolve(address.split("?")[0]).view_name
        kind = name, "?" in address
        most = OF_CASES if name == "case_detail" else OF_EACH
        if address not in beginnings and opened[kind] >= most:
            continue
        opened[kind] += 1
        page.set_viewport_size({"width": DESKTOP, "height": 900})
        visit(page, address)
        for link in _links(page):
            if link not in found:
                found.add(link)
                waiting.append(link)
        yield name


def _known(user) -> dict[str, str]:
    """The references that stand in addresses: her own concerns by status, two cases in sight."""
    known = {one.status: one.reference for one in Concern.objects.filter(reporter=user)}
    cases = Case.objects.visible_to(user).order_by("pk")
    late = cases.filter(
        concern_ties__assessment__is_late=True,
        concern_ties__assessment__late_grounds__isnull=True,
    ).first()
    with_cpr = cases.filter(exposed__cpr__isnull=False).first()
    for name, case in (("late", late), ("with_cpr", with_cpr)):
        if case:
            known[name] = case.reference
    held = Meeting.objects.visible_to(user).filter(items__minutes_number__isnull=False).first()
    return known | ({"held": held.reference} if held else {})


def _links(page) -> list[str]:
    """The pages to which a page leads; the admin's and files are not ours to look at."""
    base = page.evaluate("location.origin")
    links = page.eval_on_selector_all("a[href]", "all => all.map((link) => link.href)")
    own = [one.removeprefix(base).split("#")[0] for one in links if one.startswith(base)]
    files = (".pdf", ".csv", ".xml")
    return [one for one in own if "/admin/" not in one and not one.split("?")[0].endswith(files)]


def _not_told(page) -> list[str]:
    """What the page with errors lacks: its title, the focus, a link that leads to the field."""
    lacking = []
    if not page.title().startswith("Fejl:"):
        lacking.append(f"{page.url} title {page.title()}")
    summary = page.locator("[data-module=error-summary]")
    if not summary.evaluate("summary => summary === document.activeElement"):
        lacking.append(f"{page.url} focus is not on the summary")
    for link in summary.locator("a").all():
        link.click()
        target = link.get_attribute("href").removeprefix("#")
        if page.evaluate("document.activeElement.id") != target:
            lacking.append(f"{page.url} {target} gets no focus")
    return lacking


def _names() -> set[str]:
    """The words of all names of persons in cases."""
    names = Person.objects.values_list("name", flat=True)
    return {word for name in names if name for word in name.split()}
