"""The acute way of the municipality: its legal office by day, the police in its place at night."""

from datetime import UTC, datetime

from time_machine import travel

from beredskab.deadlines.models import Deadline
from beredskab.municipality.models import Contact
from beredskab.municipality.services import Service
from beredskab.notices.models import Notice
from beredskab.timelimits import TZ
from cases.models import Case, OutsideAssessment
from tests.e2e import pages
from tests.e2e.flows import child, closing
from tests.e2e.flows.walk import Seat, Walk

AT_NIGHT = datetime(2026, 11, 14, 3, tzinfo=TZ).astimezone(UTC)
BY_DAY = "Juridisk Kontor vurderer risikoen og kontakter politiet"
CLOSED = "Juridisk Kontor svarer måske ikke nu. Ring til politiet i stedet"
JUDGED = "Rejsen kan stoppes. Politiet er kontaktet og tager sig af passet."
TABS = ("", "personer/", "vurderinger/", "sikkerhed/", "notater/", "opgaver/", "adgang/")
# Of the talk with the child, the contacts, the safety plan, the messages and the advice.
HIDDEN = (
    "Jeg vil ikke rejse.",
    "Hun ved det.",
    "Gå til skolens kontor.",
    "Skolen ringer til rådgiveren",
    child.MESSAGE,
    "Vi søger råd uden navne.",
)


def call(walk: Walk) -> None:
    """112 stands first at every hour; whom a placement is put to, the municipality has set."""
    has_office = Contact.objects.filter(service=Service.LEGAL_OFFICE).exists()
    assert (walk.town.lawyer is not None) == has_office
    with walk.seat(walk.town.adviser) as seat:
        said = seat.visit("akut/")
        assert seat.page.locator('main a[href="tel:112"]').first.is_visible()
        assert (BY_DAY in said) == has_office
        assert CLOSED not in said
        pages.tick(seat.page, "triggers", "placement")
        pages.press(seat.page, f'form[action="{seat.address("akut/")}"] button')
        assert _owed(walk, "task-legal_office") == has_office
    if has_office:
        _ask_the_office(walk)
    with travel(AT_NIGHT, tick=True), walk.seat(walk.town.leader) as seat:
        said = seat.visit("akut/")
        first = seat.page.locator('main a[href^="tel:"]').first
        assert first.get_attribute("href") == "tel:112"
        assert (CLOSED in said) == has_office
        assert "114" in said
        pages.choose(seat.page, to="114")
        pages.press(seat.page)
        assert "Ringet til: 114" in pages.text_of(seat.page)
    with walk.seat(walk.town.adviser) as seat:
        seat.do("akut/", "akut/slut/", grounds="Hun bor hos sin moster, og rejsen er stoppet.")
    assert not walk.case.acute


def _ask_the_office(walk: Walk) -> None:
    """A call to the office opens the case to its lawyer alone, who answers what she is asked."""
    with walk.seat(walk.town.lawyer) as seat:
        seat.visit(status=404)
    with walk.seat(walk.town.adviser) as seat:
        seat.visit("akut/")
        pages.choose(seat.page, to="legal_office")
        pages.press(seat.page)
        assert "Ringet til: Juridisk Kontor" in pages.text_of(seat.page)
    assert not _owed(walk, "task-legal_office")
    assert _owed(walk, "task-legal_police")
    assert _owed(walk, "task-legal_risk")
    with walk.seat(walk.town.lawyer) as seat:
        _read_what_is_asked(seat)
        _break_out(seat)
        _answer(seat)
    with walk.seat(walk.town.adviser) as seat:
        seat.visit("vurderinger/")
        assert seat.holds(JUDGED)
    told = Notice.objects.get(kind="outside_answered", reference=walk.reference)
    assert (told.urgent, told.recipient) == (True, walk.case.holder)


def _read_what_is_asked(seat: Seat) -> None:
    """From her overview to the case: the notification and the risk, and no hidden part."""
    seat.visit("/overblik/")
    pages.follow(seat.page, seat.address())
    assert seat.holds(child.WORDS)
    for tab in TABS:
        seat.visit(tab)
        assert not [words for words in HIDDEN if seat.holds(words)], tab
    seat.visit("vurderinger/")
    assert seat.holds("Faren har slået.")


def _break_out(seat: Seat) -> None:
    """No other case is open to her, no page of a hidden part, and no work of the authority."""
    other = Case.objects.exclude(reference=seat.walk.reference).get()
    seat.visit(other.get_absolute_url(), 404)
    for hidden in ("boernesamtale/", "sikkerhed/plan/", "notater/ny/", "risiko-ved-andre/ny/"):
        seat.visit(hidden, 403)
    seat.visit("vurderinger/")
    for path in ("sikkerhed/behov/", "akut/", "vurderinger/risiko/1/kontrasigner/"):
        seat.is_refused_by_hand(path, says=closing.NOT_YOURS, status=403)


def _answer(seat: Seat) -> None:
    """She calls the police, and writes what she judged; both of her tasks are done."""
    seat.visit("akut/")
    assert seat.page.locator('main a[href="tel:114"]').first.is_visible()
    pages.choose(seat.page, to="114")
    pages.press(seat.page)
    assert not _owed(seat.walk, "task-legal_police")
    asked = OutsideAssessment.objects.get(assessor="legal_office")
    path = f"risiko-ved-andre/{asked.pk}/"
    seat.do("vurderinger/", path, level="high", result=JUDGED)
    assert not _owed(seat.walk, "task-legal_risk")


def _owed(walk: Walk, kind: str) -> bool:
    return Deadline.objects.open().filter(reference=walk.reference, kind=kind).exists()
