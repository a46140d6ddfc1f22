"""The tabs that are made of sections: what they hold, where each part stands, what is folded."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from beredskab.deadlines.models import Deadline
from cases import kinds, workflow
from cases.states import CaseStatus
from tests import factories
from tests.cases.views.conftest import counted_queries
from tests.factories import NOW
from tests.factories.judge import risk_words, screened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]
# What a tab may ask of the database, whatever there is in the case.
FEW = 36


@pytest.fixture
def case(world):
    return factories.case_in(CaseStatus.ASSESSED, world)


def address(case, name="case_assessments"):
    return reverse(name, args=[case.reference])


def states(client, case, name="case_assessments"):
    """The status of each section, as the list of the page tells it."""
    html = client.get(address(case, name)).content.decode()
    found = re.findall(r'<li><a href="#([\w-]+)">[^<]*</a>(.*?)</li>', html)
    return {key: re.sub(r"<[^>]*>", "", status).strip() for key, status in found}


def test_the_list_says_what_is_done_what_goes_on_and_what_is_too_late(world, log_in, case):
    workflow.screen(case, by=world.adviser, at=NOW, seen=0, **screened())
    workflow.assess_risk(case, by=world.adviser, at=NOW, seen=0, **risk_words())
    client = log_in(world.adviser)
    assert states(client, case)["screening"] == "Gennemført"
    assert states(client, case)["risk"] == "I gang"
    assert states(client, case)["outside"] == ""
    signing = Deadline.objects.of(case).open().filter(kind=kinds.COUNTERSIGN_RISK)
    signing.update(due_at=NOW - timedelta(hours=1))
    assert states(client, case)["risk"] == "Overskredet"


def test_what_is_done_stands_last_and_folded(world, log_in, case):
    workflow.screen(case, by=world.adviser, at=NOW, seen=0, **screened())
    html = log_in(world.adviser).get(address(case)).content.decode()
    keys = re.findall(r'<h3 id="([\w-]+)">', html)
    assert keys.index("screening") > keys.index("closing")
    part = html.split('<h3 id="screening">')[1].split("</section>")[0]
    assert part.index("<details") < part.index("<table")
    assert reverse("case_screen", args=[case.reference]) in part


def test_a_plan_that_is_written_is_not_folded_on_the_tab_of_safety(world, log_in, case):
    workflow.judge_safety_plan(case, by=world.adviser, at=NOW, needed=False, grounds="Tryg.")
    client = log_in(world.adviser)
    assert states(client, case, "case_safety")["plan"] == "Gennemført"
    html = client.get(address(case, "case_safety")).content.decode()
    part = html.split('<h3 id="plan">')[1].split("</section>")[0]
    assert part.index("Tryg.") < (part.index("<details") if "<details" in part else len(part))


def test_a_short_tab_has_no_list(world, log_in, case):
    assert (
        "På denne side"
        not in log_in(world.adviser).get(address(case, "case_notes")).content.decode()
    )


def test_the_list_names_no_section_that_the_reader_may_not_see(world, log_in):
    sent = factories.received(world.adviser, source="police")
    case = sent.case_ties.get().case
    html = log_in(world.coordinator).get(address(case)).content.decode()
    assert "#risk" not in html
    assert "#child_talk" not in html


@pytest.mark.parametrize("name", ["case_assessments", "case_safety", "case_notes"])
def test_a_tab_asks_few_queries(world, log_in, case, name):
    client = log_in(world.adviser)
    client.get(address(case, name))
    with counted_queries() as queries:
        client.get(address(case, name))
    assert len(queries) <= FEW, queries


def test_partners_are_asked_about_by_one_question(world, log_in, case):
    client = log_in(world.adviser)
    html = client.get(address(case, "case_partner")).content.decode()
    assert re.search(r"<legend[^>]*>\s*Hvordan deltager parten\?", html)
    given = {"name": "Klasselærer", "reason": "Ser hende hver dag", "basis": "necessary"}
    missing = client.post(address(case, "case_partner"), given).content.decode()
    assert "Vælg, om" in missing
    client.post(address(case, "case_partner"), {**given, "takes_part": ["inform"]})
    partner = case.partners.get()
    assert (partner.involve, partner.inform) == (False, True)
