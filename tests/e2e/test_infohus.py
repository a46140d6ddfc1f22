"""A family with a child and an adult: the coordinator convenes, the others read what they need."""

from datetime import timedelta

import pytest
from time_machine import travel

from cases import workflow as cases_workflow
from cases.choices import PersonRole
from infohus.choices import Seat
from infohus.models import Meeting
from tests import factories
from tests.e2e import pages
from tests.factories import NOW
from tests.factories import infohus as made

pytestmark = pytest.mark.slow
BRIEF = "Hun er bange for, hvad der sker hjemme i ferien."
GROUNDS = {
    "judgement": "De kender familien.",
    "purpose": "At forebygge vold.",
    "brief": BRIEF,
}


@pytest.fixture
def table(world):
    """The register; the police have a log-in, and the leader of adults a deputy with one."""
    by = world.coordinator
    police = factories.user("police", world.school)
    leadership = made.member(by, Seat.ADULT_LEADERSHIP, user=world.adult_leader)
    return {
        "ssp": made.member(by, user=by),
        "child": made.member(by, Seat.CHILD_AUTHORITY, user=world.adviser),
        "police": made.member(by, Seat.POLICE, user=police),
        "leader": leadership,
        "deputy": made.member(
            by, Seat.ADULT_LEADERSHIP, deputises=leadership, user=world.adult_adviser
        ),
    }


@pytest.fixture
def case(world):
    """A girl of 14, and an aunt of 30 who is exposed too."""
    girl = made.case(world, persons=[factories.person(name=pages.NAME, stated_age=14)])
    aunt = {"name": "Tante Prøve", "stated_age": 30, "roles": [PersonRole.EXPOSED]}
    cases_workflow.add_person(girl, by=world.adviser, at=NOW, **aunt)
    return girl


def test_a_meeting_on_a_family_with_both(browse_as, world, table, case):
    with travel(NOW, tick=True):
        page = browse_as(world.coordinator)
        reference = _begin(page, case)
        _prepare(page, table)
        _see_who_is_missing(page, table)
        pages.press(page)
        _invite_a_guest(page, reference)
        pages.press(page, 'form[action$="/indkald/"] button')
        assert "Indkaldt" in pages.text_of(page)
        _read_as_police(browse_as, table, reference, case)
        _send_a_deputy(browse_as, table, reference)
        _move(page, reference)
        police = browse_as(table["police"].user)
        pages.visit(police, f"/infohus/{reference}/")
        assert "Du har ikke svaret endnu" in pages.text_of(police)
    with travel(made.AFTER + timedelta(days=30), tick=True):
        _nothing_is_left(browse_as, table, reference)


def test_a_cancelled_meeting_is_gone_for_its_participants(browse_as, world, table):
    with travel(NOW, tick=True):
        meeting = made.convened(world, table["police"], table["child"])
        page = browse_as(world.coordinator)
        pages.visit(page, f"/infohus/{meeting.reference}/aflys/")
        pages.write(page, reason="Ny mødetid")
        pages.press(page)
        assert "Mødet er aflyst" in pages.text_of(page)
        for name in ("police", "child"):
            pages.visit(browse_as(table[name].user), meeting.get_absolute_url(), 404)


def _begin(page, case) -> str:
    """From the board to the first item."""
    pages.visit(page, "/infohus/")
    pages.follow(page, f"/infohus/nyt/?sag={case.reference}")
    pages.write_moment(page, "starts_at", made.STARTS)
    pages.write(page, place="Rådhuset 2.14")
    pages.press(page)
    return pages.reference_of(page)


def _prepare(page, table) -> None:
    for name in ("ssp", "child", "police"):
        pages.tick(page, "members", str(table[name].pk))
    pages.choose(page, basis="s115")
    need = {f"need-{table['police'].pk}": "Politiet ved, om faren er reel."}
    pages.write(page, **GROUNDS, **need)


def _see_who_is_missing(page, table) -> None:
    """Child and adult are discussed: leadership of adults is missing until it is ticked."""
    panel = page.locator("#quorum")
    panel.get_by_text("Mangler 1").wait_for()
    assert "Ledelsen af handicap og psykiatri: mangler" in panel.inner_text()
    pages.tick(page, "members", str(table["leader"].pk))
    panel.get_by_text("Klar").wait_for()


def _invite_a_guest(page, reference) -> None:
    pages.follow(page, f"/infohus/{reference}/punkt/1/gaest/")
    page.select_option("[name=seat]", "school")
    pages.write(page, name="Kim Prøve", email="kim@example.com", reason="Hendes lærer")
    pages.press(page)


def _read_as_police(browse_as, table, reference, case) -> None:
    """The item, with her own name on it; no case, no search, no address leads further."""
    page = browse_as(table["police"].user)
    pages.visit(page, "/overblik/")
    pages.follow(page, f"/infohus/{reference}/")
    assert BRIEF not in pages.text_of(page)
    _declare(page, reference)
    pages.visit(page, f"/infohus/{reference}/")
    said = pages.text_of(page)
    assert BRIEF in said
    assert table["police"].user.name in page.inner_text(".reader-mark")
    assert case.reference not in page.content()
    assert GROUNDS["judgement"] not in said
    pages.visit(page, f"/sager/{case.reference}/", 404)
    pages.visit(page, f"/infohus/{reference}/punkt/1/", 403)
    pages.visit(page, f"/infohus/{reference}/svar/")
    pages.choose(page, answer="accepted")
    pages.press(page)
    assert "Kommer" in pages.text_of(page)


def _declare(page, reference) -> None:
    """Say that one has no personal tie."""
    pages.follow(page, f"/infohus/{reference}/punkt/1/habilitet/")
    pages.choose(page, answer="none")
    pages.press(page)


def _send_a_deputy(browse_as, table, reference) -> None:
    page = browse_as(table["leader"].user)
    pages.visit(page, f"/infohus/{reference}/svar/")
    pages.choose(page, answer="deputy")
    page.select_option("[name=deputy]", str(table["deputy"].pk))
    pages.press(page)
    assert page.url.endswith("/infohus/")
    pages.visit(page, f"/infohus/{reference}/", 404)
    deputy = browse_as(table["deputy"].user)
    pages.visit(deputy, f"/infohus/{reference}/")
    _declare(deputy, reference)
    pages.visit(deputy, f"/infohus/{reference}/")
    assert BRIEF in pages.text_of(deputy)


def _move(page, reference) -> None:
    pages.visit(page, f"/infohus/{reference}/flyt/")
    pages.write_moment(page, "starts_at", made.STARTS + timedelta(days=1))
    pages.press(page)
    assert Meeting.objects.get(reference=reference).sequence == 1
    pages.visit(page, f"/infohus/{reference}/")
    assert "Sender en stedfortræder" in pages.text_of(page)


def _nothing_is_left(browse_as, table, reference) -> None:
    for name in ("police", "deputy"):
        page = browse_as(table[name].user)
        pages.visit(page, f"/infohus/{reference}/", 404)
        pages.visit(page, f"/infohus/{reference}/svar/", 404)
        pages.visit(page, "/infohus/")
        assert reference not in pages.text_of(page)
        pages.visit(page, "/overblik/")
        assert reference not in pages.text_of(page)
