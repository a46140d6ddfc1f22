"""Meetings that are being held: everybody there, mapped, assessed, recommended for."""

from datetime import timedelta
from typing import Any

from infohus import recommended, workflow
from infohus.choices import Section
from infohus.models import AgendaItem, Member, Participant, Recommendation
from infohus.workflow.recommending import Advice
from tests.factories import World
from tests.factories import infohus as made

# While the meeting is on.
DURING = made.STARTS + timedelta(minutes=10)
DUE = (made.STARTS + timedelta(days=14)).date()


def members(world: World) -> dict[str, Member]:
    """Standing members: SSP, the child authority and the police, each with a log-in."""
    by = world.coordinator
    return {
        "ssp": made.member(by, user=world.coordinator),
        "child": made.member(by, "child_authority", user=world.adviser),
        "police": made.member(by, "police", user=world.stranger),
    }


def item(world: World, *who: str, **given: Any) -> AgendaItem:
    """An item of a convened meeting to which these members are asked, all unless told otherwise."""
    table = members(world)
    wanted = [table[name] for name in who or table]
    meeting = made.convened(world, *wanted, cases=(made.case(world, **given),))
    return meeting.items.get()


def participant(item: AgendaItem, seat: str) -> Participant:
    return item.meeting.participants.get(seat=seat)


def declare(item: AgendaItem, world: World, seat: str, answer: str = "none") -> Any:
    """A participant has said of her tie, and the coordinator noted it."""
    return workflow.declare_tie(
        item,
        participant=participant(item, seat),
        by=world.coordinator,
        at=DURING,
        answer=answer,
    )


def attend(item: AgendaItem, world: World, *seats: str) -> Any:
    """Exactly these were there."""
    there = item.meeting.participants.filter(seat__in=seats)
    return workflow.mark_attendance(item, by=world.coordinator, at=DURING, participants=list(there))


def write(item: AgendaItem, world: World, section: str, **known: Any) -> Any:
    fields = {"text": f"Ord om {section}", "seen": 0, **known}
    if section == Section.ASSESSMENT:
        fields = {"level": "medium", **fields}
    return workflow.write_item(
        item, by=world.coordinator, at=DURING, section=Section(section), **fields
    )


def take_part(item: AgendaItem, world: World, *seats: str) -> Any:
    """These were there, and none has a personal tie."""
    for seat in seats:
        declare(item, world, seat)
    return attend(item, world, *seats)


def vouched(seat: str, name: str = "Prøve Vikar") -> dict[str, Any]:
    """Somebody by name and seat, who was asked of her tie."""
    return {"name": name, "seat": seat, "has_no_tie": True}


def assessed(item: AgendaItem, world: World) -> AgendaItem:
    """Mapped and assessed, so that recommendations may follow."""
    write(item, world, "mapping")
    write(item, world, "assessment")
    return item


def advice(**known: Any) -> Advice:
    return Advice(
        **{
            "outcome": "measure",
            "text": "Tilbyd en fast voksen",
            "seat": "child_authority",
            "due_on": DUE,
            **known,
        }
    )


def recommend(item: AgendaItem, world: World, person: Any = None, **known: Any) -> Recommendation:
    """A recommendation for the exposed person, unless told otherwise."""
    return workflow.recommend(
        item,
        person or item.case.exposed,
        by=world.coordinator,
        at=DURING,
        advice=advice(**known),
    )


def complete(world: World, *seats: str, **given: Any) -> AgendaItem:
    """All is written and recommended; these were there, or SSP and the child authority."""
    made_item = assessed(item(world, **given), world)
    take_part(made_item, world, *(seats or ("ssp", "child_authority")))
    for row in recommended.lacking(made_item):
        recommend(made_item, world, row.person)
    return made_item


def concluded(world: World, **given: Any) -> AgendaItem:
    return workflow.conclude_item(complete(world, **given), by=world.coordinator, at=DURING)
