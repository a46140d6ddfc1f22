"""Who may use which verb of a meeting: the coordinator who sees its case, and nobody else."""

from dataclasses import dataclass

import pytest
from django.core.exceptions import PermissionDenied

from beredskab.accounts.roles import Role
from beredskab.municipality.models import Municipality
from cases.models import Case, CaseBlock
from infohus import workflow
from infohus.models import AgendaItem, Meeting, Member
from tests import factories
from tests.factories import NOW, infohus
from tests.factories.infohus import ENDS, STARTS
from tests.unchanged import refused

pytestmark = pytest.mark.django_db
TIMES = {"at": NOW, "starts_at": STARTS, "ends_at": ENDS}


@dataclass
class Ground:
    """A draft on a case, with somebody who is asked, and a case that could be taken up."""

    case: Case
    other: Case
    meeting: Meeting
    member: Member

    @property
    def item(self):
        return self.meeting.items.first()

    @property
    def participant(self):
        return self.meeting.participants.first()


def prepare(ground, by):
    for item in ground.meeting.items.all():
        persons = [row.person for row in item.discussed.all()]
        known = {"persons": persons, "judgement": "x", "basis": "not_met"}
        workflow.prepare_item(item, by=by, at=NOW, **known)


def ask(ground, by):
    for item in ground.meeting.items.all():
        workflow.ask_members(item, by=by, at=NOW, members=[ground.member])


def ask_guest(ground, by):
    known = {"seat": "school", "reason": "x", "name": "x", "email": "x@example.com"}
    workflow.ask_guest(ground.item, by=by, at=NOW, **known)


# In the order in which one after the other can be done.
VERBS = {
    "begin_meeting": lambda g, by: workflow.begin_meeting(cases=[g.case], by=by, **TIMES),
    "take_up": lambda g, by: workflow.take_up(g.meeting, g.other, by=by, at=NOW),
    "shift_item": lambda g, by: workflow.shift_item(g.meeting.items.last(), by=by, at=NOW, up=True),
    "drop_item": lambda g, by: workflow.drop_item(g.meeting.items.first(), by=by, at=NOW),
    "prepare_item": prepare,
    "ask_members": ask,
    "ask_guest": ask_guest,
    "convene": lambda g, by: workflow.convene(g.meeting, by=by, at=NOW),
    "reply": lambda g, by: workflow.reply(g.participant, by=by, at=NOW, answer="accepted"),
    "move_meeting": lambda g, by: workflow.move_meeting(g.meeting, by=by, **TIMES),
    "take_off": lambda g, by: workflow.take_off(g.item.asked.first(), by=by, at=NOW),
    "cancel_meeting": lambda g, by: workflow.cancel_meeting(g.meeting, by=by, at=NOW, reason="x"),
}


@pytest.fixture
def ground(world):
    made = Ground(
        infohus.case(world),
        infohus.case(world),
        infohus.draft(world, infohus.case(world)),
        infohus.member(world.coordinator),
    )
    ask(made, world.coordinator)
    return made


def require_all_refused(ground, by, verbs=VERBS):
    for name, verb in verbs.items():
        with refused(PermissionDenied):
            verb(ground, by)
            pytest.fail(f"{by} {name}")


@pytest.mark.rule("R79", "R85")
def test_the_coordinator_who_sees_the_cases_may(world, ground):
    for verb in VERBS.values():
        verb(ground, world.coordinator)


@pytest.mark.rule("R79", "R85")
def test_nobody_else_may(world, ground):
    names = ("adviser", "leader", "adult_adviser", "administrator", "professional", "stranger")
    police = factories.user(Role.POLICE)
    for by in (police, *(getattr(world, name) for name in names)):
        require_all_refused(ground, by)


def test_a_coordinator_who_does_not_see_the_cases_may_not(ground):
    require_all_refused(ground, factories.user(Role.COORDINATOR))


def test_a_coordinator_who_is_only_asked_to_the_meeting_may_not(world, ground):
    other = factories.user(Role.COORDINATOR)
    ground.member = infohus.member(world.coordinator, user=other)
    ask(ground, world.coordinator)
    asked = ground.meeting.items.get()
    infohus.prepare(asked, world)
    workflow.convene(ground.meeting, by=world.coordinator, at=NOW)
    assert asked in AgendaItem.objects.visible_to(other, NOW)
    not_hers = {name: verb for name, verb in VERBS.items() if name != "reply"}
    require_all_refused(ground, other, not_hers)


def test_a_coordinator_who_is_blocked_from_the_cases_may_not(world, ground):
    for case in Case.objects.all():
        CaseBlock.objects.create(
            case=case, user=world.coordinator, reason="x", set_at=NOW, set_by=world.leader
        )
    require_all_refused(ground, world.coordinator)


@pytest.mark.rule("R101")
def test_where_there_is_no_infohus_nobody_may(world, ground):
    Municipality.objects.update(has_infohus=False)
    require_all_refused(ground, world.coordinator)
