"""A meeting is begun, its items are prepared, and it is convened."""

from datetime import timedelta

import pytest

from beredskab.audit.models import AuditEvent
from beredskab.deadlines.models import Deadline
from beredskab.notices.models import Notice
from cases import gates, kinds
from cases import workflow as cases_workflow
from cases.models import InfohusHandling
from cases.states import WrongState
from infohus import workflow
from infohus.models import DiscussedPerson, Invitation
from infohus.workflow.drafting import LastCase
from infohus.workflow.meetings import (
    BasisWithoutPurpose,
    BeginsInThePast,
    Cancelled,
    CaseTwice,
    EndsBeforeItBegins,
    NobodyDiscussed,
    NoCase,
    NotDraft,
    NotReady,
)
from tests.factories import NOW, infohus
from tests.factories.infohus import ENDS, GROUNDS, STARTS
from tests.unchanged import refused

pytestmark = pytest.mark.django_db
TIMES = {"at": NOW, "starts_at": STARTS, "ends_at": ENDS}
SOON = NOW + timedelta(hours=1)


def begin(world, *cases, **given):
    return workflow.begin_meeting(cases=cases, by=world.coordinator, **{**TIMES, **given})


def close(case, world):
    return cases_workflow.close_in_error(case, by=world.leader, at=NOW, reason="Dublet")


def add_person(case, world, **known):
    fields = {"name": "x", "roles": ["actor"], "relation": "family", **known}
    return cases_workflow.add_person(case, by=world.adviser, at=NOW, **fields)


def verbs(meeting):
    events = AuditEvent.objects.filter(subject_type="infohus.meeting", subject_id=meeting.pk)
    return list(events.order_by("pk").values_list("verb", flat=True))


def ready(world, *cases):
    meeting = infohus.draft(world, *cases)
    members = [infohus.member(world.coordinator)]
    for item in meeting.items.all():
        workflow.ask_members(item, by=world.coordinator, at=NOW, members=members)
    return meeting


def convene(meeting, world, at=NOW):
    return workflow.convene(meeting, by=world.coordinator, at=at)


# -- Begin ----------------------------------------------------------------------------------------
@pytest.mark.rule("R89")
def test_a_meeting_is_begun_on_cases_in_their_order_and_nobody_is_told(world):
    first, second = infohus.case(world), infohus.case(world)
    told = Notice.objects.count()
    meeting = begin(world, second, first)
    assert [(item.position, item.case) for item in meeting.items.all()] == [(1, second), (2, first)]
    assert meeting.is_draft
    assert verbs(meeting) == ["infohus.begun", *["infohus.case_taken_up"] * 2]
    assert (Invitation.objects.count(), Notice.objects.count()) == (0, told)


@pytest.mark.rule("R89")
def test_a_meeting_is_on_at_least_one_case(world):
    with refused(NoCase):
        begin(world)


def test_whom_the_case_concerns_is_discussed_until_somebody_says_otherwise(world):
    case = infohus.case(world)
    add_person(case, world)
    sibling = add_person(case, world, roles=["other_child"])
    meeting = begin(world, case)
    assert set(meeting.items.get().persons.all()) == {case.exposed, sibling}


def test_a_meeting_lies_ahead_and_ends_after_it_begins(world):
    case = infohus.case(world)
    with refused(EndsBeforeItBegins):
        begin(world, case, ends_at=STARTS)
    with refused(BeginsInThePast):
        begin(world, case, starts_at=NOW - timedelta(seconds=1))


def test_a_case_is_on_the_agenda_once_and_open(world):
    case, closed = infohus.case(world), close(infohus.case(world), world)
    meeting = begin(world, case)
    with refused(CaseTwice):
        begin(world, case, case)
    with refused(CaseTwice):
        workflow.take_up(meeting, case, by=world.coordinator, at=NOW)
    with refused(WrongState):
        begin(world, closed)
    with refused(WrongState):
        workflow.take_up(meeting, closed, by=world.coordinator, at=NOW)


def test_that_a_case_was_closed_meanwhile_is_seen(world):
    read_before = infohus.case(world)
    close(read_before, world)
    with refused(WrongState):
        begin(world, read_before)


def test_one_more_case_is_taken_up_until_the_meeting_is_convened(world):
    case = infohus.case(world)
    meeting = ready(world)
    item = workflow.take_up(meeting, case, by=world.coordinator, at=NOW)
    assert (item.position, item.case) == (2, case)
    meeting = convene(ready(world), world)
    with refused(NotDraft):
        workflow.take_up(meeting, case, by=world.coordinator, at=NOW)


def test_a_case_is_taken_off_while_nobody_is_told_and_the_others_move_up(world):
    cases = [infohus.case(world) for _ in range(3)]
    meeting = begin(world, *cases)
    seat = infohus.member(world.coordinator, user=world.coordinator)
    for item in meeting.items.all():
        infohus.prepare(item, world)
        workflow.ask_members(item, by=world.coordinator, at=NOW, members=[seat])
    guest = {"seat": "school", "reason": "x", "name": "x", "email": "x@example.com"}
    asked = workflow.ask_guest(meeting.items.get(position=2), by=world.coordinator, at=NOW, **guest)
    workflow.drop_item(meeting.items.get(position=2), by=world.coordinator, at=NOW)
    left = list(meeting.items.order_by("position").values_list("position", "case"))
    assert left == [(1, cases[0].pk), (2, cases[2].pk)]
    asked.refresh_from_db()
    assert asked.removed_at == NOW
    assert meeting.participants.filter(removed_at__isnull=True).count() == 1
    assert AuditEvent.objects.filter(verb="infohus.case_taken_off").exists()


def test_the_agenda_is_put_in_order_while_nobody_is_told(world):
    cases = [infohus.case(world) for _ in range(3)]
    meeting = begin(world, *cases)
    first, second, third = cases

    def shift(position, *, up):
        item = meeting.items.get(position=position)
        workflow.shift_item(item, by=world.coordinator, at=NOW, up=up)
        return [item.case for item in meeting.items.order_by("position")]

    assert shift(3, up=True) == [first, third, second]
    assert shift(1, up=False) == [third, first, second]
    assert shift(1, up=True) == shift(3, up=False) == [third, first, second]
    convened = infohus.convened(world, cases=(infohus.case(world), infohus.case(world)))
    with refused(NotDraft):
        workflow.shift_item(convened.items.last(), by=world.coordinator, at=NOW, up=True)


@pytest.mark.rule("R89")
def test_the_last_case_stays_and_so_does_what_was_convened(world):
    meeting = begin(world, infohus.case(world))
    with refused(LastCase):
        workflow.drop_item(meeting.items.get(), by=world.coordinator, at=NOW)
    meeting = infohus.convened(world, cases=(infohus.case(world), infohus.case(world)))
    with refused(NotDraft):
        workflow.drop_item(meeting.items.first(), by=world.coordinator, at=NOW)


# -- Prepare --------------------------------------------------------------------------------------
@pytest.mark.rule("R85", "R90")
def test_an_item_is_prepared_and_its_words_stay_out_of_the_trail(world):
    meeting = begin(world, infohus.case(world))
    item = infohus.prepare(meeting.items.get(), world, brief="Kort", judgement=" De kender dem ")
    item.refresh_from_db()
    assert (item.judgement, item.brief, item.basis) == ("De kender dem", "Kort", "s115")
    assert item.purpose == GROUNDS["purpose"]
    event = AuditEvent.objects.get(verb="infohus.item_prepared")
    assert event.details == {
        "item": item.pk,
        "basis": "s115",
        "persons": [item.case.exposed_id],
    }


def test_an_item_is_on_persons_of_its_case_of_whom_one_is_concerned(world):
    item = begin(world, infohus.case(world)).items.get()
    actor = add_person(item.case, world)
    for persons in ([], [actor], [infohus.case(world).exposed]):
        with refused(NobodyDiscussed):
            infohus.prepare(item, world, persons=persons)
    infohus.prepare(item, world, persons=[actor, item.case.exposed])
    assert DiscussedPerson.objects.filter(item=item).count() == 2


@pytest.mark.rule("R90")
def test_section_115_asks_for_a_purpose(world):
    item = begin(world, infohus.case(world)).items.get()
    with refused(BasisWithoutPurpose):
        infohus.prepare(item, world, purpose=" ")
    infohus.prepare(item, world, basis="not_met", purpose="")


def test_an_item_is_not_prepared_when_its_case_is_closed_or_the_meeting_cancelled(world):
    meeting = infohus.draft(world)
    item = meeting.items.get()
    workflow.cancel_meeting(meeting, by=world.coordinator, at=NOW, reason="x")
    with refused(Cancelled):
        infohus.prepare(item, world)
    item = infohus.draft(world).items.get()
    close(item.case, world)
    with refused(WrongState):
        infohus.prepare(item, world)


@pytest.mark.rule("R85")
def test_of_a_convened_meeting_nothing_that_it_needed_is_taken_back(world):
    item = convene(ready(world), world).items.get()
    for wrong in ({"judgement": ""}, {"basis": ""}):
        with refused(NotReady):
            infohus.prepare(item, world, **wrong)
    infohus.prepare(item, world, judgement="Et nyt ord")


# -- Convene --------------------------------------------------------------------------------------
@pytest.mark.rule("R79")
def test_who_is_asked_is_invited_when_the_meeting_is_convened(world):
    meeting = convene(ready(world), world)
    assert (meeting.convened_at, meeting.convened_by) == (NOW, world.coordinator)
    invitation = Invitation.objects.get()
    assert invitation.participant == meeting.participants.get()
    assert (invitation.method, invitation.sequence) == ("REQUEST", 0)
    assert (invitation.starts_at, invitation.ends_at) == (STARTS, ENDS)
    assert invitation.next_mail_at == NOW
    assert verbs(meeting)[-1] == "infohus.convened"


@pytest.mark.rule("R81")
def test_a_case_whose_meeting_is_convened_is_taken_up_and_not_discussed_yet(world):
    meeting = ready(world)
    case = meeting.items.get().case
    convene(meeting, world)
    assert [one.decision for one in case.infohus.all()] == ["discussed"]
    assert "infohus" in [gate.key for gate in gates.missing(case)]
    assert not Deadline.objects.of(case).open().filter(kind__in=kinds.OF_INFOHUS).exists()


@pytest.mark.rule("R81")
def test_a_case_that_was_not_to_be_taken_up_is_so_now_and_is_noted_once(world):
    case, other = infohus.case(world), infohus.case(world)
    decide = {"by": world.coordinator, "at": NOW}
    cases_workflow.handle_infohus(case, decision="not_discussed", reason="x", **decide)
    cases_workflow.handle_infohus(other, decision="discussed", **decide)
    convene(ready(world, case, other), world)
    decisions = InfohusHandling.objects.order_by("pk").values_list("case", "decision")
    assert list(decisions) == [
        (case.pk, "not_discussed"),
        (other.pk, "discussed"),
        (case.pk, "discussed"),
    ]


@pytest.mark.rule("R85")
@pytest.mark.parametrize("lacking", ["judgement", "basis", "persons", "asked"])
def test_a_meeting_is_not_convened_while_an_item_lacks_something(world, lacking):
    meeting = ready(world, infohus.case(world), infohus.case(world))
    item = meeting.items.last()
    match lacking:
        case "persons":
            item.discussed.all().delete()
        case "asked":
            workflow.ask_members(item, by=world.coordinator, at=NOW, members=[])
        case field:
            infohus.prepare(item, world, **{field: ""})
    with refused(NotReady):
        convene(meeting, world)


def test_a_meeting_is_convened_once_in_time_on_open_cases(world):
    meeting = ready(world)
    with refused(BeginsInThePast):
        convene(meeting, world, at=STARTS + timedelta(seconds=1))
    convene(meeting, world)
    with refused(NotDraft):
        convene(meeting, world)
    cancelled = ready(world)
    workflow.cancel_meeting(cancelled, by=world.coordinator, at=NOW, reason="x")
    with refused(NotDraft):
        convene(cancelled, world)
    on_closed = ready(world)
    case = on_closed.items.get().case
    cases_workflow.handle_infohus(case, by=world.coordinator, at=NOW, decision="discussed")
    close(case, world)
    with refused(WrongState):
        convene(on_closed, world)
