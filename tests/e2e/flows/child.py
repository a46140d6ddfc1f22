"""The two flows of somebody under 18: the professional's, then the authority's."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from beredskab.deadlines.models import Deadline
from beredskab.notices.models import Notice
from beredskab.timelimits import local_day
from cases.models import Case, Concern, PlannedChildTalk
from tests.e2e import pages
from tests.e2e.flows import closing, sheet
from tests.e2e.flows.walk import Seat, Walk

WORDS = "Hun siger, at hun skal giftes i ferien, og at hendes far har slået hende."
MESSAGE = "Hun kom ikke i skole i dag."
UNSENT = "Der sendes intet til den udsatte eller hjemmet"


def professional(walk: Walk) -> None:
    """The teacher talks it over and notifies; her own leader can't see it, nor stop it."""
    with walk.seat(walk.town.professional) as seat:
        _write_down(seat)
        own = f"/bekymringer/{walk.concern}/"
        said = {"kind": "leader", "with_whom": "Skolens leder", "acute": "no"}
        seat.do(own, f"{own}samtale/", **said, outcome="Jeg underretter.")
        read = {"age": "14 år", "words": WORDS, "says": "Underret i dag."}
        sheet.read_aloud(walk, walk.town.professional, whom="SSP-konsulenten", **read)
        with walk.seat(walk.town.school_leader) as leader:
            leader.visit(own, 404)
        seat.visit(own)
        pages.follow(seat.page, f"{own}send/")
        pages.press(seat.page)
        assert walk.concern in pages.text_of(seat.page)
        seat.do(own, f"{own}besked/", text=MESSAGE)
        walk.reference = Case.objects.get().reference
        seat.visit(status=404)
    with walk.seat(walk.town.school_leader) as seat:
        seat.visit(status=404)


def authority(walk: Walk) -> None:
    """Assess, talk it over, judge with the leader, assess the risk; only then may a lock go."""
    with walk.seat(walk.town.adviser) as seat:
        _take(seat)
        _talk(seat)
        judged = {"threatened": "no", "act_now": "no", "examination": "yes"}
        seat.do("vurderinger/", "vurderinger/stilling/", **judged, grounds="Rejsen er om tre uger.")
    with walk.seat(walk.town.leader) as seat:
        seat.do("", f"vurdering/{walk.concern}/kontrasigner/")
        closing.lift_too_early(seat, walk.person("father"))
    closing.countersign(walk, walk.town.leader, "vurderinger/stilling/1/kontrasigner/")
    with walk.seat(walk.town.adviser) as seat:
        _screen(seat)
        _assess_risk(seat)
    closing.countersign(walk, walk.town.leader, "vurderinger/risiko/1/kontrasigner/")
    _lift_one_lock(walk)
    with walk.seat(walk.town.adviser) as seat:
        _break_the_lock(seat)
        _mother_rings(seat)
        _talk_with_the_child(seat)
        closing.close_too_early(seat)
        _consider_the_sibling(seat)
        _make_safe(seat)
        _decide(seat)


def end(walk: Walk) -> None:
    """The examination is finished, the notifier is told, and what is left is followed up."""
    with walk.seat(walk.town.adviser) as seat:
        closing.close_too_early(seat, "Den børnefaglige undersøgelse (§ 20) er afsluttet")
        seat.do("vurderinger/", "undersoegelse/afslut/", conclusion="Hun har brug for støtte.")
        seat.do("", f"orientering/{walk.concern}/", started="yes", kind="Støtte i skolen")
        seat.post("", "opfoelgning/")


def answer(walk: Walk) -> None:
    """The professional reads what was started, and nothing else of the case."""
    with walk.seat(walk.town.professional) as seat:
        told = seat.visit(f"/bekymringer/{walk.concern}/")
        assert "Støtte i skolen" in told
        assert "Rejsen er om tre uger" not in told
        seat.visit(status=404)


def _write_down(seat: Seat) -> None:
    page = seat.page
    seat.visit("/bekymringer/")
    pages.follow(page, "/bekymringer/ny/")
    pages.choose(page, acute="no")
    pages.press(page)
    pages.choose(page, age_kind="stated_age")
    pages.write(page, stated_age="14", name=pages.NAME, words=WORDS)
    pages.choose(page, witnessed="told", basis="suspicion")
    pages.press(page)
    pages.unfold(page, "[name=controllers]")
    pages.tick(page, "controllers", "mother")
    pages.tick(page, "controllers", "father")
    pages.press(page)
    reference = pages.reference_of(page)
    pages.press(page, f'form[action="/bekymringer/{reference}/afklar/"] button')
    seat.walk.concern = Concern.objects.get().reference


def _take(seat: Seat) -> None:
    """Take it, and sign the assessment of 24 hours before they are over."""
    seat.visit("/overblik/")
    pages.follow(seat.page, seat.address())
    pages.press(seat.page, f'form[action="{seat.address("tag/")}"] button')
    seat.visit("notater/")
    assert seat.holds(MESSAGE)
    found = {"danger": "yes", "act_now": "no", "grounds": "Talt med skolen og set sagen."}
    seat.do("", f"vurdering/{seat.walk.concern}/", **found)
    assert not Deadline.objects.open().filter(kind="assessment").exists()


def _talk(seat: Seat) -> None:
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
    seat.do("notater/", f"besked/{seat.walk.concern}/", text="Tak. Sig intet til familien.")


def _screen(seat: Seat) -> None:
    """Abuse is suspected: "nothing further" is gone from the page, and refused by hand (LR3)."""
    found = {"abuse": "suspected", "by_parents": "yes", "earlier": "no", "grounds": "Et slag."}
    path = "vurderinger/screening/"
    seat.open("vurderinger/", path)
    says = "Vælg undersøgelsen, når der er viden eller mistanke om overgreb"
    seat.is_stopped_by_hand(path, says=says, **found, outcome="nothing", seen="0")
    seat.do("vurderinger/", path, **found, outcome="examination")
    assert seat.walk.case.examinations.exists()


def _assess_risk(seat: Seat) -> None:
    parts: dict[str, Any] = {}
    for domain in ("deeds", "control", "exposure"):
        parts |= {f"{domain}_now": "high", f"{domain}_before": "medium", f"{domain}_words": "Slag."}
    until = local_day(timezone.now()) + timedelta(days=60)
    concluded = {
        "acute": "no",
        "level": "high",
        "grounds": "Faren har slået.",
        "valid_until": until,
    }
    seat.do("vurderinger/", "vurderinger/risiko/", **parts, **concluded)


def _lift_one_lock(walk: Walk) -> None:
    """Now the leader lifts the lock of one; the adviser can't, and the other stays locked."""
    father = walk.person("father")
    path = f"personer/{father}/laas/ophaev/"
    with walk.seat(walk.town.adviser) as seat:
        assert not seat.page.locator(f'a[href="{seat.address(path)}"]').count()
        seat.visit("personer/")
        seat.is_refused_by_hand(path, says=closing.NOT_YOURS, status=403, grounds="x")
    with walk.seat(walk.town.leader) as seat:
        seat.do("personer/", path, grounds="Hun ønsker det, og planen er klar.")


def _break_the_lock(seat: Seat) -> None:
    """The mother is not talked with about the concern, and nothing in writing reaches the child."""
    mother, exposed = seat.walk.person("mother"), str(seat.walk.case.exposed_id)
    tomorrow = timezone.now() + timedelta(days=1)
    plan = {"planned_for": tomorrow, "purpose": "Spørge, hvad hun ved."}
    tab, path = "sikkerhed/", "kontakter/planlaeg/"
    call = {"way": "phone", "about": "concern", **plan}
    says = "planlæg den som andet emne"
    seat.is_refused(tab, path, why="ContactLocked", says=says, person=mother, **call)
    letter = {"way": "letter", "about": "concern", **plan}
    seat.is_refused(tab, path, why="NeverInWriting", says=UNSENT, person=exposed, **letter)
    for way in ("sms", "mail", "digital_post"):
        written = {**letter, "way": way, "person": exposed}
        seat.is_refused_by_hand(path, why="NeverInWriting", says=UNSENT, **written)
    seat.do(tab, path, person=mother, **{**call, "about": "other"})
    seat.do(tab, path, person=seat.walk.person("father"), **call)


def _mother_rings(seat: Seat) -> None:
    """What has happened is never refused: it is marked, and who holds the duty is alerted."""
    rang = {"way": "phone", "initiative": "them", "about": "concern", "text": "Hun ved det."}
    person = seat.walk.person("mother")
    now = timezone.now()
    said = seat.do("sikkerhed/", "kontakter/noter/", person=person, happened_at=now, **rang)
    assert "Det er noteret og markeret" in said
    alerted = Notice.objects.get(kind="look_at_once", reference=seat.walk.reference)
    assert (alerted.urgent, alerted.recipient) == (True, seat.walk.case.holder)
    assert Deadline.objects.open().filter(kind="task-reassess_risk").exists()


def _talk_with_the_child(seat: Seat) -> None:
    """Never with a locked parent or an interpreter of the network; then without them."""
    talk = {"planned_for": timezone.now() + timedelta(hours=1), "place": "Skolen"}
    tab, path = "vurderinger/", "boernesamtale/planlaeg/"
    seat.is_refused(
        tab,
        path,
        why="LockedPersonPresent",
        says="Hold samtalen uden dem",
        present=[seat.walk.person("mother")],
        basis="137_2",
        **talk,
    )
    seat.is_refused(
        tab,
        path,
        why="ForbiddenInterpreter",
        says="Bestil en udefra",
        interpreter_tie="family",
        basis="137_2",
        **talk,
    )
    seat.do(tab, path, **talk)
    held = f"boernesamtale/?plan={PlannedChildTalk.objects.get().pk}"
    words = {"supporter_told": "yes", "words": "Jeg vil ikke rejse."}
    seat.do(tab, held, held_at=timezone.now(), **words)
    with seat.walk.seat(seat.walk.town.coordinator) as other:
        other.visit(status=404)


def _consider_the_sibling(seat: Seat) -> None:
    """Another child in the family: yes makes a concern with a clock of its own."""
    child = {"roles": ["other_child"], "relation": "sibling", "name": "Samira Opdigtet"}
    seat.do("personer/", "personer/ny/", **child, stated_age="9")
    key = seat.walk.case.persons.get(stated_age=9).pk
    yes = {"answer": "yes", "acute": "no", "grounds": "Hun skal passe på sin søster."}
    seat.do("sikkerhed/", f"boern/{key}/", **yes)
    other = Case.objects.exclude(reference=seat.walk.reference).get()
    due = Deadline.objects.open().get(reference=other.reference, kind="assessment")
    assert due.due_at <= timezone.now() + timedelta(hours=24)


def _make_safe(seat: Seat) -> None:
    """The need is judged, the plan written, and the partners named with their basis."""
    seat.do("sikkerhed/", "sikkerhed/behov/", needed="yes", grounds="Rejsen nærmer sig.")
    plan = {
        "steps": "Gå til skolens kontor.",
        "contacts_day": "Klasselæreren",
        "contacts_night": "112",
        "no_return": "Skolen ringer til rådgiveren samme dag.",
        "review_on": local_day(timezone.now()) + timedelta(days=14),
    }
    seat.do("sikkerhed/", "sikkerhed/plan/", **plan)
    partner = {"name": "Klasselæreren", "takes_part": ["involve"], "reason": "Ser hende hver dag."}
    seat.do("sikkerhed/", "parter/ny/", **partner, basis="necessary")


def _decide(seat: Seat) -> None:
    """No placement without consent before there is a plan; support, and its plan in 3 months."""
    path, says = "indsats/ny/", "Lav planen først"
    decided = {"kind": "forced_placement", "decided_at": timezone.now()}
    seat.is_refused("vurderinger/", path, why="NeedsReason", says=says, **decided)
    support = {"what": "Kontaktperson", "purpose": "Tryghed", "expected_duration": "Et år"}
    rights = {"party_told": "yes", "plan_needed": "yes", "plan_reason": "Der er flere om det."}
    seat.do("vurderinger/", path, kind="support", **support, **rights)
    plan = {"kind": "child", "goals": "Hun er tryg.", "purpose": "At hun kan gå i skole."}
    seat.do("vurderinger/", "barnets-plan/", **plan)
