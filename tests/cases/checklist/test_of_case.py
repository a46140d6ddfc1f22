from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from beredskab.accounts import grants
from beredskab.accounts.roles import Role
from cases import workflow
from tests import factories
from tests.cases.checklist.conftest import STEPS, assess, read, row, url
from tests.factories import NOW, cards
from tests.factories.judge import screened

pytestmark = pytest.mark.django_db


def say(case, by, step="secure", state="done", **more):
    values = {"step_key": step, "state": state, "by": by, "at": NOW, **more}
    return workflow.tick(case.checklist, **values)


# -- What the portal knows ------------------------------------------------------------------------
@pytest.mark.rule("R36")
def test_the_assessment_ticks_itself_and_leads_there_until_then(world, tie):
    case, concern = tie.case, tie.concern
    found = row(case, world.adviser, "assess")
    assert (found.state, found.marks) == ("open", ())
    assert found.button["url"] == url("case_assess", case.reference, concern.reference)
    assert row(case, world.leader, "assess").button is None
    made = assess(tie, world.adviser)
    found = row(case, world.leader, "assess")
    assert (found.state, found.at, found.who) == ("done", made.assessed_at, world.adviser.name)
    assert found.button is None


def test_a_second_notification_is_to_be_assessed_too(world, tie):
    assess(tie, world.adviser)
    again = factories.received(world.adviser, into=tie.case)
    found = row(tie.case, world.adviser, "assess")
    assert found.state == "open"
    assert found.button["url"] == url("case_assess", tie.case.reference, again.reference)


@pytest.mark.rule("R77")
def test_of_an_adult_neither_assessment_nor_answer_is_owed(world):
    cards.card("authority", "adult", steps=STEPS)
    case = factories.case(world, persons=[factories.person(stated_age=30)])
    listed = read(case, world.adult_adviser)
    assert [listed.row(key).state for key in ("assess", "answer")] == ["not_owed"] * 2
    assert listed.total == 4


@pytest.mark.rule("R37")
def test_the_answer_is_done_when_all_that_is_owed_has_an_ending(world, version):
    made = factories.received(world.adviser, notifier_kind="professional")
    case = made.case_ties.get().case
    found = row(case, world.adviser, "answer")
    assert found.button["url"] == url("case_confirm", case.reference, made.reference)
    workflow.confirm(made, case=case, by=world.adviser, at=NOW, ending="orally")
    found = row(case, world.adviser, "answer")
    assert found.button["url"] == url("case_orient", case.reference, made.reference)
    later = NOW + timedelta(days=1)
    workflow.give_orientation(made, case=case, by=world.colleague, at=later, started="yes")
    found = row(case, world.adviser, "answer")
    assert (found.state, found.at, found.who) == ("done", later, world.colleague.name)


@pytest.mark.rule("LR13")
def test_who_notified_is_not_told_by_the_checklist(world, version):
    """An adviser reports through the portal, and records the answer to herself."""
    tie = factories.concern(world.adviser).case_ties.get()
    guest = factories.user(Role.JOBCENTER)
    grants.give(tie.case, guest, by=None, at=NOW, reason="shared")
    answer = {"case": tie.case, "by": world.adviser, "at": NOW, "started": "no"}
    workflow.give_orientation(tie.concern, **answer)
    assert row(tie.case, world.colleague, "answer").who == world.adviser.name
    found = row(tie.case, guest, "answer")
    assert (found.state, found.who) == ("done", "")


def test_whoever_may_is_led_to_taking_or_assigning_the_case(world, tie):
    case = tie.case
    found = row(case, world.adviser, "hand-over")
    assert (found.button["url"], found.button["posts"]) == (url("case_take", case.reference), True)
    assert row(case, world.leader, "hand-over").button["url"] == url("case_assign", case.reference)
    workflow.assign(case, by=world.leader, at=NOW, to=world.colleague)
    found = row(case, world.colleague, "hand-over")
    assert (found.state, found.button["url"]) == ("active", url("case_accept", case.reference))
    workflow.accept(case, by=world.colleague, at=NOW + timedelta(minutes=5))
    found = row(case, world.adviser, "hand-over")
    assert (found.state, found.who) == ("done", world.colleague.name)
    assert found.at == NOW + timedelta(minutes=5)


def test_a_case_begins_with_a_notification(world, tie):
    found = row(tie.case, world.adviser, "begun")
    assert (found.state, found.at, found.who) == ("done", NOW, "")


def test_a_task_of_that_kind_stands_for_the_step(world, tie):
    case = tie.case
    assert row(case, world.adviser, "screening").marks
    say(case, world.adviser, "screening", "waiting")
    due_on = NOW.date() + timedelta(days=3)
    task = workflow.add_task(
        case, by=world.adviser, at=NOW, kind="task-screening", owner=world.leader, due_on=due_on
    )
    found = row(case, world.adviser, "screening")
    assert (found.state, found.due_at, found.who) == ("active", task.due_at, world.leader.name)
    assert (found.marks, found.button["url"]) == ((), url("case_screen", case.reference))
    later = NOW + timedelta(hours=2)
    workflow.screen(case, by=world.colleague, at=later, seen=0, **screened())
    found = row(case, world.adviser, "screening")
    assert (found.state, found.at, found.who) == ("done", later, world.colleague.name)


# -- What is said by hand -------------------------------------------------------------------------
def test_what_was_said_last_counts(world, tie):
    case = tie.case
    found = row(case, world.adviser, "secure")
    assert (found.state, found.marks) == ("open", ("done", "waiting", "not_relevant"))
    say(case, world.adviser, state="waiting", reason="Skolen ringer")
    found = row(case, world.colleague, "secure")
    assert (found.state, found.who, found.at) == ("waiting", world.adviser.name, NOW)
    assert found.marks == ("done", "not_relevant", "open")
    say(case, world.colleague, done_on=NOW.date())
    found = row(case, world.adviser, "secure")
    assert (found.state, found.on, found.who) == ("done", NOW.date(), world.colleague.name)
    say(case, world.colleague, state="open")
    found = row(case, world.adviser, "secure")
    assert (found.state, found.who, found.reason) == ("open", "", "")


def test_who_sees_no_screening_is_not_told_by_the_checklist_whether_there_was_one(world, tie):
    case = tie.case
    grants.give(case, world.coordinator, by=None, at=NOW, reason="infohus")
    assert row(case, world.adviser, "screening") is not None
    assert row(case, world.coordinator, "screening") is None
    assert row(case, world.coordinator, "secure") is not None


def test_reasons_are_for_who_may_read_the_assessment(world, tie):
    case = tie.case
    grants.give(case, world.coordinator, by=None, at=NOW, reason="infohus")
    say(case, world.adviser, state="not_relevant", reason="Hun bor alene")
    grants.give(case, world.adult_leader, by=None, at=NOW, reason="shared")
    assert row(case, world.adult_leader, "secure").reason == ""
    assert row(case, world.leader, "secure").reason == "Hun bor alene"
    found = row(case, world.coordinator, "secure")
    assert (found.state, found.reason, found.says) == ("not_relevant", "", ())


def test_how_far_it_is_counts_the_ordinary_steps(world, tie):
    listed = read(tie.case, world.adviser)
    assert (listed.settled, listed.total) == (1, 6)
    say(tie.case, world.adviser)
    say(tie.case, world.adviser, "shelter")
    say(tie.case, world.adviser, "screening", "waiting")
    listed = read(tie.case, world.adviser)
    assert (listed.settled, listed.total) == (2, 6)
    assert [found.step.key for found in listed.acute_rows] == ["shelter"]


def test_the_checklist_of_a_closed_case_is_read_only(world, tie):
    say(tie.case, world.adviser)
    workflow.close_in_error(tie.case, by=world.leader, at=NOW, reason="Dublet")
    listed = read(tie.case, world.leader)
    rows = (*listed.rows, *listed.acute_rows)
    assert not any(found.says or found.button for found in rows)
    assert listed.row("secure").state == "done"


def test_a_longer_list_takes_no_more_queries(world, version):
    case = factories.case(world)

    def queries(shown):
        with CaptureQueriesContext(connection) as captured:
            read(shown, world.adviser)
        return len(captured)

    few = queries(case)
    for step in ("secure", "shelter"):
        say(case, world.adviser, step)
    say(case, world.adviser, "screening", "waiting")
    more = {f"step-{n}": {"contacts": [cards.contact(), cards.contact()]} for n in range(9)}
    longer = cards.card("authority", "adult", steps=more)
    adult = factories.case(world, persons=[factories.person(stated_age=30)])
    assert adult.checklist.version == longer
    assert queries(adult) <= few + 1


@pytest.mark.rule("R8")
def test_another_card_is_named_when_the_age_turns_out_otherwise(world, tie):
    adult = cards.card("authority", "adult", steps=STEPS, title="Fyldt 18 år – myndighed")
    assert read(tie.case, world.adviser).other is None
    exposed = tie.case.exposed
    known = {"by": world.adviser, "at": NOW, "roles": ["exposed"]}
    workflow.change_person(exposed, stated_age=19, **known)
    assert read(tie.case, world.adviser).other == {
        "title": adult.title,
        "url": adult.card.get_absolute_url(),
    }


def test_it_says_when_the_card_has_a_later_version_or_is_gone(world, tie, version):
    listed = read(tie.case, world.adviser)
    assert not listed.is_superseded
    assert not listed.is_withdrawn
    version.status, version.ended_at = "superseded", NOW
    version.save()
    assert read(tie.case, world.adviser).is_superseded
    card = version.card
    card.withdrawn_at, card.withdrawn_by = NOW, world.administrator
    card.save()
    assert read(tie.case, world.adviser).is_withdrawn


def test_a_case_without_a_card_has_no_checklist(world):
    assert read(factories.case(world), world.adviser) is None
