import pytest
from django.urls import reverse

from beredskab.accounts import grants
from beredskab.accounts.roles import Role
from cases import workflow
from cases.models import NoteVersion
from tests import factories
from tests.cases.views.conftest import counted_queries
from tests.factories import NOW
from tests.factories.talks import note, talk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]

NOTE = {
    "kind": "meeting",
    "happened_on_day": "9",
    "happened_on_month": "11",
    "happened_on_year": "2026",
    "witnessed": "seen",
    "source": "Rådgiveren selv",
    "theme": "Møde på skolen",
    "text": "Skolen holder øje.",
    "seen": "0",
}
HIDDEN = (Role.COORDINATOR, Role.JOBCENTER, Role.LAWYER)


@pytest.fixture
def case(world):
    return factories.case(world)


def url(name, case, *more):
    return reverse(name, args=[case.reference, *more])


def shown(client, case, kind=""):
    return client.get(url("case_notes", case), {"type": kind} if kind else {}).content.decode()


@pytest.mark.rule("LR21")
def test_a_note_is_written_and_stands_in_the_journal(world, case, log_in):
    client = log_in(world.adviser)
    assert client.post(url("case_note_add", case), NOTE).url == url("case_notes", case)
    page = shown(client, case)
    for words in ("Møde på skolen", "Skolen holder øje.", "Rådgiveren selv", "9. november 2026"):
        assert words in page
    events = client.get(case.get_absolute_url()).context["events"]
    assert any(event["text"] == "Møde" for event in events)


@pytest.mark.rule("LR21")
@pytest.mark.parametrize("name", ["kind", "witnessed", "source", "theme", "text"])
def test_each_part_of_a_note_is_asked_for(world, case, log_in, name):
    page = log_in(world.adviser).post(url("case_note_add", case), {**NOTE, name: ""})
    assert page.context["form"].has_error(name)
    assert not NoteVersion.objects.exists()


def test_a_day_to_come_is_no_note(world, case, log_in):
    page = log_in(world.adviser).post(url("case_note_add", case), {**NOTE, "happened_on_day": "11"})
    assert page.context["form"].has_error("happened_on")


@pytest.mark.rule("LR23")
def test_a_correction_shows_both_versions_and_who_made_them(world, case, log_in):
    first = note(case, world.adviser)
    client = log_in(world.colleague)
    address = url("case_note", case, first.note_id)
    assert client.get(address).context["form"]["theme"].value() == "Fravær"
    client.post(address, {**NOTE, "seen": "1"})
    page = shown(client, case)
    for words in (first.text, "Skolen holder øje.", world.adviser.name, world.colleague.name):
        assert words in page


def test_who_corrects_after_somebody_else_sees_both_texts(world, case, log_in):
    first = note(case, world.adviser)
    client = log_in(world.colleague)
    address = url("case_note", case, first.note_id)
    client.post(address, {**NOTE, "seen": "1"})
    page = client.post(address, {**NOTE, "seen": "1", "text": "Noget andet."})
    content = page.content.decode()
    assert page.context["form"].conflict
    assert "Noget andet." in content
    assert "Skolen holder øje." in content
    assert client.post(address, {**NOTE, "seen": "2", "text": "Noget andet."}).status_code == 302


def test_the_journal_is_filtered_by_kind(world, case, log_in):
    note(case, world.adviser)
    note(case, world.adviser, kind="home_visit", theme="Besøg")
    client = log_in(world.adviser)
    assert "Besøg" not in shown(client, case, "phone")
    assert "Fravær" not in shown(client, case, "home_visit")
    assert "Fravær" in shown(client, case, "noget")


def test_long_text_stands_behind_a_word(world, case, log_in):
    note(case, world.adviser, text="Lang. " * 100)
    assert '<details class="details"><summary' in shown(log_in(world.adviser), case)


@pytest.mark.parametrize("role", HIDDEN)
def test_guests_of_the_case_see_no_notes(world, case, log_in, role):
    first = note(case, world.adviser)
    guest = factories.user(role)
    grants.give(case, guest, by=None, at=NOW, reason="shared")
    client = log_in(guest)
    assert "Fravær" not in shown(client, case)
    for address in (url("case_note_add", case), url("case_note", case, first.note_id)):
        assert client.get(address).status_code == 403


def test_outsiders_and_other_cases_get_404(world, case, log_in):
    first = note(case, world.adviser)
    for user in (world.stranger, world.professional):
        assert log_in(user).get(url("case_note", case, first.note_id)).status_code == 404
    other = factories.case(world)
    client = log_in(world.adviser)
    assert client.get(url("case_note", other, first.note_id)).status_code == 404
    assert client.delete(url("case_note", case, first.note_id)).status_code == 405


def test_a_closed_case_is_read_only(world, case, log_in):
    first = note(case, world.adviser)
    workflow.close_in_error(case, by=world.leader, at=NOW, reason="Dublet")
    client = log_in(world.adviser)
    page = shown(client, case)
    assert "Fravær" in page
    assert url("case_note", case, first.note_id) not in page
    assert client.get(url("case_note_add", case)).status_code == 409


def test_more_notes_and_talks_take_no_more_queries(world, case, log_in):
    client = log_in(world.adviser)
    note(case, world.adviser)
    talk(case, world.adviser)
    shown(client, case)
    with counted_queries() as few:
        shown(client, case)
    for _number in range(3):
        note(case, world.colleague)
        talk(case, world.colleague)
    with counted_queries() as many:
        shown(client, case)
    assert len(many) == len(few) <= 17
