import re

import pytest
from django.urls import reverse

from beredskab.accounts import grants
from cases import workflow
from cases.choices import AbroadSign, Category, ControlForm, Relation, Sign
from tests import factories
from tests.factories import NOW, cards

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]

SECRETS = {
    "name": "Amira Hemmelig",
    "cpr": "1403129991",
    "words": "Ordret gengivelse",
    "controllers_words": "Onklen Farid",
    "forms_other": "Lås på døren",
    "other_children": "Lillebror Zaki",
    "family_knows_words": "Moren ved det",
    "safe_contact": "Ring til moster",
    "talked_with": "Skoleleder Gry",
    "country": "Fantasiland",
    "address": "Skjulvej 5",
    "remarks": "Bor hos Olga",
}
CHOSEN = {
    "signs": [Sign.FEARS_FOR_LIFE],
    "forms": [ControlForm.ISOLATION],
    "controllers": [Relation.FATHER],
    "abroad_signs": [AbroadSign.FEARS_HOLIDAY],
    "categories": [Category.FOREIGN_STAY],
    "triggers": ["homosexuality"],
    "abroad": {"departure_on": "2026-11-13", "country": SECRETS["country"], "known": "yes"},
}


def told():
    words = set(SECRETS) - {"name", "cpr", "country", "address", "remarks"}
    person = {"name": SECRETS["name"], "cpr": SECRETS["cpr"], "born_on": "2012-03-14"}
    return {**CHOSEN, **{name: SECRETS[name] for name in words}, "persons": [person]}


def main(response):
    """What of the page is read aloud or printed."""
    return re.search(r"<main.*?</main>", response.content.decode(), re.S)[0]


@pytest.fixture
def tie(world):
    tie = factories.tie(world, **told())
    kept = {name: SECRETS[name] for name in ("name", "address", "remarks", "safe_contact")}
    workflow.change_person(tie.case.exposed, by=world.adviser, at=NOW, roles=["exposed"], **kept)
    return tie


def require_nothing_told(response, world, tie):
    assert response.status_code == 200
    html = response.content.decode()
    references = {tie.case.reference, tie.concern.reference}
    names = {world.school.name, world.child_unit.name, world.professional.name}
    for secret in {*SECRETS.values(), *SECRETS["name"].split(), *references}:
        assert secret not in html, secret
    for secret in {*names, "2012", "13. november", "omoseksu"}:
        assert secret not in main(response), secret


@pytest.mark.rule("R104", "R110")
def test_the_sheet_of_a_case_holds_nothing_that_identifies(world, tie, log_in):
    response = log_in(world.adviser).get(reverse("case_sheet", args=[tie.case.reference]))
    require_nothing_told(response, world, tie)
    assert "<title>Ark – Beredskab</title>" in response.content.decode()


@pytest.mark.rule("R104", "R110")
def test_the_sheet_of_an_own_concern_holds_nothing_that_identifies(world, tie, log_in):
    client = log_in(world.professional)
    response = client.get(reverse("concern_sheet", args=[tie.concern.reference]))
    html = main(response).replace(world.professional.name, "")
    require_nothing_told(response, world, tie)
    assert "Barn, 14 år" in html


def test_it_says_what_advisers_need(world, tie, log_in):
    shown = main(log_in(world.adviser).get(reverse("case_sheet", args=[tie.case.reference])))
    for words in (
        Sign.FEARS_FOR_LIFE.label,
        ControlForm.ISOLATION.label,
        Relation.FATHER.label,
        Category.FOREIGN_STAY.label,
        "Barn, 14 år",
        "Inden for en uge",
    ):
        assert str(words) in shown, words


def test_it_names_who_can_be_called_now_and_viso_to_authorities_alone(world, tie, log_in):
    cards.contact(service="red", name="RED", always_open=True, hours=[])
    cards.contact(service="viso", name="VISO", audience="authority")
    cards.contact(service="jobcenter", name="Jobcentret")
    sheet = main(log_in(world.adviser).get(reverse("case_sheet", args=[tie.case.reference])))
    assert ("RED" in sheet, "VISO" in sheet, "Jobcentret" in sheet) == (True, True, False)
    own = reverse("concern_sheet", args=[tie.concern.reference])
    sheet = main(log_in(world.professional).get(own))
    assert ("RED" in sheet, "VISO" in sheet) == (True, False)


def test_it_is_for_who_may_work_on_the_case(world, tie, log_in):
    url = reverse("case_sheet", args=[tie.case.reference])
    for user in (world.stranger, world.professional, world.adult_leader):
        assert log_in(user).get(url).status_code == 404
    grants.give(tie.case, world.coordinator, by=None, at=NOW, reason="shared")
    assert log_in(world.coordinator).get(url).status_code == 403
    assert log_in(world.adviser).post(url).status_code == 405
    own = reverse("concern_sheet", args=[tie.concern.reference])
    assert log_in(world.adviser).get(own).status_code == 404
    assert log_in(world.professional).post(own).status_code == 405


@pytest.mark.parametrize(
    ("departs", "words"),
    [
        ("2026-11-01", "Er begyndt"),
        ("2026-12-01", "Inden for en måned"),
        ("2027-06-01", "Senere end om en måned"),
        (None, "Omtalt, ingen kendt dato"),
    ],
)
def test_a_journey_is_told_by_how_near_it_is(world, log_in, departs, words):
    abroad = {"departure_on": departs} if departs else {}
    case = factories.case(world, abroad_signs=["absent"], abroad=abroad)
    shown = main(log_in(world.adviser).get(reverse("case_sheet", args=[case.reference])))
    assert words in shown
