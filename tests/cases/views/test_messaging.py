import pytest
from django.urls import reverse

from beredskab.accounts import grants
from cases import workflow
from cases.models import Message
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]


@pytest.fixture
def tie(world):
    return factories.tie(world)


def of_case(name, tie):
    return reverse(name, args=[tie.case.reference, tie.concern.reference])


def of_concern(name, tie):
    return reverse(name, args=[tie.concern.reference])


def notes(client, tie):
    return client.get(reverse("case_notes", args=[tie.case.reference])).content.decode()


def test_they_write_to_each_other(world, tie, log_in):
    client = log_in(world.adviser)
    client.post(of_case("case_message", tie), {"text": "Hvornår ser du hende?"})
    client = log_in(world.professional)
    page = client.get(tie.concern.get_absolute_url()).content.decode()
    assert "Hvornår ser du hende?" in page
    assert "Ulæst" in page
    overview = client.get(reverse("overview")).content.decode()
    assert tie.concern.get_absolute_url() in overview
    client.post(of_concern("concern_message", tie), {"text": "I morgen kl. 8."})
    page = notes(log_in(world.adviser), tie)
    assert "I morgen kl. 8." in page
    assert "Ulæst" in page


def test_what_is_read_is_marked_on_either_side(world, tie, log_in):
    client = log_in(world.adviser)
    client.post(of_case("case_message", tie), {"text": "Hvornår?"})
    client = log_in(world.professional)
    client.post(of_concern("concern_messages_read", tie))
    assert "Ulæst" not in client.get(tie.concern.get_absolute_url()).content.decode()
    client.post(of_concern("concern_message", tie), {"text": "I morgen."})
    client = log_in(world.adviser)
    client.post(of_case("case_messages_read", tie))
    assert "Ulæst" not in notes(client, tie)
    assert not Message.objects.filter(read_at__isnull=True)


def test_reading_a_page_marks_nothing(world, tie, log_in):
    workflow.write_to_authority(tie.concern, by=world.professional, at=NOW, text="Nyt")
    notes(log_in(world.adviser), tie)
    assert Message.objects.get().read_at is None


def test_a_message_has_words(world, tie, log_in):
    for user, address in (
        (world.adviser, of_case("case_message", tie)),
        (world.professional, of_concern("concern_message", tie)),
    ):
        page = log_in(user).post(address, {"text": ""})
        assert page.context["form"].has_error("text")


def test_the_notifier_learns_no_more_of_the_case(world, tie, log_in):
    workflow.write_to_notifier(
        tie.concern, case=tie.case, by=world.adviser, at=NOW, text="Hvornår?"
    )
    page = log_in(world.professional).get(tie.concern.get_absolute_url()).content.decode()
    assert tie.case.reference not in page


def test_a_notifier_without_log_in_has_no_section(world, log_in):
    tie = factories.received(world.adviser).case_ties.get()
    client = log_in(world.adviser)
    assert of_case("case_message", tie) not in notes(client, tie)
    page = client.post(of_case("case_message", tie), {"text": "Hej"})
    assert page.context["form"].has_error("text")


def test_each_side_is_for_its_own_people(world, tie, log_in):
    for name in ("case_message", "case_messages_read"):
        for user in (world.stranger, world.professional, world.adult_adviser):
            assert log_in(user).post(of_case(name, tie), {"text": "x"}).status_code == 404
    for name in ("concern_message", "concern_messages_read"):
        for user in (world.stranger, world.adviser, world.leader):
            assert log_in(user).post(of_concern(name, tie), {"text": "x"}).status_code == 404
    grants.give(tie.case, world.coordinator, by=None, at=NOW, reason="shared")
    client = log_in(world.coordinator)
    assert client.post(of_case("case_message", tie), {"text": "x"}).status_code == 403
    assert client.post(of_case("case_messages_read", tie)).status_code == 403
    workflow.write_to_authority(tie.concern, by=world.professional, at=NOW, text="Fortroligt")
    assert "Fortroligt" not in notes(client, tie)
    assert client.get(of_case("case_messages_read", tie)).status_code == 405
    assert (
        log_in(world.professional).get(of_concern("concern_messages_read", tie)).status_code == 405
    )


def test_a_closed_case_writes_to_nobody(world, tie, log_in):
    workflow.close_in_error(tie.case, by=world.leader, at=NOW, reason="Dublet")
    assert log_in(world.adviser).get(of_case("case_message", tie)).status_code == 409
