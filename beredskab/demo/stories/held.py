"""A meeting that was held and concluded, and an urgent talk that waits to be confirmed."""

from datetime import datetime, timedelta

from beredskab.demo.stories.acts import Staff
from beredskab.timelimits import local_day
from cases.models import Case, Person
from infohus import board, quorum, recommended, workflow
from infohus.choices import Basis, NoteKind, Seat, Section, Tie
from infohus.models import AgendaItem, Member
from infohus.workflow.recommending import Advice

_NEED = "Uden politiets viden kan risikoen ikke vurderes."


def held_and_urgent(staff: Staff, now: datetime) -> None:
    """The police have a recommendation to answer; the talk by phone lacks somebody."""
    first, *others = _cases(staff, now)
    _held(staff, now, first)
    for case in others:
        _urgent(staff, now, case)
    _network(staff, now, first)


def _network(staff: Staff, now: datetime, case: Case) -> None:
    """What the police told in general, an activity for everyone, and what PSP agreed."""
    by, day = staff["tovholder"], local_day(now)
    trend = "Flere unge bliver kontrolleret gennem delt placering på telefonen."
    activity = "Temadag om retten til eget valg i alle byens 8. klasser."
    for kind, text in ((NoteKind.TREND, trend), (NoteKind.ACTIVITY, activity)):
        workflow.note_of_network(by=by, at=now, kind=kind, happened_on=day, text=text)
    workflow.note_of_psp(
        case,
        by=by,
        at=now,
        agreed_on=day,
        text="Psykiatrien følger op på hans behandling og melder tilbage.",
        seat=Seat.PSYCHIATRY,
    )


def _cases(staff: Staff, now: datetime) -> list[Case]:
    """Two that wait for a meeting, or else others that the coordinator sees."""
    by = staff["tovholder"]
    waiting = list(board.to_convene(by, now)[:2])
    seen = Case.objects.visible_to(by, at=now).filter(
        closed_at__isnull=True, agenda_items__isnull=True
    )
    others = seen.exclude(pk__in=[case.pk for case in waiting]).select_related("exposed")
    return [*waiting, *others.order_by("-pk")][:2]


def _held(staff: Staff, now: datetime, case: Case) -> None:
    by, before = staff["tovholder"], now - timedelta(hours=30)
    starts_at = (now - timedelta(hours=26)).replace(minute=0, second=0, microsecond=0)
    meeting = workflow.begin_meeting(
        cases=[case],
        by=by,
        at=before,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        place="Rådhuset, lokale 2.14",
    )
    item: AgendaItem = meeting.items.get()
    _prepare(item, staff, before)
    needed = [line.seat for line in quorum.invited(item).lines]
    members = Member.objects.on(local_day(starts_at)).filter(
        seat__in=[*needed, Seat.SSP, Seat.POLICE], deputises__isnull=True
    )
    needs = {one.pk: _NEED for one in members if one.seat == Seat.POLICE}
    workflow.ask_members(item, by=by, at=before, members=list(members), needs=needs)
    workflow.convene(meeting, by=by, at=before)
    during = starts_at + timedelta(minutes=20)
    participants = list(meeting.participants.all())
    for one in participants:
        workflow.declare_tie(item, participant=one, by=by, at=during, answer=Tie.NONE)
    workflow.mark_attendance(item, by=by, at=during, participants=participants)
    _write(item, staff, during)
    for row in recommended.lacking(item):
        _recommend(item, row.person, staff, during, seat=Seat.POLICE)
    for seat in quorum.held(item).missing:
        workflow.add_attendance(
            item, by=by, at=during, name="Signe Vikar", seat=seat, has_no_tie=True
        )
    workflow.conclude_item(item, by=by, at=during)
    _minutes(item, staff, during)


def _urgent(staff: Staff, now: datetime, case: Case) -> None:
    by, held_at = staff["tovholder"], now - timedelta(hours=2)
    ssp = Member.objects.on(local_day(now)).filter(seat=Seat.SSP, deputises__isnull=True)
    persons = [one for one in case.persons.all() if quorum.is_concerned(one)]
    item = workflow.record_urgent_talk(
        case, by=by, at=now, held_at=held_at, persons=persons, members=list(ssp[:1])
    )
    _prepare(item, staff, now)
    _write(item, staff, now)
    for row in recommended.lacking(item):
        _recommend(item, row.person, staff, now, seat=Seat.CHILD_AUTHORITY)


def _prepare(item: AgendaItem, staff: Staff, at: datetime) -> None:
    workflow.prepare_item(
        item,
        by=staff["tovholder"],
        at=at,
        persons=[row.person for row in item.discussed.select_related("person")],
        judgement="De har sagen og kender familien.",
        basis=Basis.SECTION_115,
        purpose="At forebygge trusler og vold.",
        brief="Hun frygter, hvad der sker, når skolen kontakter hjemmet.",
    )


def _write(item: AgendaItem, staff: Staff, at: datetime) -> None:
    by = staff["tovholder"]
    mapping = "Hun følges til og fra skole. Skolen har set ændringen siden efterårsferien."
    workflow.write_item(item, by=by, at=at, section=Section.MAPPING, text=mapping, seen=0)
    assessment = "Kontrollen er tiltaget, og familien planlægger en rejse."
    workflow.write_item(
        item, by=by, at=at, section=Section.ASSESSMENT, text=assessment, level="high", seen=0
    )


def _recommend(item: AgendaItem, person: Person, staff: Staff, at: datetime, *, seat: Seat) -> None:
    advice = Advice(
        outcome="measure",
        text="Hold øje med rejseplaner, og aftal et nummer, der kan ringes til i nødstilfælde.",
        seat=seat,
        due_on=local_day(at + timedelta(days=10)),
        needs="En voksen at stole på",
        measure="safety",
    )
    workflow.recommend(item, person, by=staff["tovholder"], at=at, advice=advice)


def _minutes(item: AgendaItem, staff: Staff, at: datetime) -> None:
    by = staff["tovholder"]
    text = "Sagen blev kortlagt og vurderet. Der blev givet anbefalinger til hver person."
    workflow.write_item(item, by=by, at=at, section=Section.MINUTES, text=text, seen=0)
    workflow.ask_to_agree(item, by=by, at=at)
