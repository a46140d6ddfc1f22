"""The pages of an item: who is discussed, who is asked, guests, answers."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from beredskab.accounts import grants
from beredskab.accounts.roles import Role
from infohus import workflow
from infohus.models import Participant
from tests import factories
from tests.factories import NOW
from tests.factories import holding as held
from tests.factories import infohus as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(world):
    meeting = workflow.begin_meeting(
        cases=[made.case(world)],
        by=world.coordinator,
        at=NOW,
        starts_at=made.STARTS,
        ends_at=made.ENDS,
    )
    return meeting.items.get()


def address(item, name="infohus_item", *more):
    return reverse(name, args=[item.meeting.reference, item.position, *more])


def answers(item, *members, **known):
    return {
        "persons": [item.case.exposed_id],
        "members": [one.pk for one in members],
        "judgement": "De to kender barnet.",
        "basis": "s115",
        "purpose": "Forebygge vold",
        **known,
    }


def test_the_item_is_prepared_and_shows_what_was_saved(world, log_in, item, table):
    client = log_in(world.coordinator)
    sent = client.post(address(item), answers(item, table["ssp"], table["child"]))
    assert sent.status_code == 302
    item.refresh_from_db()
    assert item.judgement == "De to kender barnet."
    assert {row.participant.seat for row in item.asked.all()} == {"ssp", "child_authority"}
    page = client.get(address(item)).content.decode()
    assert "De to kender barnet." in page
    assert "Klar" in page


def test_each_answer_that_is_missing_has_its_own_words(world, log_in, item, table):
    form = log_in(world.coordinator).post(address(item), {"sent": "1"}).context["form"]
    assert form.errors.keys() == {"persons", "members", "judgement", "basis"}


def test_after_an_error_the_checklist_is_of_what_is_ticked_now(world, log_in, item, table):
    client = log_in(world.coordinator)
    client.post(address(item), answers(item, table["ssp"], table["child"]))
    page = client.post(address(item), answers(item, table["ssp"], judgement=""))
    assert "judgement" in page.context["form"].errors
    assert [str(seat) for seat in page.context["quorum"].missing] == ["child_authority"]


def test_when_nobody_else_sees_it_any_more_it_is_still_prepared_and_nobody_is_asked(
    world, log_in, table
):
    item = made.convened(world, table["ssp"], table["child"]).items.get()
    with time_machine.travel(made.AFTER, tick=False):
        client = log_in(world.coordinator)
        page = client.get(item.meeting.get_absolute_url()).content.decode()
        assert f'href="{address(item)}"' in page
        page = client.get(address(item))
        assert "members" not in page.context["form"].fields
        page = client.post(address(item, "infohus_item_checklist"), answers(item))
        assert page.context["quorum"].is_met
        assert client.post(address(item), answers(item)).status_code == 302
    item.refresh_from_db()
    assert item.judgement == "De to kender barnet."
    assert item.asked.count() == 2


@pytest.mark.rule("R90")
def test_of_a_talk_that_is_written_down_late_it_is_asked_why_the_police_must_know(
    world, log_in, table
):
    police = made.member(world.coordinator, "police", user=world.professional)
    case, long_ago = made.case(world), NOW - timedelta(days=30)
    known = {"by": world.coordinator, "at": NOW, "held_at": long_ago}
    item = workflow.record_urgent_talk(
        case, persons=[case.exposed], members=[table["ssp"], police], **known
    )
    client, need = log_in(world.coordinator), f"need-{police.pk}"
    page = client.post(address(item), answers(item))
    assert page.context["form"].errors.keys() == {need}
    given = answers(item, **{need: "Kender familien"})
    assert client.post(address(item), given).status_code == 302
    assert item.needs.get().participant.seat == "police"
    assert item.asked.count() == 2


def test_an_urgent_talk_is_prepared_also_where_nobody_of_the_register_was_there(world, log_in):
    known = {"by": world.coordinator, "at": NOW, "held_at": NOW, **held.vouched("school")}
    case = made.case(world)
    item = workflow.record_urgent_talk(case, persons=[case.exposed], **known)
    assert log_in(world.coordinator).post(address(item), answers(item)).status_code == 302
    item.refresh_from_db()
    assert item.judgement == "De to kender barnet."


@pytest.mark.rule("R90")
def test_section_115_asks_for_a_purpose(world, log_in, item, table):
    given = answers(item, table["ssp"], purpose=" ")
    page = log_in(world.coordinator).post(address(item), given)
    assert page.context["form"].errors.keys() == {"purpose"}
    assert "De to kender barnet." in page.content.decode()
    item.refresh_from_db()
    assert item.basis == ""


@pytest.mark.rule("R90")
def test_section_115_asks_of_each_one_outside_why_she_needs_to_know(world, log_in, item, table):
    police = made.member(world.coordinator, "police")
    client, need = log_in(world.coordinator), f"need-{police.pk}"
    page = client.post(address(item), answers(item, table["ssp"], police))
    assert page.context["form"].errors.keys() == {need}
    assert client.post(address(item), answers(item, table["ssp"])).status_code == 302
    given = answers(item, table["ssp"], police, **{need: "Kender broderen"})
    assert client.post(address(item), given).status_code == 302
    shown = client.get(address(item)).context["form"]
    assert shown.initial[need] == "Kender broderen"
    meeting = client.get(item.meeting.get_absolute_url()).content.decode()
    assert "Kender broderen" in meeting


@pytest.mark.rule("R90")
@pytest.mark.parametrize("brief", ["Om AMAL.", "Cpr 010190-1234.", "Hun bor Storegade 7."])
def test_an_anonymised_brief_that_tells_who_it_is_is_refused_and_stays_typed(
    world, log_in, table, brief
):
    person = factories.person(name="Amal Prøve")
    meeting = made.draft(world, made.case(world, persons=[person]))
    item = meeting.items.get()
    given = answers(item, table["ssp"], basis="anonymised", brief=brief)
    page = log_in(world.coordinator).post(address(item), given)
    assert page.context["form"].errors.keys() == {"brief"}
    assert brief in page.content.decode()
    item.refresh_from_db()
    assert item.basis == "s115"


@pytest.mark.rule("R86")
def test_the_checklist_answers_while_it_is_filled_in(world, log_in, item, table):
    client = log_in(world.coordinator)
    url = address(item, "infohus_item_checklist")
    page = client.post(url, answers(item, table["ssp"], judgement="")).content.decode()
    assert "Mangler 1" in page
    assert "Myndighed, børn" in page
    page = client.post(url, answers(item, table["ssp"], table["child"])).content.decode()
    assert "Klar" in page
    assert not item.asked.exists()


def test_a_guest_needs_a_reason_and_comes_to_this_item_alone(world, log_in, item):
    client, url = log_in(world.coordinator), address(item, "infohus_item_guest")
    guest = {"seat": "school", "name": "Kim Prøve", "email": "kim@example.com"}
    assert "reason" in client.post(url, guest).context["form"].errors
    form = client.post(url, {"seat": "school", "reason": "Kender hende"}).context["form"]
    assert form.errors.keys() == {"name", "email"}
    client.post(url, {**guest, "reason": "Kender hende"})
    assert Participant.objects.get().name == "Kim Prøve"
    assert "Kender hende" in client.get(item.meeting.get_absolute_url()).content.decode()


def test_a_participant_is_taken_off_on_the_page(world, log_in, item, table):
    made.prepare(item, world)
    workflow.ask_members(item, by=world.coordinator, at=NOW, members=[table["ssp"], table["child"]])
    row = item.asked.get(participant__seat="child_authority")
    log_in(world.coordinator).post(address(item, "infohus_item_take_off", row.pk))
    assert [one.participant.seat for one in item.asked.all()] == ["ssp"]


def test_the_pages_of_an_item_are_the_coordinators(world, log_in, table):
    meeting = made.convened(world, table["child"])
    item, client = meeting.items.get(), log_in(world.adviser)
    for name in ("infohus_item", "infohus_item_guest"):
        assert client.get(address(item, name)).status_code == 403
    assert log_in(world.leader).get(address(item)).status_code == 404
    assert (
        log_in(world.coordinator).get(address(item).replace("punkt/1", "punkt/9")).status_code
        == 404
    )


@pytest.mark.rule("R84")
def test_a_coordinator_who_is_only_asked_is_a_participant(world, log_in, table):
    """Another coordinator who can't see the case sits at the table for it."""
    other = factories.user(Role.COORDINATOR)
    seat = made.member(world.coordinator, "jobcenter", user=other)
    meeting = made.convened(world, seat)
    client, item = log_in(other), meeting.items.get()
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert item.judgement not in page
    assert "Flyt mødet" not in page
    for name in ("infohus_item", "infohus_item_guest"):
        assert client.get(address(item, name)).status_code == 403
    for name in ("infohus_move", "infohus_cancel"):
        assert client.get(reverse(name, args=[meeting.reference])).status_code == 403


@pytest.mark.rule("R84")
def test_who_keeps_one_item_does_not_prepare_another(world, log_in):
    other = factories.user(Role.COORDINATOR)
    seat = made.member(world.coordinator, "jobcenter", user=other)
    meeting = made.convened(world, seat, cases=(made.case(world), made.case(world)))
    first, second = meeting.items.all()
    grants.give(first.case, other, by=world.leader, at=NOW, reason="infohus")
    client = log_in(other)
    for name in ("infohus_item", "infohus_item_guest"):
        assert client.get(address(first, name)).status_code == 200
        assert client.get(address(second, name)).status_code == 404


def test_a_participant_answers_herself(world, log_in, table):
    meeting = made.convened(world, table["child"], table["leader"])
    client, url = log_in(world.adviser), reverse("infohus_reply", args=[meeting.reference])
    assert "Svar på indkaldelsen" in client.get(meeting.get_absolute_url()).content.decode()
    assert "deputy" not in client.get(url).context["form"].fields
    assert client.post(url, {"answer": "accepted"}).url == meeting.get_absolute_url()
    assert client.post(url, {"answer": "declined"}).url == "/infohus/"
    assert client.get(meeting.get_absolute_url()).status_code == 404


def test_a_deputy_of_the_register_comes_instead(world, log_in, table):
    meeting = made.convened(world, table["leader"])
    client, url = log_in(world.adult_leader), reverse("infohus_reply", args=[meeting.reference])
    assert "deputy" in client.post(url, {"answer": "deputy"}).context["form"].errors
    client.post(url, {"answer": "deputy", "deputy": table["deputy"].pk})
    assert log_in(world.stranger).get(meeting.get_absolute_url()).status_code == 200
    assert log_in(world.adult_leader).get(meeting.get_absolute_url()).status_code == 404


def test_the_coordinator_notes_who_rang(world, log_in, table):
    meeting = made.convened(world, table["child"])
    asked = meeting.participants.get()
    url = reverse("infohus_reply_for", args=[meeting.reference, asked.pk])
    assert log_in(world.adviser).post(url, {"answer": "accepted"}).status_code == 403
    client = log_in(world.coordinator)
    client.post(url, {"answer": "accepted"})
    assert "Kommer" in client.get(meeting.get_absolute_url()).content.decode()


def test_the_agenda_is_put_in_order_by_buttons_until_it_is_sent(world, log_in):
    meeting = made.draft(world, made.case(world), made.case(world))
    first, second = meeting.items.order_by("position")
    client = log_in(world.coordinator)
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert (page.count("Flyt op"), page.count("Flyt ned")) == (1, 1)
    client.post(address(second, "infohus_shift"), {"up": ""})
    assert list(meeting.items.order_by("position")) == [second, first]
    sent = made.convened(world, cases=(made.case(world), made.case(world)))
    assert "Flyt op" not in client.get(sent.get_absolute_url()).content.decode()
