"""Who is asked to an item, and who is taken off it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from beredskab.audit.models import AuditEvent
from beredskab.errors import NeedsReason
from cases import workflow as cases_workflow
from cases.models import CaseBlock
from cases.states import WrongState
from infohus import workflow
from infohus.choices import Seat
from infohus.models import Invitation, ItemParticipant, Member, Participant
from infohus.workflow.meetings import Cancelled
from infohus.workflow.needs import NeedUnsaid, need_of
from infohus.workflow.participants import InAnotherSeat, NotForThisCase, NotInRegister
from tests import factories
from tests.factories import NOW, infohus
from tests.factories.infohus import STARTS, member
from tests.unchanged import refused

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(hours=1)
GUEST = {"seat": "school", "reason": "Kender hende", "name": "x", "email": "x@example.com"}


def ask(item, world, *members):
    return workflow.ask_members(item, by=world.coordinator, at=SOON, members=members)


def ask_guest(item, world, **known):
    return workflow.ask_guest(item, by=world.coordinator, at=SOON, **{**GUEST, **known})


def take_off(row, world, at=SOON):
    workflow.take_off(row, by=world.coordinator, at=at)


def asked(item):
    return [row.participant.member or row.participant.name for row in item.asked.all()]


def mails():
    found = Invitation.objects.filter(made_at=SOON).order_by("pk")
    return [(one.participant, one.method) for one in found]


def block(case, user, world):
    CaseBlock.objects.create(case=case, user=user, reason="x", set_at=NOW, set_by=world.leader)


# -- Standing members -----------------------------------------------------------------------------
@pytest.mark.rule("R83")
def test_a_standing_member_is_asked_as_the_register_knows_her(world):
    by = world.coordinator
    ssp, police = member(by, user=by), member(by, seat=Seat.POLICE)
    item = infohus.draft(world).items.get()
    infohus.ask(item, world, ssp, police, at=SOON)
    found = {one.member: one for one in Participant.objects.all()}
    assert (found[ssp].user, found[ssp].seat, found[ssp].email) == (by, "ssp", "")
    assert (found[police].user, found[police].name) == (None, police.name)
    assert found[police].address == police.email
    event = AuditEvent.objects.get(verb="infohus.members_asked")
    assert event.details == {"item": item.pk, "members": [ssp.pk, police.pk]}
    assert mails() == []


def test_exactly_those_are_asked_and_who_is_not_any_more_is_taken_off(world):
    first, second = member(world.coordinator), member(world.coordinator, seat=Seat.POLICE)
    item = infohus.convened(world, first).items.get()
    infohus.ask(item, world, second, at=SOON)
    assert asked(item) == [second]
    gone, new = Participant.objects.order_by("pk")
    assert (gone.removed_at, new.removed_at) == (SOON, None)
    assert mails() == [(gone, "CANCEL"), (new, "REQUEST")]


def test_who_is_asked_to_another_item_stays_at_the_meeting(world):
    one = member(world.coordinator)
    cases = (infohus.case(world), infohus.case(world))
    meeting = infohus.convened(world, one, cases=cases)
    ask(meeting.items.first(), world)
    assert asked(meeting.items.first()) == []
    assert asked(meeting.items.last()) == [one]
    assert (Participant.objects.get().removed_at, mails()) == (None, [])


def test_who_is_asked_anew_after_she_was_taken_off_answers_anew(world):
    one = member(world.coordinator)
    item = infohus.convened(world, one).items.get()
    before = Participant.objects.get()
    workflow.reply(before, by=world.coordinator, at=NOW, answer="declined")
    ask(item, world)
    (again,) = ask(item, world, one)
    assert again != before
    assert (again.reply, again.removed_at) == ("", None)
    assert mails()[-1] == (again, "REQUEST")


@pytest.mark.rule("R83")
def test_who_is_no_member_on_the_day_of_the_meeting_is_not_asked(world):
    day = STARTS.date()
    past, ahead = member(world.coordinator), member(world.coordinator, seat=Seat.POLICE)
    item = infohus.draft(world).items.get()
    Member.objects.filter(pk=past.pk).update(to_on=day - timedelta(days=1))
    Member.objects.filter(pk=ahead.pk).update(from_on=day + timedelta(days=1))
    for one in (past, ahead):
        with refused(NotInRegister):
            ask(item, world, one)
    Member.objects.filter(pk=past.pk).update(to_on=day)
    Member.objects.filter(pk=ahead.pk).update(from_on=day)
    infohus.ask(item, world, past, ahead, at=SOON)


def test_a_row_of_the_register_that_changed_hands_is_asked_anew(world):
    new = factories.user()
    one = member(world.coordinator, user=factories.user())
    item = infohus.convened(world, one).items.get()
    before = Participant.objects.get()
    known = {"seat": one.seat, "user": new, "from_on": one.from_on}
    workflow.change_member(one, by=world.coordinator, at=NOW, **known)
    (after,) = ask(item, world, one)
    before.refresh_from_db()
    assert (before.removed_at, after.user, after.removed_at) == (SOON, new, None)


def test_nobody_sits_in_two_seats_or_at_one_address_with_another(world):
    by = world.coordinator
    user = factories.user()
    first, second = member(by, user=user), member(by, user=user, seat=Seat.POLICE)
    shared = member(by, email="ssp@example.com"), member(by, email="ssp@example.com")
    item = infohus.draft(world).items.get()
    for pair in ((first, second), shared):
        with refused(InAnotherSeat):
            ask(item, world, *pair)
    ask(item, world, first)
    with refused(InAnotherSeat):
        ask_guest(item, world, user=user)


# -- Guests ---------------------------------------------------------------------------------------
@pytest.mark.rule("R84", "R85")
def test_a_guest_is_asked_to_one_item_with_a_reason(world):
    cases = (infohus.case(world), infohus.case(world))
    meeting = infohus.convened(world, cases=cases)
    item, other = meeting.items.all()
    guest = ask_guest(item, world, reason=" Kender hende ")
    assert guest.is_guest
    assert need_of(item, guest) == "Kender hende"
    assert guest.name in asked(item)
    assert guest.name not in asked(other)
    assert mails() == [(guest, "REQUEST")]
    event = AuditEvent.objects.get(verb="infohus.guest_asked")
    assert event.details == {"item": item.pk, "guest": guest.pk}


@pytest.mark.rule("R85")
def test_a_guest_is_not_asked_without_a_reason(world):
    item = infohus.draft(world).items.get()
    with refused(NeedsReason):
        ask_guest(item, world, reason=" ")


@pytest.mark.rule("R85")
def test_each_item_has_its_own_reason_for_a_guest_and_keeps_what_was_said_before(world):
    meeting = infohus.convened(world, cases=(infohus.case(world), infohus.case(world)))
    first, second = meeting.items.all()
    guest = ask_guest(first, world)
    for reason in ("Har hans skole", "Har hans klasse", "Har hans klasse"):
        ask_guest(second, world, reason=reason)
    assert (need_of(first, guest), need_of(second, guest)) == ("Kender hende", "Har hans klasse")
    workflow.take_off(second.asked.get(participant=guest), by=world.coordinator, at=SOON)
    said = [row.reason for row in guest.needs.filter(item=second)]
    assert said == ["Har hans skole", "Har hans klasse"]


@pytest.mark.rule("R85")
def test_what_was_said_of_a_guest_stays_once_the_others_are_invited(world):
    meeting = infohus.draft(world, infohus.case(world), infohus.case(world))
    _first, second = meeting.items.all()
    guest = ask_guest(second, world)
    workflow.drop_item(second, by=world.coordinator, at=SOON)
    assert not guest.needs.exists()
    item = infohus.convened(world).items.get()
    ask_guest(item, world)
    with pytest.raises(IntegrityError, match="why somebody must know stays"):
        item.needs.all().delete()


@pytest.mark.rule("R85")
def test_the_database_lets_no_guest_in_without_a_reason(world):
    meeting = infohus.convened(world, cases=(infohus.case(world), infohus.case(world)))
    first, second = meeting.items.all()
    guest = ask_guest(first, world)
    with pytest.raises(IntegrityError, match="a guest is asked with a reason"):
        ItemParticipant.objects.create(item=second, participant=guest)


# -- Those from outside the municipality ----------------------------------------------------------
@pytest.mark.rule("R90")
def test_under_section_115_it_is_said_why_each_one_outside_must_know(world):
    item = infohus.draft(world).items.get()
    police = member(world.coordinator, "police")
    with refused(NeedUnsaid):
        ask(item, world, police)
    workflow.ask_members(
        item, by=world.coordinator, at=SOON, members=[police], needs={police.pk: " Kender ham "}
    )
    (asked_now,) = ask(item, world, police)
    assert need_of(item, asked_now) == "Kender ham"


def test_without_section_115_nobody_is_asked_why_the_police_must_know(world):
    item = infohus.draft(world).items.get()
    infohus.prepare(item, world, basis="anonymised", brief="En ung", purpose="")
    assert ask(item, world, member(world.coordinator, "police"))


@pytest.mark.parametrize("known", [{}, {"user": "stranger"}])
def test_a_guest_who_is_asked_to_one_more_item_is_one_and_keeps_her_seat(world, known):
    known = {name: getattr(world, who) for name, who in known.items()}
    meeting = infohus.convened(world, cases=(infohus.case(world), infohus.case(world)))
    first, second = meeting.items.all()
    guest = ask_guest(first, world, **known)
    with refused(InAnotherSeat):
        ask_guest(second, world, **known, seat="adviser")
    assert ask_guest(second, world, **known) == guest
    assert mails() == [(guest, "REQUEST")]


def test_to_ask_other_members_leaves_the_guests(world):
    item = infohus.draft(world).items.get()
    guest = ask_guest(item, world)
    ask(item, world)
    assert asked(item) == [guest.name]


# -- Whoever it is --------------------------------------------------------------------------------
def test_who_is_blocked_from_the_case_is_not_asked(world):
    user = factories.user()
    item = infohus.convened(world).items.get()
    block(item.case, user, world)
    one = member(world.coordinator, user=user, seat=Seat.POLICE)
    with refused(NotForThisCase):
        ask(item, world, one)
    with refused(NotForThisCase):
        ask_guest(item, world, user=user)


def test_who_was_blocked_after_she_was_asked_is_invited_to_what_is_left_for_her(world):
    user = factories.user()
    ssp, one = member(world.coordinator), member(world.coordinator, user=user, seat="police")
    for cases, expected in (([infohus.case(world)], 0), ([infohus.case(world) for _ in "ab"], 2)):
        meeting = infohus.draft(world, *cases)
        for item in meeting.items.all():
            infohus.ask(item, world, one, ssp, at=SOON)
        block(cases[0], user, world)
        workflow.convene(meeting, by=world.coordinator, at=SOON)
        times = {"starts_at": STARTS, "ends_at": STARTS + timedelta(hours=2)}
        workflow.move_meeting(meeting, by=world.coordinator, at=SOON, **times)
        mailed = Invitation.objects.filter(participant__meeting=meeting)
        assert mailed.filter(participant__user=user).count() == expected
        assert mailed.filter(participant__user=None).count() == 2


def test_nobody_is_asked_when_the_meeting_is_cancelled_or_the_case_closed(world):
    one = member(world.coordinator)
    meeting = infohus.convened(world, one)
    item = meeting.items.get()
    on_closed = infohus.draft(world).items.get()
    cases_workflow.close_in_error(on_closed.case, by=world.leader, at=NOW, reason="Dublet")
    workflow.cancel_meeting(meeting, by=world.coordinator, at=NOW, reason="x")
    for where, error in ((item, Cancelled), (on_closed, WrongState)):
        with refused(error):
            ask(where, world, one)
        with refused(error):
            ask_guest(where, world)
    with refused(Cancelled):
        take_off(item.asked.get(), world)


def test_who_is_asked_to_a_case_that_was_closed_is_still_taken_off(world):
    item = infohus.convened(world).items.get()
    cases_workflow.close_in_error(item.case, by=world.leader, at=NOW, reason="Dublet")
    take_off(item.asked.get(), world)
    assert asked(item) == []


def test_who_is_taken_off_her_last_item_is_off_the_meeting_and_is_told_once(world):
    meeting = infohus.convened(world, cases=(infohus.case(world), infohus.case(world)))
    first, second = (item.asked.get() for item in meeting.items.all())
    participant = first.participant
    take_off(first, world)
    participant.refresh_from_db()
    assert (participant.removed_at, mails()) == (None, [])
    take_off(second, world)
    take_off(second, world, at=SOON + timedelta(hours=1))
    participant.refresh_from_db()
    assert (participant.removed_at, mails()) == (SOON, [(participant, "CANCEL")])
    assert AuditEvent.objects.filter(verb="infohus.taken_off").count() == 2


def test_of_a_draft_somebody_is_taken_off_without_a_mail(world):
    item = infohus.draft(world).items.get()
    guest = ask_guest(item, world)
    take_off(item.asked.get(), world)
    guest.refresh_from_db()
    assert (guest.removed_at, mails()) == (SOON, [])
