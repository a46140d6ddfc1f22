"""A meeting that is convened, and one that is begun."""

from datetime import datetime, time, timedelta

from beredskab.demo.stories.acts import Staff
from beredskab.timelimits import local_day, localise
from cases.models import Case
from infohus import board, quorum, workflow
from infohus.choices import Basis, Seat
from infohus.models import AgendaItem, Meeting, Member, Participant

_NEED = "Politiet ved, om der er grund til at frygte for hende."


def convened_and_begun(staff: Staff, now: datetime) -> None:
    """The police come to one, who have answered; the other waits for its participants."""
    waiting = list(board.to_convene(staff["tovholder"], now)[:2])
    if waiting:
        _convened(staff, now, _begin(staff, now, waiting[0], days=3))
    for case in waiting[1:]:
        _begin(staff, now, case, days=7)


def _begin(staff: Staff, now: datetime, case: Case, *, days: int) -> Meeting:
    day = local_day(now) + timedelta(days=days)
    starts_at = localise(datetime.combine(day, time(10)))
    return workflow.begin_meeting(
        cases=[case],
        by=staff["tovholder"],
        at=now,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        place="Rådhuset, lokale 2.14",
    )


def _convened(staff: Staff, now: datetime, meeting: Meeting) -> None:
    by = staff["tovholder"]
    item: AgendaItem = meeting.items.get()
    persons = [row.person for row in item.discussed.select_related("person")]
    workflow.prepare_item(
        item,
        by=by,
        at=now,
        persons=persons,
        judgement="Myndigheden har sagen, og politiet kender familiens ældste søn.",
        basis=Basis.SECTION_115,
        purpose="At forebygge trusler og vold mod den unge.",
        brief="Den unge er bange for reaktionen hjemme, når skolen kontakter familien.",
    )
    wanted = {Seat.SSP, Seat.POLICE, *_required(item)}
    day = local_day(meeting.starts_at)
    members = Member.objects.on(day).filter(seat__in=wanted, deputises__isnull=True)
    needs = {one.pk: _NEED for one in members if one.seat == Seat.POLICE}
    workflow.ask_members(item, by=by, at=now, members=list(members), needs=needs)
    workflow.convene(meeting, by=by, at=now)
    police = meeting.participants.get(seat=Seat.POLICE)
    workflow.reply(police, by=staff["politi"], at=now, answer=Participant.Reply.ACCEPTED)


def _required(item: AgendaItem) -> list[Seat]:
    return [line.seat for line in quorum.invited(item).lines]
