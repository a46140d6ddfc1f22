"""From an empty database to the first assessed cases, through the pages that the portal offers."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from time_machine import travel

from beredskab.accounts.models import User
from beredskab.deadlines.models import Deadline
from cases.models import Case, Concern
from tests import factories
from tests.e2e import pages
from tests.e2e.accessibility import faults
from tests.e2e.flows import setting_up

pytestmark = pytest.mark.slow

# What each page says while there is nothing; the rest of a page may say more.
FOR_ADMIN = {
    "/overblik/": (setting_up.NOT_SET_UP,),
    "/indstillinger/": ("Ingen enhed modtager bekymringer om denne alder: Under 18 år",),
    "/indstillinger/modtagere/": ("Ingen enhed modtager bekymringer endnu", "Enheder"),
    "/indstillinger/vagtplan/": ("Ingen står på vagtplanen endnu",),
    "/fravaer/": ("Ingen er fraværende",),
    "/kontakter/": ("Der er ingen kontakter endnu",),
    "/actioncards/": ("Der er ikke noget gældende actioncard endnu",),
    "/actioncards/viden/": ("Der er ikke indlæst nogen endnu",),
    "/bekymringer/": ("Du har ikke registreret nogen bekymringer",),
    "/akut/": ("112", "Der er ikke skrevet andre numre ind endnu"),
}
FOR_ADVISER = {
    "/overblik/": ("Du har ingen opgaver lige nu",),
    "/sager/": ("Der er ingen sager, du kan se",),
    "/sager/foer-ferien/": ("Ingen sag, du kan se, har tegn på en rejse",),
    "/sager/efter-ferien/": ("Alle i risiko er set",),
    "/raadgivning/": ("Jeres enhed har ikke skrevet anonym rådgivning ned endnu",),
}
FOR_LEADER = {
    "/frister/": ("Ingen åbne frister i",),
    "/sager/": ("Der er ingen sager, du kan se",),
}
OF_CASE = {
    "sikkerhed/": (
        "Ikke besvaret: Er der brug for en sikkerhedsplan?",
        "Der er ingen tegn på rejse eller udlandsophold",
        "Der er ingen aftaler",
        "Der er ikke planlagt eller noteret nogen kontakt",
        "Der er ikke skrevet andre børn ned",
        "Der er ikke noteret nogen samarbejdspartner endnu",
    ),
    "notater/": (
        "Der er ikke skrevet notater endnu",
        "Der er ikke registreret nogen samtale endnu",
    ),
    "opgaver/": ("Der er ingen opgaver i sagen",),
    "adgang/": ("Hvem har adgang, og hvorfor",),
    "luk/": ("Før sagen kan lukkes", "I orden", "Mangler"),
}
OF_CHILD = {
    "": ("24-timers", "har handlepligten, indtil en rådgiver tager sagen"),
    "personer/": ("15 år",),
    "vurderinger/": (
        "Der er ikke noteret noget akut",
        "Er barnet umiddelbart truet?",
        "Risikoen er ikke vurderet endnu",
        "Ingen andre er spurgt",
        "Barnet er ikke screenet endnu",
        "Ingen har talt med barnet endnu",
        "Der er ikke begyndt en undersøgelse",
        "Der er ikke noteret en indsats",
        "Der er ingen plan",
    ),
    **OF_CASE,
}
OF_ADULT = {
    "": ("Der er ingen lovbestemte frister for bekymringer om voksne",),
    "personer/": ("24 år",),
    "vurderinger/": (
        "Der er ikke noteret noget akut",
        "Er borgeren umiddelbart truet?",
        "Ingen andre er spurgt",
        "Det er endnu ikke afklaret, hvilket område der hjælper",
        "Det er endnu ikke vurderet, om der er brug for en handleplan",
        "Der er ikke skrevet rådgivning ned endnu",
        "Der er ikke noteret en indsats",
    ),
    **OF_CASE,
}
WORDS = "En nabo hører råb i lejligheden."
NOBODY = "Kommunen har ikke sat op, hvem der modtager bekymringer"


@pytest.fixture
def admin(monkeypatch):
    monkeypatch.setenv("FIRST_ADMIN_PASSWORD", factories.PASSWORD)
    with travel(factories.NOW, tick=True):
        yield setting_up.first_admin()


def test_by_hand(open_browser, complaints, admin):
    page = open_browser()
    pages.log_in(page, admin)
    look_at(page, FOR_ADMIN, complaints)
    waits = log_a_concern(page)
    setting_up.municipality(page)
    finish(page)
    at_work(open_browser, complaints)
    send_it_now(page, waits)
    for username, age, empty in (("raadgiver", 15, OF_CHILD), ("voksenraadgiver", 24, OF_ADULT)):
        page = seat(open_browser, username)
        case = register(page, age)
        look_at_case(page, case, empty, complaints)
        open_each_page(page, case, empty)
        if age == 15:
            assess(page, case)
            countersign(seat(open_browser, "leder"), case)


def test_with_a_content_pack(open_browser, complaints, admin):
    call_command("load_content", "faxe", verbosity=0)
    page = open_browser()
    pages.log_in(page, admin)
    assert "har ingen rådgiver" in pages.text_of(page)
    finish(page)
    at_work(open_browser, complaints)
    page = seat(open_browser, "raadgiver")
    case = register(page, 15)
    empty = {"vurderinger/": OF_CHILD["vurderinger/"], **OF_CASE}
    look_at_case(page, case, {**empty, "opgaver/": ("Infohus",)}, complaints)
    pages.visit(page, f"/sager/{case}/")
    assert "Tjekliste" in pages.text_of(page)
    open_each_page(page, case, empty)
    assess(page, case)
    countersign(seat(open_browser, "leder"), case)


def seat(open_browser, username):
    page = open_browser()
    pages.log_in(page, User.objects.get(username=username))
    return page


def look_at(page, empty, complaints):
    """Each page answers, says what is to come, and is as usable as a full one."""
    wrong = []
    for address, words in empty.items():
        pages.visit(page, address)
        said = pages.text_of(page)
        wrong += [f"{address} lacks: {one}" for one in words if one not in said]
        wrong += faults(page, complaints)
    assert wrong == []


def look_at_case(page, case, empty, complaints):
    look_at(page, {f"/sager/{case}/{tab}": words for tab, words in empty.items()}, complaints)


def open_each_page(page, case, tabs):
    """Everything that a tab of the empty case leads to opens."""
    found = set()
    for tab in tabs:
        pages.visit(page, f"/sager/{case}/{tab}")
        links = page.locator(f'main a[href^="/sager/{case}/"]').all()
        found |= {link.get_attribute("href").split("#")[0] for link in links}
    assert len(found) > 20
    answers = {address: page.request.get(address).status for address in found}
    assert {address for address, status in answers.items() if status != 200} == set()


def log_a_concern(page):
    """While nobody receives it, it is kept, and the page says to call."""
    pages.visit(page, "/bekymringer/ny/")
    pages.choose(page, acute="no")
    pages.press(page)
    pages.choose(page, age_kind="stated_age")
    pages.write(page, stated_age="15", words=WORDS)
    pages.choose(page, witnessed="told", basis="suspicion")
    pages.press(page)
    pages.press(page)
    reference = pages.reference_of(page)
    pages.follow(page, f"/bekymringer/{reference}/send/")
    pages.choose(page, no_talk_why="no_wait")
    pages.press(page)
    assert NOBODY in pages.text_of(page)
    assert not Case.objects.exists()
    return reference


def send_it_now(page, reference):
    pages.visit(page, f"/bekymringer/{reference}/send/")
    pages.choose(page, no_talk_why="no_wait")
    pages.press(page)
    assert reference in pages.text_of(page)
    assert Case.objects.get().holder.username == "raadgiver"


def finish(page):
    """People, rota and whom to tell what is not accessible: then nothing is missing."""
    setting_up.people(page)
    setting_up.rota(page)
    setting_up.accessibility(page)
    pages.visit(page, "/indstillinger/")
    assert "Mangler" not in pages.text_of(page)
    pages.visit(page, "/overblik/")
    assert setting_up.NOT_SET_UP not in pages.text_of(page)


def at_work(open_browser, complaints):
    """Nobody has any case yet."""
    look_at(seat(open_browser, "raadgiver"), FOR_ADVISER, complaints)
    look_at(seat(open_browser, "leder"), FOR_LEADER, complaints)


def register(page, age):
    """A phone call of which only the words and the age are known."""
    before = set(Case.objects.values_list("pk", flat=True))
    pages.visit(page, "/overblik/")
    pages.follow(page, "/underretninger/ny/")
    pages.choose(page, acute="no", notifier_kind="anonymous", channel="phone")
    page.select_option("[name=source]", "citizen")
    pages.choose(page, **{"person-0-age_kind": "stated_age"})
    pages.write(page, **{"person-0-stated_age": str(age), "words": WORDS})
    pages.press(page)
    case = Case.objects.exclude(pk__in=before).get()
    assert case.reference in page.url
    return case.reference


def assess(page, case):
    concern = Concern.objects.get(case_ties__case__reference=case).reference
    pages.visit(page, f"/sager/{case}/")
    pages.follow(page, f"/sager/{case}/vurdering/{concern}/")
    pages.choose(page, danger="no", act_now="no")
    pages.write(page, grounds="Talt med skolen. Hun er der hver dag.")
    pages.press(page)
    assert page.url.endswith(f"/sager/{case}/")
    due = Deadline.objects.get(reference=case, kind="assessment")
    assert due.met_at < due.due_at <= factories.NOW + timedelta(hours=25)


def countersign(page, case):
    concern = Concern.objects.get(case_ties__case__reference=case).reference
    pages.visit(page, f"/sager/{case}/vurdering/{concern}/kontrasigner/")
    pages.press(page)
    assert page.url.endswith(f"/sager/{case}/")
