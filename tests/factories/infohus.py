"""Rows that tests of Infohus begin from."""

from datetime import datetime, timedelta
from typing import Any

from beredskab.accounts.forms.municipality import IdentityForm
from beredskab.accounts.models import User
from beredskab.municipality import workflow as municipality_workflow
from beredskab.municipality.models import Municipality
from cases import workflow as cases_workflow
from cases.models import Case
from infohus import workflow
from infohus.models import AgendaItem, Meeting, Member, Participant
from tests import factories
from tests.factories import LONG_AGO, NOW, World

STARTS = NOW + timedelta(days=2)
ENDS = STARTS + timedelta(hours=1)
AFTER = ENDS + timedelta(days=8)
GROUNDS = {"purpose": "Forebygge vold"}
NEED = "Kender familien"


def member(by: User, seat: str = "ssp", **known: Any) -> Member:
    """A standing member without a log-in, unless told otherwise."""
    fields = {"from_on": LONG_AGO}
    if "user" not in known:
        fields |= {"name": "Prøve Medlem", "email": f"{seat}@example.com"}
    return workflow.add_member(by=by, at=NOW, seat=seat, **{**fields, **known})


def case(world: World, **given: Any) -> Case:
    """A case that the coordinator was given to decide on."""
    made = factories.case(world, **given)
    adviser = world.adviser if made.is_minor else world.adult_adviser
    return cases_workflow.contact_infohus(made, by=adviser, at=NOW)


def draft(world: World, *cases: Case, at: datetime = NOW) -> Meeting:
    """A meeting that is begun, with each item prepared and nobody asked."""
    meeting = workflow.begin_meeting(
        cases=cases or [case(world)], by=world.coordinator, at=at, starts_at=STARTS, ends_at=ENDS
    )
    for item in meeting.items.all():
        prepare(item, world)
    return meeting


def prepare(item: AgendaItem, world: World, **known: Any) -> AgendaItem:
    """Everybody whom the item is on by itself, shared under section 115."""
    persons = [row.person for row in item.discussed.select_related("person")]
    fields = {"persons": persons, "judgement": "De kender familien", "basis": "s115"}
    return workflow.prepare_item(
        item, by=world.coordinator, at=NOW, **{**fields, **GROUNDS, **known}
    )


def ask(item: AgendaItem, world: World, *members: Member, at: datetime = NOW) -> None:
    """Ask the members to the item, and say of each why she must know."""
    needs = {one.pk: NEED for one in members}
    workflow.ask_members(item, by=world.coordinator, at=at, members=members, needs=needs)


def convened(world: World, *members: Member, cases: tuple[Case, ...] = ()) -> Meeting:
    """A meeting to which the members are asked, to every item."""
    meeting = draft(world, *cases)
    asked = members or [member(world.coordinator)]
    for item in meeting.items.all():
        ask(item, world, *asked)
    return workflow.convene(meeting, by=world.coordinator, at=NOW)


def moved(meeting: Meeting, world: World, *, at: datetime = NOW) -> Meeting:
    """The meeting, a day later."""
    times = {"starts_at": STARTS + timedelta(days=1), "ends_at": ENDS + timedelta(days=1)}
    return workflow.move_meeting(meeting, by=world.coordinator, at=at, **times)


def cancelled(meeting: Meeting, world: World, *, at: datetime = NOW) -> Meeting:
    """The meeting, called off."""
    return workflow.cancel_meeting(meeting, by=world.coordinator, at=at, reason="Sygdom")


def asked(meeting: Meeting) -> Participant:
    """The first who was asked."""
    return meeting.participants.order_by("pk")[0]


def switched(*, has_infohus: bool, by: User) -> None:
    """The administrator turns the switch; all else of the municipality stays."""
    row = Municipality.objects.current()
    names = set(IdentityForm.base_fields) - {"has_infohus"}
    stays = {name: getattr(row, name) for name in names}
    municipality_workflow.change_identity(by=by, at=NOW, has_infohus=has_infohus, **stays)
