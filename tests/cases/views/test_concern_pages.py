from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from beredskab.audit.models import LookUp
from cases.models import Concern, Orientation
from cases.states import ConcernStatus
from tests import factories

pytestmark = pytest.mark.django_db


def url(name, concern):
    return reverse(name, args=[concern.reference])


def test_my_concerns_are_mine_alone_and_hold_no_names(client, world, reporter):
    mine = factories.draft(reporter, persons=[factories.person(name="Amina Prøve")])
    theirs = factories.draft(factories.user("professional", world.school))
    page = client.get(reverse("concern_list")).content.decode()
    assert mine.reference in page
    assert theirs.reference not in page
    assert "Amina" not in page


@pytest.mark.django_db(transaction=True)
def test_the_list_is_written_to_the_look_up_log(client, reporter):
    mine = factories.draft(reporter)
    client.get(reverse("concern_list"))
    look = LookUp.objects.get(verb="cases.concerns_listed")
    assert look.subject_ids == [mine.pk]


def test_the_list_comes_in_pages(client, reporter):
    for _ in range(21):
        factories.draft(reporter)
    page = client.get(reverse("concern_list"), {"page": 2})
    assert len(page.context["rows"]) == 1


def test_the_list_takes_the_same_number_of_queries_whatever_its_length(
    client, reporter, django_assert_num_queries
):
    factories.draft(reporter)
    client.get(reverse("concern_list"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("concern_list"))
    for _ in range(9):
        factories.draft(reporter)
    with django_assert_num_queries(len(few)):
        client.get(reverse("concern_list"))


def test_who_may_not_report_has_no_list(client, world):
    client.force_login(factories.user("dpo", world.school))
    assert client.get(reverse("concern_list")).status_code == 403


def test_a_draft_leads_to_where_it_was_left(client, reporter):
    draft = factories.draft(reporter)
    response = client.get(draft.get_absolute_url())
    assert response.url == reverse("concern_step", args=[draft.reference, 4])


def test_the_receipt_gives_reference_and_time_and_promises_24_hours(client, reporter):
    sent = factories.concern(reporter)
    page = client.get(sent.get_absolute_url() + "?sendt")
    assert page.context["just_sent"]
    assert page.context["is_minor"]
    assert sent.reference in page.content.decode()
    assert "10.00" in str(page.context["facts"])


def what_is_promised(client, concern):
    client.force_login(concern.reporter)  # an earlier session may be over
    page = client.get(concern.get_absolute_url())
    row = client.get(reverse("concern_list")).context["rows"][0]
    context = page.context
    return context["is_being_assessed"], bool(context["answer_by"]), row["what_happens"]


def test_the_24_hours_are_promised_until_they_are_over(client, reporter):
    with time_machine.travel(factories.NOW, tick=False):
        sent = factories.concern(reporter)
        assessed, answered, soon = what_is_promised(client, sent)
    assert (assessed, answered) == (True, True)
    with time_machine.travel(factories.NOW + timedelta(hours=25), tick=False):
        assessed, answered, later = what_is_promised(client, sent)
    assert (assessed, answered) == (False, True)
    assert "24" in soon
    assert "24" not in later


@pytest.mark.rule("LR11")
def test_nothing_is_promised_once_she_is_told(client, reporter):
    with time_machine.travel(factories.NOW, tick=False):
        sent = factories.concern(reporter)
        Orientation.objects.filter(concern=sent).update(
            ending=Orientation.Ending.GIVEN, started="yes", recorded_at=factories.NOW
        )
        assessed, answered, words = what_is_promised(client, sent)
    assert (assessed, answered) == (False, False)
    assert "24" not in words


def test_an_answer_that_did_not_come_in_time_is_no_promise_any_more(client, reporter):
    sent = factories.concern(reporter)
    with time_machine.travel(factories.NOW + timedelta(days=30), tick=False):
        client.force_login(reporter)
        page = client.get(sent.get_absolute_url())
    due = page.context["answer_by"]
    assert f'datetime="{due.isoformat()}"' not in page.content.decode()


@pytest.mark.rule("R77")
def test_no_24_hours_are_promised_about_an_adult(client, reporter):
    sent = factories.concern(reporter, persons=[factories.person(stated_age=18)])
    page = client.get(sent.get_absolute_url())
    assert not page.context["is_minor"]
    assert "24 timer" not in page.content.decode().split("<main")[1].split("</main>")[0]


def test_what_is_printed_holds_no_name(client, reporter):
    sent = factories.concern(reporter, persons=[factories.person(name="Amina Prøve")])
    page = client.get(sent.get_absolute_url()).content.decode()
    assert page.index('<div class="d-print-none">\n') < page.index("Amina")


def test_the_receipt_tells_nothing_of_a_case_that_was_there_before(client, world, reporter):
    known = {"persons": [factories.person(cpr="2110625629", born_on="2012-10-21")]}
    case = factories.received(world.adviser, answers=known).case_ties.get().case
    other = factories.unit("child", name="En anden enhed")
    type(case).objects.filter(pk=case.pk).update(unit=other)
    sent = factories.concern(reporter, **known)
    assert sent.case_ties.get().case == case
    page = client.get(sent.get_absolute_url()).content.decode()
    assert "En anden enhed" not in page
    assert case.reference not in page


def test_the_concern_of_somebody_else_does_not_exist(client, world):
    sent = factories.concern(factories.user("professional", world.school))
    client.force_login(world.professional)
    assert client.get(sent.get_absolute_url()).status_code == 404


def test_who_handles_it_is_led_to_the_case(client, world, reporter):
    sent = factories.concern(reporter)
    case = sent.case_ties.get().case
    client.force_login(world.adviser)
    assert client.get(sent.get_absolute_url()).url == reverse("case_detail", args=[case.reference])


def test_information_is_added_to_a_sent_concern(client, reporter):
    sent = factories.concern(reporter)
    client.post(url("concern_add", sent), {"text": "Hun er ikke mødt i dag."})
    assert sent.additions.get().text == "Hun er ikke mødt i dag."
    assert "Hun er ikke mødt i dag." in client.get(sent.get_absolute_url()).content.decode()


def test_information_is_not_added_to_what_is_not_sent(client, clarifying):
    assert client.post(url("concern_add", clarifying), {"text": "Mere"}).status_code == 409


def test_it_is_closed_as_clarified_with_a_reason_and_can_still_be_sent(client, clarifying):
    page = client.post(url("concern_close", clarifying), {"reason": " "})
    assert page.context["form"].has_error("reason")
    client.post(url("concern_close", clarifying), {"reason": "Det var en misforståelse."})
    clarifying.refresh_from_db()
    assert clarifying.status == ConcernStatus.CLARIFIED
    assert (
        url("concern_send", clarifying)
        in client.get(clarifying.get_absolute_url()).content.decode()
    )
    client.post(url("concern_send", clarifying), {"no_talk_why": "no_wait"})
    clarifying.refresh_from_db()
    assert clarifying.status == ConcernStatus.SENT


def test_a_draft_is_erased_after_a_page_of_its_own(client, reporter):
    draft = factories.draft(reporter)
    assert client.get(url("concern_discard", draft)).status_code == 200
    assert Concern.objects.exists()
    assert client.post(url("concern_discard", draft)).url == reverse("concern_list")
    assert not Concern.objects.exists()


def test_what_is_sent_is_never_erased(client, reporter):
    sent = factories.concern(reporter)
    assert client.post(url("concern_discard", sent)).status_code == 409
    assert Concern.objects.filter(pk=sent.pk).exists()


@pytest.mark.parametrize(
    "name", ["concern_consult", "concern_close", "concern_add", "concern_discard", "concern_send"]
)
def test_nobody_else_comes_to_the_pages_of_my_concern(client, world, reporter, name):
    sent = factories.concern(reporter)
    for user in (world.adviser, world.leader, world.stranger):
        client.force_login(user)
        assert client.get(url(name, sent)).status_code == 404


def test_the_list_cannot_be_posted_to(client, reporter):
    assert client.post(reverse("concern_list")).status_code == 405


def test_a_draft_says_when_it_is_deleted(client, reporter):
    draft = factories.draft(reporter, at=timezone.now())
    row = client.get(reverse("concern_list")).context["rows"][0]
    day = timezone.localdate() + timedelta(days=14)
    assert draft.expires_on == day
    assert str(day.day) in row["what_happens"]
