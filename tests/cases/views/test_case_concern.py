"""The notification and its talks on the page of the case, and for whom."""

import pytest

from beredskab.accounts import grants
from beredskab.accounts.roles import Role
from cases import notification, workflow
from cases.choices import Trigger
from cases.visibility import Part
from tests import factories
from tests.cases.views.conftest import counted_queries
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]


def page(client, case):
    return client.get(case.get_absolute_url())


def text(client, case):
    return page(client, case).content.decode()


@pytest.fixture
def guest(world):
    """Somebody who sees a case by grant alone, and little of it."""
    return factories.user(Role.POLICE)


def let_in(case, user):
    grants.give(case, user, by=None, at=NOW, reason="shared")


def bar(client, case):
    content = text(client, case)
    return content.split('class="identity-bar"')[1].split("</section>")[0]


def test_the_notification_is_shown_as_it_was_sent_with_what_was_added(world, log_in):
    tie = factories.tie(world, signs=["fears_punishment"], words="Linje et\nLinje <to>")
    workflow.add_information(tie.concern, by=world.professional, at=NOW, text="Ikke i skole")
    content = text(log_in(world.adviser), tie.case)
    assert "Linje et<br>Linje &lt;to&gt;" in content
    assert "Ikke i skole" in content


@pytest.fixture
def talked(world):
    """A concern in its case that was talked over twice, once with somebody who is named."""
    tie = factories.tie(world)
    talk = {"at": NOW, "held_at": NOW, "acute": "no", "outcome": "Vi venter <en uge>"}
    by = world.professional
    workflow.consult(tie.concern, by=by, kind="leader", with_whom="Lis Prøve", **talk)
    talk = {**talk, "acute": "unknown", "outcome": "Vi ringer nu"}
    workflow.consult(tie.concern, by=by, kind="sparring", with_whom="SSP", **talk)
    tie.case.refresh_from_db()
    return tie


@pytest.mark.rule("R31")
def test_the_talks_stand_beside_the_notification_with_what_they_found(world, log_in, talked):
    let_in(talked.case, world.coordinator)
    for reader in (world.adviser, world.leader, world.coordinator):
        content = text(log_in(reader), talked.case)
        for words in ("Samtaler om bekymringen", "Lis Prøve · ", "Vi venter &lt;en uge&gt;"):
            assert words in content
        assert "Akut handling: Ved ikke<br>Vi ringer nu" in content
    content = text(log_in(world.adviser), talked.case)
    assert content.index("Læs den oprindelige tekst") < content.index("Samtaler om bekymringen")


def test_who_may_not_read_the_notification_reads_no_talk(world, log_in, talked, guest):
    let_in(talked.case, guest)
    content = text(log_in(guest), talked.case)
    for words in ("Samtaler om bekymringen", "Lis Prøve", "Vi ringer nu"):
        assert words not in content


@pytest.mark.rule("LR13")
def test_whom_the_reporter_talked_with_is_for_those_who_may_know_her(world, talked):
    (first, second) = notification.talks(talked.concern, {Part.NOTIFICATION})
    assert "Lis Prøve" not in str(first)
    assert "SSP" not in second["who"]
    assert "Vi ringer nu" in second["text"]


def test_a_talk_that_found_it_acute_makes_the_case_urgent_for_its_readers(world, log_in, talked):
    client = log_in(world.adviser)
    assert "Akut" in bar(client, talked.case)
    titles = [event["title"] for event in page(client, talked.case).context["events"]]
    assert "En samtale viste, at det kan være akut" in titles


def test_more_talks_take_no_more_queries(world, log_in, talked):
    client = log_in(world.adviser)
    page(client, talked.case)
    with counted_queries() as few:
        page(client, talked.case)
    for _ in range(3):
        workflow.consult(
            talked.concern,
            by=world.professional,
            at=NOW,
            kind="leader",
            held_at=NOW,
            with_whom="Lis Prøve",
            acute="no",
            outcome="Mere",
        )
    with counted_queries() as many:
        page(client, talked.case)
    assert len(many) == len(few)


@pytest.mark.rule("LR13")
def test_the_notifier_is_shown_to_the_authority_alone(world, log_in, guest):
    case = factories.case(world)
    let_in(case, guest)
    assert world.professional.name in text(log_in(world.adviser), case)
    content = text(log_in(guest), case)
    assert case.reference in content
    assert world.professional.name not in content


@pytest.mark.rule("R12")
def test_triggers_are_shown_to_the_authority_alone(world, log_in):
    case = factories.case(world, triggers=["homosexuality"])
    let_in(case, world.coordinator)

    def values(user):
        concern = page(log_in(user), case).context["concerns"][0]
        return {row["value"] for row in concern["facts"]}

    hidden = values(world.adviser) - values(world.coordinator)
    assert hidden == {str(Trigger.HOMOSEXUALITY.label)}


def test_a_guest_without_parts_sees_neither_words_nor_contact(world, log_in, guest):
    case = factories.case(world, words="Hemmelige ord", safe_contact="Ring aldrig")
    let_in(case, guest)
    assert "Ring aldrig" in text(log_in(world.adviser), case)
    content = text(log_in(guest), case)
    assert "Hemmelige ord" not in content
    assert "Ring aldrig" not in content
