"""The two flows of somebody who has turned 18: the professional's, then the authority's."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from beredskab.deadlines.models import Deadline
from cases.models import Case, Concern, PersonContact
from tests.e2e import pages
from tests.e2e.flows import closing, sheet
from tests.e2e.flows.walk import Seat, Walk

WORDS = "Hun siger, at hendes mand låser døren, og at hun ikke må gå på sprogskole mere."
UNSENT = "Der sendes intet til den udsatte eller hjemmet"
CLOCKS = ["assessment", "confirmation", "orientation"]


def professional(walk: Walk) -> None:
    """The language teacher talks it over, judges, logs it, and keeps no sight of the case."""
    with walk.seat(walk.town.professional) as seat:
        _write_down(seat)
        _talk_it_over(seat)
        _judge(seat)
        pages.follow(seat.page, f"/bekymringer/{walk.concern}/send/")
        pages.press(seat.page)
        assert walk.concern in pages.text_of(seat.page)
        walk.reference = Case.objects.get().reference
        seat.visit(status=404)
    with walk.seat(walk.town.school_leader) as seat:
        seat.visit(f"/bekymringer/{walk.concern}/", 404)
        seat.visit(status=404)


def authority(walk: Walk) -> None:
    """The adviser of adults takes it, judges with her leader, and does what the card asks."""
    with walk.seat(walk.town.adult_adviser) as seat:
        _take(seat)
        _break_the_clock_of_children(seat)
        _talk(seat)
        seat.do("vurderinger/", "vurderinger/stilling/", **judged())
        _route(seat)
    closing.countersign(walk, walk.town.adult_leader, "vurderinger/stilling/1/kontrasigner/")
    with walk.seat(walk.town.adult_leader) as seat:
        closing.lift_too_early(seat, walk.person("spouse"))
    with walk.seat(walk.town.adult_adviser) as seat:
        _break_the_lock(seat)
        _help(seat)
        closing.close_too_early(seat)
        _consider_the_child(seat)
        _advise(seat)


def judged(**more: Any) -> dict[str, Any]:
    """A judgement that finds nothing acute."""
    found = {"threatened": "no", "act_now": "no", "grounds": "Hun er tryg på sprogskolen om dagen."}
    return {**found, **more}


def _write_down(seat: Seat) -> None:
    page = seat.page
    seat.visit("/bekymringer/")
    pages.follow(page, "/bekymringer/ny/")
    pages.choose(page, acute="no")
    pages.press(page)
    pages.choose(page, age_kind="stated_age")
    pages.write(page, stated_age="24", name=pages.NAME, words=WORDS)
    pages.press(page)
    pages.unfold(page, "[name=controllers]")
    pages.tick(page, "controllers", "spouse")
    pages.press(page)
    reference = pages.reference_of(page)
    pages.press(page, f'form[action="/bekymringer/{reference}/afklar/"] button')
    seat.walk.concern = Concern.objects.get().reference


def _talk_it_over(seat: Seat) -> None:
    """First with the nearest leader, then with the security consultants, and without names."""
    own = f"/bekymringer/{seat.walk.concern}/"
    said = {"kind": "leader", "with_whom": "Skolens leder", "acute": "no"}
    seat.do(own, f"{own}samtale/", **said, outcome="Vi logger det i dag.")
    read = {"age": "24 år", "words": WORDS, "says": "Hav en tolk udefra med."}
    reporter = seat.walk.town.professional
    sheet.read_aloud(seat.walk, reporter, whom="Sikkerhedskonsulenten", **read)


def _judge(seat: Seat) -> None:
    needs = ("needs_risk_assessment", "needs_safety_plan", "needs_partners")
    own = f"/bekymringer/{seat.walk.concern}/"
    seat.do(own, f"{own}vurder/", **judged(**dict.fromkeys(needs, "yes")))


def _take(seat: Seat) -> None:
    seat.visit("/overblik/")
    pages.follow(seat.page, seat.address())
    pages.press(seat.page, f'form[action="{seat.address("tag/")}"] button')
    seat.visit()
    assert seat.holds(WORDS)


def _break_the_clock_of_children(seat: Seat) -> None:
    """No clock of 24 hours and no talk with a child: neither belongs to an adult (R77)."""
    owed = Deadline.objects.filter(reference=seat.walk.reference, kind__in=CLOCKS)
    assert not owed.exists()
    seat.is_refused_by_hand(
        f"vurdering/{seat.walk.concern}/",
        why="NotOwed",
        says="der er fyldt 18",
        danger="yes",
        act_now="no",
        grounds="x",
    )
    talk = {"held_at": timezone.now(), "place": "Skolen", "basis": "137_2", "words": "x"}
    seat.is_refused_by_hand(
        "boernesamtale/", why="NotAChild", says="fyldt 18", **talk, supporter_told="yes"
    )


def _talk(seat: Seat) -> None:
    """With the leader, then for advice; a call with her name needs that she agreed herself."""
    said = {"with_whom": "Lederen", "acute": "no", "outcome": "Vi søger råd uden navne."}
    seat.do("notater/", "samtale/leder/", **said)
    seat.is_refused(
        "notater/",
        "samtale/forbered/",
        why="NamedNeedsBasis",
        says="Brug arket uden navne",
        naming="named",
    )
    advice = {"service": "security_consultant", "purpose": "risk", "naming": "anonymous"}
    seat.do("notater/", "samtale/raad/", **said, **advice)


def _route(seat: Seat) -> None:
    """Both areas know her: what follows is shown before it is saved, and the jobcenter sees it."""
    seat.open("vurderinger/", "voksen/omraade/")
    pages.choose(seat.page, at_jobcenter="yes", in_adult_area="yes")
    pages.press(seat.page)
    pages.press(seat.page)
    assert not seat.page.url.endswith("/omraade/")
    with seat.walk.seat(seat.walk.town.jobcenter) as partner:
        partner.visit()
        assert partner.holds(WORDS)
        assert partner.walk.case.holder == seat.walk.town.adult_adviser


def _break_the_lock(seat: Seat) -> None:
    """Her husband is not talked with about the concern, and nothing is sent to her."""
    spouse, exposed = seat.walk.person("spouse"), str(seat.walk.case.exposed_id)
    tomorrow = timezone.now() + timedelta(days=1)
    plan = {"planned_for": tomorrow, "purpose": "Spørge, hvad der sker derhjemme."}
    tab, path = "sikkerhed/", "kontakter/planlaeg/"
    about = {"way": "phone", "about": "concern", **plan}
    lock = {"why": "ContactLocked", "says": "planlæg den som andet emne"}
    seat.is_refused(tab, path, **lock, person=spouse, **about)
    seat.is_refused(tab, path, **lock, person="family", **about)
    for way in ("letter", "sms", "mail", "digital_post"):
        written = {"way": way, "about": "advice", **plan}
        seat.is_refused_by_hand(path, why="NeverInWriting", says=UNSENT, person=exposed, **written)
    ordinary = {"person": exposed, "way": "interpreter", "about": "advice", **plan}
    seat.is_refused(
        tab,
        path,
        why="ForbiddenInterpreter",
        says="Bestil en udefra",
        **ordinary,
        interpreter_tie="network",
        interpreter_name="En nabo",
    )
    seat.do(tab, path, **ordinary, interpreter_tie="none", interpreter_name="Tolk 4711")
    assert PersonContact.objects.get().planned_for is not None


def _help(seat: Seat) -> None:
    """The action plan is offered and written, the safety plan is not needed, partners are."""
    now = timezone.now()
    seat.do("vurderinger/", "handleplan/behov/", needed="yes", grounds="Hun vil bo for sig selv.")
    seat.do("vurderinger/", "handleplan/tilbud/", offered_at=now, reply="accepted")
    plan = {
        "risk": "Manden kan opsøge hende.",
        "purpose": "Egen bolig.",
        "participation": "together",
    }
    seat.do("vurderinger/", "handleplan/", **plan)
    seat.do("sikkerhed/", "sikkerhed/behov/", needed="no", grounds="Hun har allerede en aftale.")
    partner = {"name": "Sprogskolen", "takes_part": ["inform"], "reason": "Hun er der dagligt."}
    seat.do("sikkerhed/", "parter/ny/", **partner, basis="consent")


def _consider_the_child(seat: Seat) -> None:
    """A child in her family is looked at for itself: yes makes a concern with its own clock."""
    child = {"roles": ["other_child"], "relation": "close_family", "name": "Samir Opdigtet"}
    seat.do("personer/", "personer/ny/", **child, stated_age="6")
    key = seat.walk.case.persons.get(stated_age=6).pk
    yes = {"answer": "yes", "acute": "no", "grounds": "Han er vidne til råb og slag."}
    seat.do("sikkerhed/", f"boern/{key}/", **yes)
    other = Case.objects.exclude(reference=seat.walk.reference).get()
    due = Deadline.objects.open().get(reference=other.reference, kind="assessment")
    assert other.is_minor
    assert due.due_at <= timezone.now() + timedelta(hours=24)


def _advise(seat: Seat) -> None:
    """Advice and guidance: without its record the case can't be closed (R74)."""
    closing.close_too_early(seat, "Råd og vejledning tilbudt")
    advice = {"outcome": "given", "offered_at": timezone.now(), "advised": "Egen bolig og sprog."}
    seat.do("vurderinger/", "raad/", person=str(seat.walk.case.exposed_id), **advice)
