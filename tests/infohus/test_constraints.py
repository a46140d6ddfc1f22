"""What must be true of a meeting is held by the database, whoever writes past the workflow."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from infohus import workflow
from infohus.models import (
    AgendaItem,
    DiscussedPerson,
    Invitation,
    ItemParticipant,
    Meeting,
    Participant,
)
from tests.factories import NOW, infohus
from tests.factories.infohus import ENDS, STARTS, member

pytestmark = pytest.mark.django_db
MODELS = [Meeting, AgendaItem, DiscussedPerson, Participant, ItemParticipant, Invitation]
SECOND = timedelta(seconds=1)


@pytest.fixture
def ground(world):
    """A convened meeting on two cases, with a member of each kind and a guest."""
    by = world.coordinator
    members = [member(by, user=by), member(by, seat="police"), member(by, seat="jobcenter")]
    meeting = infohus.convened(world, *members, cases=(infohus.case(world), infohus.case(world)))
    known = {"seat": "school", "reason": "x", "user": world.adviser}
    workflow.ask_guest(meeting.items.first(), by=by, at=NOW, **known)
    return meeting


def change(model, number=0, **wrong):
    """Write to a row as it is written past the workflow."""

    def write(_meeting):
        row = model.objects.order_by("pk")[number]
        model.objects.filter(pk=row.pk).update(**wrong)

    return write


def like_the_first(model, *names, number=1):
    """Give a later row what the first one has."""

    def write(meeting):
        first = model.objects.order_by("pk").values(*names)[0]
        change(model, number, **first)(meeting)

    return write


def add_again(model):
    def write(_meeting):
        row = model.objects.order_by("pk")[0]
        row.pk, row._state.adding = None, True
        row.save()

    return write


WRONG = {
    "meeting_ends_later": [change(Meeting, ends_at=STARTS)],
    "meeting_sight_outlasts_it": [change(Meeting, sight_ends_at=ENDS - SECOND)],
    "meeting_convened_pair": [
        change(Meeting, convened_at=None),
        change(Meeting, convened_by=None),
    ],
    "meeting_cancelled_with_reason": [
        change(Meeting, cancelled_at=NOW),
        change(Meeting, cancel_reason="x"),
        lambda meeting: change(Meeting, cancelled_by=meeting.convened_by)(meeting),
        lambda meeting: change(Meeting, cancelled_at=NOW, cancelled_by=meeting.convened_by)(
            meeting
        ),
    ],
    "agenda_item_once": [like_the_first(AgendaItem, "case")],
    "agenda_item_position": [like_the_first(AgendaItem, "position")],
    "agenda_item_known_basis": [change(AgendaItem, basis="inquiry")],
    "agenda_item_provisional_pair": [change(AgendaItem, provisional_at=NOW)],
    "agenda_item_concluded_pair": [change(AgendaItem, concluded_at=NOW)],
    "agenda_item_minutes_asked_pair": [
        change(AgendaItem, minutes_number=1),
        change(AgendaItem, minutes_asked_at=NOW),
    ],
    "agenda_item_basis_with_purpose": [change(AgendaItem, purpose=None)],
    "discussed_person_once": [add_again(DiscussedPerson)],
    "participant_known_seat": [change(Participant, seat="mayor")],
    "participant_can_be_asked": [change(Participant, 1, email="")],
    "participant_answered_pair": [
        change(Participant, 1, reply="accepted"),
        change(Participant, 1, replied_at=NOW),
        change(Participant, 1, reply="perhaps", replied_at=NOW),
    ],
    "participant_once": [like_the_first(Participant, "user", number=3)],
    "participant_address_once": [
        lambda meeting: change(Participant, 2, email="police@example.com")(meeting)
    ],
    "item_participant_once": [add_again(ItemParticipant)],
    "invitation_known_method": [change(Invitation, method="PUBLISH")],
}


def test_every_constraint_has_its_row():
    named = {one.name for model in MODELS for one in model._meta.constraints}
    assert named == WRONG.keys()


def broken_by(write, meeting):
    """Write, and check at once what the database checks at the end of a transaction."""
    with transaction.atomic():
        write(meeting)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_each_constraint_fails_when_it_is_broken(ground):
    for name, ways in WRONG.items():
        for write in ways:
            with pytest.raises(IntegrityError, match=f'"{name}"'):
                broken_by(write, ground)
