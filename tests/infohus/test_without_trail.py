"""No verb of Infohus leaves anything behind when the trail fails."""

from datetime import timedelta

import pytest

from beredskab.accounts.models import Absence
from infohus import workflow
from infohus.choices import Group, Seat, Section
from infohus.models import Recommendation
from tests.factories import LONG_AGO, NOW
from tests.factories import holding as held
from tests.factories import infohus as made
from tests.factories.holding import DURING
from tests.factories.infohus import ENDS, STARTS
from tests.unchanged import no_trail

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
TIMES = {"starts_at": STARTS, "ends_at": ENDS}
MEMBER = {"seat": "police", "name": "Prøve Medlem", "email": "p@example.com", "from_on": LONG_AGO}
GUEST = {"seat": "school", "reason": "x", "name": "x", "email": "x@example.com"}
# What is typed is kept for its writer alone, and leaves no trail of its own.
AUTOSAVE = {"save_item_draft", "save_advice_draft"}


# -- What a verb is done to, and what it is told --------------------------------------------------
def prepare_item(world):
    item = made.draft(world).items.get()
    persons = [item.case.exposed]
    return [item], {"persons": persons, "judgement": "x", "basis": "not_met"}


def ask_members(world):
    return [made.draft(world).items.get()], {"members": [made.member(world.coordinator)]}


def convene(world):
    (item,), known = ask_members(world)
    workflow.ask_members(item, by=world.coordinator, at=NOW, **known)
    return [item.meeting], {}


# Before the meeting, by the coordinator unless told otherwise.
BEFORE = {
    "begin_meeting": lambda w: ([], {"cases": [made.case(w)], **TIMES}),
    "take_up": lambda w: ([made.draft(w), made.case(w)], {}),
    "shift_item": lambda w: (
        [made.draft(w, made.case(w), made.case(w)).items.last()],
        {"up": True},
    ),
    "drop_item": lambda w: ([made.draft(w, made.case(w), made.case(w)).items.last()], {}),
    "prepare_item": prepare_item,
    "ask_members": ask_members,
    "ask_guest": lambda w: ([made.draft(w).items.get()], GUEST),
    "take_off": lambda w: ([made.convened(w).items.get().asked.get()], {}),
    "convene": convene,
    "reply": lambda w: ([made.asked(made.convened(w))], {"answer": "accepted"}),
    "move_meeting": lambda w: ([made.convened(w)], TIMES),
    "cancel_meeting": lambda w: ([made.convened(w)], {"reason": "x"}),
}


def declare_tie(world):
    item = held.item(world)
    return [item], {"participant": held.participant(item, "ssp"), "answer": "none"}


def rule_on_tie(world):
    row = held.declare(held.item(world), world, "child_authority", "unsure")
    return [row], {"by": world.leader, "may_take_part": True, "grounds": "x"}


def mark_attendance(world):
    item = held.item(world)
    return [item], {"participants": [held.participant(item, "ssp")]}


def strike_attendance(world):
    known = held.vouched("school")
    return [workflow.add_attendance(held.item(world), by=world.coordinator, at=DURING, **known)], {}


def recommend(world):
    item = held.assessed(held.item(world), world)
    return [item, item.case.exposed], {"advice": held.advice()}


def recommended(world):
    return held.recommend(held.assessed(held.item(world), world), world)


def recommend_same(world):
    row = recommended(world)
    sister = row.item.case.persons.create(stated_age=9, stated_on=TODAY, added_at=NOW)
    sister.roles.create(role="other_child")
    return [row], {}


def confirm(world):
    item = held.complete(world, "ssp")
    workflow.make_provisional(item, by=world.coordinator, at=DURING)
    return [item], held.vouched("child_authority")


def ask_to_agree(world):
    item = held.concluded(world)
    held.write(item, world, "minutes")
    return [item], {}


def answer_minutes(world):
    (item,), _none = ask_to_agree(world)
    workflow.ask_to_agree(item, by=world.coordinator, at=DURING)
    own = held.participant(item, "child_authority")
    return [item], {"by": world.adviser, "participant": own, "agrees": True, "seen": 1}


def record_urgent_talk(world):
    case = made.case(world)
    return [case], {"held_at": DURING, "persons": [case.exposed], **held.vouched("ssp")}


def answer_recommendation(world):
    held.concluded(world)
    return [Recommendation.objects.get()], {"by": world.adviser, "answer": "accepted"}


def refer_decision(world):
    held.concluded(world)
    decided = {"follows": True, "what": "x", "decided_on": TODAY}
    return [Recommendation.objects.get()], {"by": world.adviser, **decided}


# While the meeting is on, and afterwards.
HOLDING = {
    "declare_tie": declare_tie,
    "rule_on_tie": rule_on_tie,
    "mark_attendance": mark_attendance,
    "add_attendance": lambda w: ([held.item(w)], held.vouched("school")),
    "strike_attendance": strike_attendance,
    "write_item": lambda w: ([held.item(w)], {"section": Section.MAPPING, "text": "x", "seen": 0}),
    "recommend": recommend,
    "recommend_same": recommend_same,
    "withdraw": lambda w: ([recommended(w)], {}),
    "make_provisional": lambda w: ([held.complete(w, "ssp")], {}),
    "confirm": confirm,
    "conclude_item": lambda w: ([held.complete(w)], {}),
    "ask_to_agree": ask_to_agree,
    "answer_minutes": answer_minutes,
    "record_urgent_talk": record_urgent_talk,
    "answer_recommendation": answer_recommendation,
    "refer_decision": refer_decision,
}


def required_seats(world):
    return [], {"by": world.administrator, "group": Group.MINOR, "seats": [Seat.POLICE]}


def close_feed(world):
    workflow.open_feed(by=world.coordinator, at=NOW)
    return [], {}


def appoint_substitute(world):
    away = {"deputy": world.colleague, "from_at": NOW, "to_at": NOW + timedelta(days=8)}
    Absence.objects.create(user=world.coordinator, **away)
    days = {"from_on": TODAY, "to_on": TODAY + timedelta(days=6)}
    return [], {"by": world.leader, "user": world.adult_leader, "reason": "x", **days}


# Beside the meetings.
BESIDE = {
    "add_member": lambda _w: ([], MEMBER),
    "change_member": lambda w: ([made.member(w.coordinator)], MEMBER),
    "end_member": lambda w: ([made.member(w.coordinator)], {"last_day": TODAY}),
    "set_required_seats": required_seats,
    "open_feed": lambda _w: ([], {}),
    "close_feed": close_feed,
    "appoint_substitute": appoint_substitute,
    "note_of_network": lambda _w: ([], {"kind": "trend", "happened_on": TODAY, "text": "x"}),
    "note_of_psp": lambda w: ([made.case(w)], {"agreed_on": TODAY, "text": "x", "seat": "police"}),
}


# -- The claim ------------------------------------------------------------------------------------
def test_every_verb_has_its_row():
    assert set(workflow.__all__) - AUTOSAVE == (BEFORE | HOLDING | BESIDE).keys()


@pytest.mark.parametrize(
    ("name", "lay", "at"),
    [
        *(pytest.param(name, lay, NOW, id=name) for name, lay in (BEFORE | BESIDE).items()),
        *(pytest.param(name, lay, DURING, id=name) for name, lay in HOLDING.items()),
    ],
)
def test_a_verb_leaves_nothing_when_the_trail_fails(world, name, lay, at):
    subjects, known = lay(world)
    with no_trail():
        getattr(workflow, name)(*subjects, **{"by": world.coordinator, "at": at, **known})
