"""The board and the page of a meeting, from its beginning until it is called off."""

import pytest
import time_machine
from django.urls import reverse

from beredskab.audit.models import LookUp
from beredskab.municipality.models import Municipality
from infohus import workflow
from infohus.models import Invitation, Meeting
from tests import factories
from tests.cases.views.conftest import counted_queries
from tests.factories import NOW
from tests.factories import infohus as made

pytestmark = pytest.mark.django_db
LIST = "/infohus/"
WHEN = {
    "starts_at_day": "12",
    "starts_at_month": "11",
    "starts_at_year": "2026",
    "starts_at_time": "10.00",
    "minutes": "60",
    "place": "Rådhuset 2.14",
}


def words(response):
    return response.content.decode()


def declare_no_tie(item, user):
    own = item.meeting.participants.get(user=user)
    workflow.declare_tie(item, participant=own, by=user, at=NOW, answer="none")


def test_the_board_offers_the_cases_that_wait(world, log_in):
    case = made.case(world)
    page = words(log_in(world.coordinator).get(LIST))
    assert case.reference in page
    assert f"/infohus/nyt/?sag={case.reference}" in page


def test_a_meeting_is_begun_from_a_case(world, log_in):
    case = made.case(world)
    client = log_in(world.coordinator)
    assert "checked" in words(client.get(f"/infohus/nyt/?sag={case.reference}"))
    sent = client.post("/infohus/nyt/", {"cases": [case.reference], **WHEN})
    meeting = Meeting.objects.get()
    assert sent.url == reverse("infohus_item", args=[meeting.reference, 1])
    assert meeting.is_draft
    assert case.reference not in words(client.get(LIST)).partition("Begyndt")[0]


def test_a_case_is_discussed_again(world, log_in):
    case = made.case(world)
    made.convened(world, cases=(case,))
    client = log_in(world.coordinator)
    assert case.reference not in words(client.get("/infohus/nyt/"))
    url = f"/infohus/nyt/?sag={case.reference}"
    assert client.post(url, {"cases": [case.reference], **WHEN}).status_code == 302
    assert Meeting.objects.filter(items__case=case).count() == 2


def test_no_address_offers_a_case_that_she_does_not_see(world, log_in):
    case = factories.case(world)
    assert case.reference not in words(
        log_in(world.coordinator).get(f"/infohus/nyt/?sag={case.reference}")
    )


@pytest.mark.rule("R89")
def test_a_meeting_without_a_case_is_refused_at_its_field(world, log_in):
    made.case(world)
    form = log_in(world.coordinator).post("/infohus/nyt/", WHEN).context["form"]
    assert "cases" in form.errors
    assert not Meeting.objects.exists()


def test_a_meeting_in_the_past_is_refused_at_its_field(world, log_in):
    case = made.case(world)
    past = {**WHEN, "starts_at_year": "2025", "cases": [case.reference]}
    form = log_in(world.coordinator).post("/infohus/nyt/", past).context["form"]
    assert "starts_at" in form.errors


def test_where_no_case_waits_the_page_says_so(world, log_in):
    assert "ingen sag venter" in words(log_in(world.coordinator).get("/infohus/nyt/"))


def test_the_invitations_are_sent_from_the_page(world, log_in, table):
    meeting = made.draft(world)
    client = log_in(world.coordinator)
    assert "Send indkaldelserne" not in words(client.get(meeting.get_absolute_url()))
    client.post(reverse("infohus_convene", args=[meeting.reference]))
    assert not Invitation.objects.exists()
    item = meeting.items.get()
    workflow.ask_members(item, by=world.coordinator, at=NOW, members=[table["child"]])
    assert "Send indkaldelserne" in words(client.get(meeting.get_absolute_url()))
    client.post(reverse("infohus_convene", args=[meeting.reference]))
    assert Invitation.objects.get().participant.user == world.adviser


def test_the_meeting_is_moved_and_cancelled_on_its_pages(world, log_in, table):
    meeting = made.convened(world, table["child"])
    client = log_in(world.coordinator)
    client.post(reverse("infohus_move", args=[meeting.reference]), WHEN)
    meeting.refresh_from_db()
    assert (meeting.place, meeting.sequence) == ("Rådhuset 2.14", 1)
    url = reverse("infohus_cancel", args=[meeting.reference])
    assert "reason" in client.post(url, {"sent": "1"}).context["form"].errors
    client.post(url, {"reason": "Ny mødetid"})
    assert Meeting.objects.get().is_cancelled
    assert Invitation.objects.last().method == "CANCEL"


@pytest.mark.rule("R84")
def test_a_participant_reads_her_items_until_the_time_is_up(world, log_in, table):
    first, second = made.case(world), made.case(world)
    meeting = made.draft(world, first, second)
    own, other = meeting.items.all()
    made.prepare(own, world, brief="Hun er bange for rejsen.")
    made.prepare(other, world, brief="En anden families sag.")
    workflow.ask_members(own, by=world.coordinator, at=NOW, members=[table["leader"]])
    workflow.ask_members(other, by=world.coordinator, at=NOW, members=[table["child"]])
    workflow.convene(meeting, by=world.coordinator, at=NOW)
    declare_no_tie(own, world.adult_leader)
    client = log_in(world.adult_leader)
    page = words(client.get(meeting.get_absolute_url()))
    assert "Hun er bange for rejsen." in page
    assert "En anden families sag." not in page
    assert world.adult_leader.name in page.partition('class="reader-mark"')[2]
    assert first.reference not in page
    assert meeting.reference in words(client.get(LIST))
    with time_machine.travel(made.AFTER, tick=False):
        client = log_in(world.adult_leader)
        assert client.get(meeting.get_absolute_url()).status_code == 404
        assert meeting.reference not in words(client.get(LIST))


@pytest.mark.rule("R90")
def test_an_anonymised_item_names_nobody(world, log_in, table):
    meeting = made.draft(world, made.case(world, persons=[factories.person(name="Amal Prøve")]))
    item = made.prepare(meeting.items.get(), world, basis="anonymised", brief="En pige på 14.")
    workflow.ask_members(item, by=world.coordinator, at=NOW, members=[table["leader"]])
    workflow.convene(meeting, by=world.coordinator, at=NOW)
    declare_no_tie(item, world.adult_leader)
    page = words(log_in(world.adult_leader).get(meeting.get_absolute_url()))
    assert "En pige på 14." in page
    assert "Amal" not in page
    made.prepare(item, world)
    assert "Amal" in words(log_in(world.adult_leader).get(meeting.get_absolute_url()))


@pytest.mark.parametrize("who", ["adviser", "leader", "adult_leader", "professional", "stranger"])
def test_who_is_not_asked_finds_no_meeting(world, log_in, who):
    meeting = made.convened(world)
    client = log_in(getattr(world, who))
    assert client.get(meeting.get_absolute_url()).status_code == 404
    assert meeting.reference not in words(client.get(LIST))


@pytest.mark.parametrize("name", ["infohus_move", "infohus_cancel"])
def test_a_participant_does_not_keep_the_meeting(world, log_in, table, name):
    meeting = made.convened(world, table["child"])
    client = log_in(world.adviser)
    assert client.get(reverse(name, args=[meeting.reference])).status_code == 403
    assert client.post(reverse("infohus_convene", args=[meeting.reference])).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_an_attempt_to_convene_too_early_is_told_and_written_down(world, log_in):
    meeting = made.draft(world)
    url = reverse("infohus_convene", args=[meeting.reference])
    page = log_in(world.coordinator).post(url, follow=True)
    assert "Der kan ikke indkaldes endnu" in words(page)
    assert LookUp.objects.get(verb="refused", reference=meeting.reference).purpose == "NotReady"


def test_a_meeting_that_is_over_offers_nothing_to_do(world, log_in, table):
    meeting = made.convened(world, table["child"])
    with time_machine.travel(made.AFTER, tick=False):
        client = log_in(world.coordinator)
        page = words(client.get(meeting.get_absolute_url()))
        for word in ("Flyt mødet", "Tag af punktet"):
            assert word not in page
        answer = client.post(
            reverse("infohus_cancel", args=[meeting.reference]), {"reason": "Ny mødetid"}
        )
    assert "Mødet er slut" in words(answer)


@pytest.mark.django_db(transaction=True)
def test_each_look_is_logged_for_the_cases_that_were_seen(world, log_in, table):
    meeting = made.convened(world, table["child"])
    log_in(world.adviser).get(meeting.get_absolute_url())
    look = LookUp.objects.get(verb="infohus.viewed", actor_id=world.adviser.pk)
    assert look.subject_ids == [meeting.items.get().case_id]
    log_in(world.leader).get(meeting.get_absolute_url())
    assert LookUp.objects.filter(verb="infohus.not_found", actor_id=world.leader.pk).exists()


@pytest.mark.rule("R101")
def test_without_an_infohus_the_coordinator_has_no_meetings(world, log_in):
    meeting = made.convened(world)
    Municipality.objects.update(has_infohus=False)
    client = log_in(world.coordinator)
    assert client.get(meeting.get_absolute_url()).status_code == 404
    assert client.get("/infohus/nyt/").status_code == 403


def test_more_items_ask_no_more_queries(world, log_in, table):
    counts = []
    for number in (1, 4):
        cases = tuple(made.case(world) for _one in range(number))
        meeting = made.convened(world, table["child"], table["ssp"], cases=cases)
        client = log_in(world.coordinator)
        client.get(meeting.get_absolute_url())
        with counted_queries() as queries:
            client.get(meeting.get_absolute_url())
        counts.append(len(queries))
    assert counts[0] == counts[1], counts
