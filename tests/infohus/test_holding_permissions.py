"""Who may hold a meeting: the coordinator who keeps the item, and nobody else."""

import pytest

from beredskab.accounts.roles import Role
from beredskab.municipality.models import Municipality
from infohus import workflow
from infohus.choices import Section
from infohus.models import Attendance, Recommendation
from tests import factories
from tests.factories import holding as held
from tests.factories.holding import DURING
from tests.infohus import test_permissions
from tests.infohus.test_permissions import require_all_refused

pytestmark = pytest.mark.django_db
# Whose rights stand in tests of their own.
OF_REGISTER = {"add_member", "change_member", "end_member", "set_required_seats"}
OF_CALENDAR = {"open_feed", "close_feed"}
OF_OTHERS = {"appoint_substitute", "note_of_network", "note_of_psp"}
AFTERWARDS = {"answer_recommendation", "refer_decision", "rule_on_tie"}
ELSEWHERE = OF_REGISTER | OF_CALENDAR | OF_OTHERS | AFTERWARDS


def write(section, **known):
    def by_whom(item, by):
        fields = {"section": Section(section), "text": "x", "seen": 0, **known}
        workflow.write_item(item, by=by, at=DURING, **fields)

    return by_whom


def type_text(item, by):
    known = {"section": Section.MINUTES, "text": "x", "seen": 0}
    workflow.save_item_draft(item, by=by, at=DURING, **known)


def type_advice(item, by):
    workflow.save_advice_draft(item, item.case.exposed, by=by, at=DURING, answers={})


def recommend(item, by):
    workflow.recommend(item, item.case.exposed, by=by, at=DURING, advice=held.advice())


def newest(item):
    return Recommendation.objects.filter(item=item).last() or Recommendation(item=item)


def somebody(item):
    return item.meeting.participants.get(seat="ssp")


def named(item):
    return item.attendances.filter(participant=None).last() or Attendance(item=item)


def talk(item, by):
    known = {"held_at": DURING, "persons": [item.case.exposed], **held.vouched("ssp")}
    workflow.record_urgent_talk(item.case, by=by, at=DURING, **known)


def one_after_the_other(*verbs):
    def do(item, by):
        for verb in verbs:
            verb(item, by)

    return do


# In the order in which one after the other can be done.
HOLDING = {
    "declare_tie": lambda item, by: workflow.declare_tie(
        item, participant=somebody(item), by=by, at=DURING, answer="none"
    ),
    "mark_attendance": lambda item, by: workflow.mark_attendance(
        item, by=by, at=DURING, participants=[somebody(item)]
    ),
    "add_attendance": lambda item, by: workflow.add_attendance(
        item, by=by, at=DURING, **held.vouched("school")
    ),
    "strike_attendance": lambda item, by: workflow.strike_attendance(named(item), by=by, at=DURING),
    "write_item": one_after_the_other(write("mapping"), write("assessment", level="high")),
    "save_item_draft": type_text,
    "save_advice_draft": type_advice,
    "recommend": recommend,
    "recommend_same": lambda item, by: workflow.recommend_same(newest(item), by=by, at=DURING),
    "withdraw": one_after_the_other(
        recommend, lambda item, by: workflow.withdraw(newest(item), by=by, at=DURING)
    ),
    "make_provisional": lambda item, by: workflow.make_provisional(item, by=by, at=DURING),
    "confirm": lambda item, by: workflow.confirm(
        item, by=by, at=DURING, **held.vouched("child_authority")
    ),
    "ask_to_agree": one_after_the_other(
        write("minutes"), lambda item, by: workflow.ask_to_agree(item, by=by, at=DURING)
    ),
    "answer_minutes": lambda item, by: workflow.answer_minutes(
        item, participant=somebody(item), by=by, at=DURING, agrees=True, seen=1
    ),
    "record_urgent_talk": talk,
}

# What is done where nobody is missing.
ENDING = {"conclude_item": lambda item, by: workflow.conclude_item(item, by=by, at=DURING)}


@pytest.fixture
def item(world):
    return held.item(world)


def test_every_verb_has_its_row():
    rows = test_permissions.VERBS | HOLDING | ENDING
    assert set(workflow.__all__) - ELSEWHERE == rows.keys()


@pytest.mark.rule("R79")
def test_the_coordinator_holds_what_she_keeps(world, item):
    for verb in HOLDING.values():
        verb(item, world.coordinator)
    item.refresh_from_db()
    assert item.is_concluded
    assert held.concluded(world).is_concluded


@pytest.mark.rule("R79")
def test_nobody_else_holds_a_meeting(world, item):
    """Neither who sees the case, nor who is at the table, nor another coordinator."""
    held.recommend(held.assessed(item, world), world)
    names = ("adviser", "leader", "adult_adviser", "administrator", "professional", "stranger")
    others = [factories.user(Role.POLICE), factories.user(Role.COORDINATOR)]
    for by in (*others, *(getattr(world, name) for name in names)):
        require_all_refused(item, by, HOLDING | ENDING)


@pytest.mark.rule("R101")
def test_where_there_is_no_infohus_nobody_holds_a_meeting(world, item):
    held.recommend(held.assessed(item, world), world)
    Municipality.objects.update(has_infohus=False)
    require_all_refused(item, world.coordinator, HOLDING | ENDING)
