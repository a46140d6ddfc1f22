"""A meeting is held: ties, attendance, recommendations, minutes; and a talk held at once."""

from datetime import timedelta

import pytest
from time_machine import travel

from cases import workflow as cases_workflow
from cases.choices import PersonRole
from infohus import workflow
from infohus.choices import Seat
from infohus.models import AgendaItem, Recommendation, TieDeclaration
from tests import factories
from tests.e2e import pages
from tests.e2e.test_calendars import fetched
from tests.factories import NOW
from tests.factories import holding as held
from tests.factories import infohus as made

pytestmark = pytest.mark.slow
MAPPING, MINUTES = "Hun følges til og fra skole.", "Sagen blev kortlagt og vurderet."
AFTER = made.AFTER + timedelta(days=30)


@pytest.fixture
def police(world):
    return factories.user("police", world.school)


@pytest.fixture
def item(world, police):
    """Convened on a girl of 14 and an aunt of 30; the job centre is asked too."""
    by = world.coordinator
    girl = made.case(world, persons=[factories.person(name=pages.NAME, stated_age=14)])
    aunt = {"name": "Tante Prøve", "stated_age": 30, "roles": [PersonRole.EXPOSED]}
    person = cases_workflow.add_person(girl, by=world.adviser, at=NOW, **aunt)
    members = [
        made.member(by, user=by),
        made.member(by, Seat.CHILD_AUTHORITY, user=world.adviser),
        made.member(by, Seat.ADULT_LEADERSHIP, user=world.adult_leader),
        made.member(by, Seat.POLICE, user=police),
        made.member(by, Seat.JOBCENTER, user=world.stranger),
    ]
    item = made.convened(world, *members, cases=(girl,)).items.get()
    guest = {"user": world.professional, "seat": Seat.SCHOOL, "reason": "Hendes lærer"}
    workflow.ask_guest(item, by=by, at=NOW, **guest)
    return made.prepare(item, world, persons=[girl.exposed, person])


def test_a_family_is_discussed_and_each_gets_a_recommendation(
    browse_as, portal, world, police, item
):
    with travel(held.DURING, tick=True):
        feed = _read_as_guest(browse_as, portal, world.professional, item)
        _declare(browse_as, police, item, "none")
        _declare(browse_as, world.adult_leader, item, "none")
        _a_relative_is_shut_out(browse_as, world, item)
        page = browse_as(world.coordinator)
        _who_is_there(page, item)
        _not_yet(page, item)
        _write(page, item)
        _recommend(page, item)
        _conclude(page, item)
        _minutes(page, item)
        _decide(browse_as, world, item)
        _agree(browse_as, world, item)
    with travel(AFTER, tick=True):
        _only_her_own_is_left(browse_as, police, item)
        _nothing_is_left(browse_as, portal, world.professional, item, feed)


def test_an_urgent_talk_is_confirmed_afterwards(browse_as, world):
    by = world.coordinator
    seat = made.member(by, user=by)
    case = made.case(world, persons=[factories.person(name=pages.NAME, stated_age=30)])
    with travel(NOW, tick=True):
        page = browse_as(by)
        pages.visit(page, f"/sager/{case.reference}/vurderinger/")
        pages.follow(page, f"/infohus/hastedroeftelse/?sag={case.reference}")
        pages.tick(page, "members", str(seat.pk))
        pages.press(page)
        assert "Hastedrøftelse" in pages.text_of(page)
        assert "Ledelsen af handicap og psykiatri" in pages.text_of(page)
        item = AgendaItem.objects.get()
        made.prepare(item, world)
        held.declare(item, world, "ssp")
        held.assessed(item, world)
        held.recommend(item, world, seat="adult_authority")
        pages.visit(page, item.hold_path)
        pages.follow(page, f"{_address(item)}bekraeft/")
        pages.choose(page, seat="adult_leadership")
        pages.write(page, name="Leder Prøve")
        pages.tick(page, "has_no_tie")
        pages.press(page)
        assert "Anbefalingerne er foreløbige" not in pages.text_of(page)
        item.refresh_from_db()
        assert item.is_concluded


def test_the_leader_rules_where_somebody_is_not_sure(browse_as, world, police, item):
    with travel(held.DURING, tick=True):
        page = _declare(browse_as, police, item, "unsure")
        pages.visit(page, item.meeting.get_absolute_url(), 404)
        leader = browse_as(world.leader)
        pages.visit(leader, f"/sager/{item.case.reference}/vurderinger/")
        rule = TieDeclaration.objects.get(answer="unsure")
        address = f"{item.meeting.get_absolute_url()}habilitet/{rule.pk}/"
        pages.unfold(leader, f'a[href="{address}"]')
        pages.follow(leader, address)
        pages.choose(leader, may_take_part="yes")
        pages.write(leader, grounds="De har mødt hinanden en gang")
        pages.press(leader)
        pages.visit(page, item.meeting.get_absolute_url())


def _address(item) -> str:
    return f"{item.meeting.get_absolute_url()}punkt/{item.position}/"


def _declare(browse_as, user, item, answer):
    """Only names are there before she has declared."""
    page = browse_as(user)
    pages.visit(page, item.meeting.get_absolute_url())
    assert made.GROUNDS["purpose"] not in pages.text_of(page)
    pages.follow(page, f"{_address(item)}habilitet/")
    assert pages.NAME in pages.text_of(page)
    pages.choose(page, answer=answer)
    pages.press(page)
    if answer == "none":
        assert made.GROUNDS["purpose"] in pages.text_of(page)
    return page


def _read_as_guest(browse_as, portal, guest, item) -> str:
    """She reads the item, and finds the meeting in her calendar: the time, and no more."""
    page = _declare(browse_as, guest, item, "none")
    pages.visit(page, "/infohus/kalender/")
    pages.press(page, "main .button-primary")
    feed = page.input_value("#address")
    _status, found = fetched(portal, feed)
    assert item.meeting.reference.encode() not in found
    assert str(item.meeting.uid).encode() in found
    return feed


def _nothing_is_left(browse_as, portal, guest, item, feed) -> None:
    page = browse_as(guest)
    meeting = item.meeting.get_absolute_url()
    for end in ("", "svar/", "punkt/1/laes/", "punkt/1/habilitet/", "punkt/1/referat.pdf"):
        pages.visit(page, f"{meeting}{end}", 404)
    for address in ("/overblik/", f"/actioncards/soeg/?q={item.meeting.reference}"):
        page.goto(address)
        assert item.meeting.get_absolute_url() not in page.content()
    assert str(item.meeting.uid).encode() not in fetched(portal, feed)[1]


def _a_relative_is_shut_out(browse_as, world, item) -> None:
    page = _declare(browse_as, world.stranger, item, "yes")
    assert "lukket for dig" in pages.text_of(page)
    for address in (item.meeting.get_absolute_url(), f"{_address(item)}habilitet/"):
        pages.visit(page, address, 404)


def _who_is_there(page, item) -> None:
    """The police and the child authority are there; the leadership comes by phone."""
    pages.visit(page, item.hold_path)
    panel = page.locator("#quorum-held")
    for seat in ("ssp", "child_authority", "police"):
        pages.tick(page, "participants", str(held.participant(item, seat).pk))
    panel.get_by_text("Mangler 1").wait_for()
    pages.tick(page, "participants", str(held.participant(item, "adult_leadership").pk))
    panel.get_by_text("De nødvendige deltagere er med").wait_for()


def _not_yet(page, item) -> None:
    """Refused, with links to what is missing; the two without a log-in at hand told her."""
    page.locator('form[action$="/afslut/"] button').click()
    page.get_by_text("Punktet kan ikke afsluttes endnu").first.wait_for()
    for seat in ("ssp", "child_authority"):
        pages.visit(page, item.hold_path)
        pages.follow(page, f"{_address(item)}habilitet/{held.participant(item, seat).pk}/")
        pages.choose(page, answer="none")
        pages.press(page)


def _write(page, item) -> None:
    pages.follow(page, f"{_address(item)}tekst/kortlaegning/")
    pages.write(page, text=MAPPING)
    page.locator("#autosave", has_text="gemt").wait_for()
    pages.visit(page, f"{_address(item)}tekst/kortlaegning/")
    assert page.input_value("[name=text]") == MAPPING
    pages.press(page)
    pages.follow(page, f"{_address(item)}tekst/vurdering/")
    pages.write(page, text="Kontrollen er tiltaget.")
    pages.choose(page, level="high")
    pages.press(page)


def _recommend(page, item) -> None:
    girl, aunt = item.case.persons.order_by("pk")
    for person, authority in ((girl, "seat:police"), (aunt, "seat:adult_leadership")):
        address = f"{_address(item)}person/{person.pk}/"
        pages.follow(page, address)
        pages.write(page, text="Aftal, hvem hun ringer til.")
        page.locator("#autosave", has_text="gemt").wait_for()
        page.reload()
        page.select_option("[name=authority]", authority)
        day = (NOW + timedelta(days=14)).date()
        parts = {"day": day.day, "month": day.month, "year": day.year}
        pages.write(page, **{f"due_on_{name}": str(part) for name, part in parts.items()})
        pages.press(page)


def _conclude(page, item) -> None:
    pages.press(page, 'form[action$="/afslut/"] button')
    assert "Afsluttet" in pages.text_of(page)
    item.refresh_from_db()
    assert item.is_concluded


def _minutes(page, item) -> None:
    pages.follow(page, f"{_address(item)}tekst/referat/")
    pages.write(page, text=MINUTES)
    pages.press(page)
    pages.press(page, 'form[action$="/referat/spoerg/"] button')
    with page.expect_response("**/referat.pdf") as found:
        page.evaluate(f"fetch('{_address(item)}referat.pdf')")
    assert found.value.headers["content-type"] == "application/pdf"


def _decide(browse_as, world, item) -> None:
    """The adviser sees what is recommended in the case, and refers her decision to it."""
    page = browse_as(world.adviser)
    row = Recommendation.objects.get(seat="police")
    pages.visit(page, f"/sager/{item.case.reference}/vurderinger/")
    assert MINUTES not in pages.text_of(page)
    address = f"{row.get_absolute_url()}afgoerelse/"
    pages.unfold(page, f'a[href="{address}"]')
    pages.follow(page, address)
    pages.choose(page, follows="no")
    pages.write(page, what="Fast kontaktperson", reason="Hun ønsker ikke politiet indblandet")
    day = held.DURING.date()
    parts = {"day": day.day, "month": day.month, "year": day.year}
    pages.write(page, **{f"decided_on_{name}": str(part) for name, part in parts.items()})
    pages.press(page)
    assert "Afviger fra anbefalingen" in pages.text_of(page)


def _agree(browse_as, world, item) -> None:
    page = browse_as(world.adult_leader)
    pages.visit(page, "/overblik/")
    pages.follow(page, item.minutes_path)
    assert MINUTES in pages.text_of(page)
    pages.choose(page, agrees="yes")
    pages.press(page)
    pages.visit(page, item.minutes_path, 404)


def _only_her_own_is_left(browse_as, police, item) -> None:
    page = browse_as(police)
    meeting = item.meeting.get_absolute_url()
    for address in (meeting, f"{_address(item)}laes/", f"{_address(item)}referat.pdf"):
        pages.visit(page, address, 404)
    pages.visit(page, "/overblik/")
    row = Recommendation.objects.get(seat="police")
    pages.follow(page, row.get_absolute_url())
    assert "Fast kontaktperson" not in pages.text_of(page)
    pages.choose(page, answer="done")
    pages.press(page)
    pages.visit(page, row.get_absolute_url(), 404)
