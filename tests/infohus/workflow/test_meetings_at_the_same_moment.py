"""Two act at the same moment on one meeting: one wins, nothing is there twice, nobody hangs."""

from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases import workflow as cases_workflow
from cases.models import Case, InfohusHandling
from cases.states import WrongState
from infohus import workflow
from infohus.models import Invitation, ItemParticipant, Meeting, Participant
from infohus.workflow.meetings import NotDraft, NotReady
from infohus.workflow.participants import NotAsked
from tests.factories import NOW, infohus
from tests.factories.infohus import ENDS, STARTS, member
from tests.racing import at_once, at_once_on, fresh, types_of

pytestmark = pytest.mark.django_db(transaction=True)


def ready(world, *cases, one=None):
    """A draft to which somebody is asked."""
    meeting = infohus.draft(world, *cases)
    one = one or member(world.coordinator)
    for item in meeting.items.all():
        workflow.ask_members(item, by=world.coordinator, at=NOW, members=[one])
    return meeting


def of(verb, row, world, **known):
    """A verb on the row as another request reads it."""
    return partial(verb, fresh(row), by=world.coordinator, at=NOW, **known)


@pytest.mark.rule("R79")
def test_of_two_who_convene_one_does(world):
    meeting = ready(world)
    outcomes = at_once_on(
        meeting, of(workflow.convene, meeting, world), of(workflow.convene, meeting, world)
    )
    assert types_of(outcomes) == {Meeting, NotDraft}
    assert Invitation.objects.count() == 1
    assert InfohusHandling.objects.count() == 1


def test_who_answers_while_it_is_cancelled_has_answered_or_is_told(world):
    for answer_first in (True, False):
        meeting = infohus.convened(world)
        one = meeting.participants.get()
        calls = [
            of(workflow.reply, one, world, answer="accepted"),
            of(workflow.cancel_meeting, meeting, world, reason="x"),
        ]
        outcomes = at_once_on(meeting, *(calls if answer_first else reversed(calls)))
        expected = {Participant, Meeting} if answer_first else {Meeting, NotAsked}
        assert types_of(outcomes) == expected
        assert fresh(one).reply == ("accepted" if answer_first else "")
        assert Invitation.objects.filter(participant=one, next_mail_at__isnull=False).count() == 1


def test_of_two_who_ask_the_last_one_decides_and_nobody_is_there_twice(world):
    by = world.coordinator
    first, second = member(by), member(by, seat="child_authority")
    item = infohus.convened(world, member(by, seat="jobcenter")).items.get()
    ask = partial(of, workflow.ask_members, item, world)
    at_once_on(item.meeting, ask(members=[first, second]), ask(members=[second]))
    rows = ItemParticipant.objects.filter(item=item)
    assert [row.participant.member for row in rows] == [second]
    present = Participant.objects.filter(removed_at__isnull=True)
    assert [one.member for one in present] == [second]


def test_who_is_asked_by_two_at_once_is_asked_once(world):
    item = infohus.convened(world).items.get()
    guest = {"seat": "school", "reason": "x", "name": "x", "email": "x@example.com"}
    ask = partial(of, workflow.ask_guest, item, world)
    outcomes = at_once_on(item.meeting, ask(**guest), ask(**guest))
    assert outcomes[0] == outcomes[1]
    assert Invitation.objects.filter(participant=outcomes[0]).count() == 1


def test_who_is_asked_while_it_is_convened_is_invited_once(world):
    one, two = member(world.coordinator), member(world.coordinator, seat="jobcenter")
    meeting = ready(world, one=one)
    item = meeting.items.get()
    ask = of(workflow.ask_members, item, world, members=[one, two])
    at_once_on(meeting, ask, of(workflow.convene, meeting, world))
    invited = Invitation.objects.values_list("participant__member", flat=True)
    assert sorted(invited) == sorted([one.pk, two.pk])


def test_nothing_is_taken_from_an_item_while_it_is_convened(world):
    meeting = ready(world)
    item = meeting.items.get()
    outcomes = at_once_on(
        meeting,
        of(workflow.ask_members, item, world, members=[]),
        of(workflow.convene, meeting, world),
    )
    assert types_of(outcomes) == {list, NotReady}
    assert Invitation.objects.count() == 0


# -- The order in which rows are held -------------------------------------------------------------
def test_a_meeting_is_held_before_its_cases_and_they_in_the_order_of_their_keys(world):
    first, second = infohus.case(world), infohus.case(world)
    meeting = ready(world, second, first)
    with CaptureQueriesContext(connection) as queries:
        workflow.convene(meeting, by=world.coordinator, at=NOW)
    held = [one["sql"] for one in queries if "FOR UPDATE" in one["sql"]]
    tables = [sql.split('FROM "')[1].split('"')[0] for sql in held]
    assert tables[:3] == ["infohus_meeting", "cases_case", "cases_case"]
    keys = [f'"cases_case"."id" = {case.pk} ' for case in (first, second)]
    assert all(key in sql for key, sql in zip(keys, held[1:3], strict=True))


def test_two_meetings_on_the_same_cases_in_another_order_do_not_wait_for_each_other(world):
    cases = [infohus.case(world), infohus.case(world)]
    one = member(world.coordinator)
    meetings = [ready(world, *cases, one=one), ready(world, *reversed(cases), one=one)]
    outcomes = at_once_on(cases, *(of(workflow.convene, meeting, world) for meeting in meetings))
    assert types_of(outcomes) == {Meeting}
    assert InfohusHandling.objects.count() == 2


def test_who_joins_the_cases_of_a_meeting_and_who_convenes_it_do_not_hang(world):
    first, second = infohus.case(world), infohus.case(world)
    meeting = ready(world, second, first)
    outcomes = at_once_on(
        first,
        of(workflow.convene, meeting, world),
        partial(
            cases_workflow.join_case, fresh(second), into=fresh(first), by=world.adviser, at=NOW
        ),
    )
    assert types_of(outcomes) == {Meeting, Case}


def test_a_case_that_is_closed_while_it_is_taken_up_is_on_no_agenda(world):
    case = infohus.case(world)
    times = {"starts_at": STARTS, "ends_at": ENDS}
    begin = partial(
        workflow.begin_meeting, cases=[fresh(case)], by=world.coordinator, at=NOW, **times
    )
    close = partial(
        cases_workflow.close_in_error, fresh(case), by=world.leader, at=NOW, reason="Dublet"
    )
    outcomes = at_once_on(case, close, begin)
    assert types_of(outcomes) == {Case, WrongState}
    assert not Meeting.objects.exists()


def test_two_who_begin_on_the_same_cases_in_another_order_do_not_hang(world):
    cases = [infohus.case(world), infohus.case(world)]
    times = {"by": world.coordinator, "at": NOW, "starts_at": STARTS, "ends_at": ENDS}
    outcomes = at_once(
        partial(workflow.begin_meeting, cases=[fresh(one) for one in cases], **times),
        partial(workflow.begin_meeting, cases=[fresh(one) for one in reversed(cases)], **times),
    )
    assert types_of(outcomes) == {Meeting}
