"""The pages of the safety plan: need, plan, and the paper that is handed over in person."""

import io
from datetime import date

import pikepdf
import pytest
from django.core import mail
from django.urls import reverse

from beredskab.audit.models import LookUp
from beredskab.notices.models import Notice
from cases import workflow
from cases.models import SafetyPlan, SafetyPlanNeed
from tests import factories
from tests.factories import NOW, cards, safety

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]


def typed(**given):
    day = {"review_on_day": "15", "review_on_month": "12", "review_on_year": "2026"}
    texts = {name: value for name, value in safety.plan_parts().items() if name != "review_on"}
    return {**texts, **day, "seen": "0", **given}


@pytest.fixture
def case(world):
    return factories.case(world)


def url(name, case, *more):
    return reverse(name, args=[case.reference, *more])


def text(response):
    return response.content.decode()


@pytest.mark.rule("R42")
def test_the_need_is_answered_with_grounds(world, log_in, case):
    client, page = log_in(world.adviser), url("case_safety_need", case)
    assert set(client.post(page, {"x": "1"}).context["form"].errors) == {"needed", "grounds"}
    assert not SafetyPlanNeed.objects.exists()
    assert client.post(page, {"needed": "yes", "grounds": "Hun er bange"}).status_code == 302
    assert SafetyPlanNeed.objects.get().needed
    assert "Hun er bange" in text(client.get(url("case_safety", case)))


def test_the_plan_is_written_and_shown_step_by_step(world, log_in, case):
    client = log_in(world.adviser)
    response = client.post(url("case_safety_plan", case), typed())
    assert response.status_code == 302
    assert SafetyPlan.objects.get().step_list[0] == "Gå ud af bagdøren"
    shown = text(client.get(url("case_safety", case)))
    assert "<li>Gå ud af bagdøren</li>" in shown
    assert "blåbær" in shown


def test_what_the_plan_needs_is_asked_in_so_many_words(world, log_in, case):
    response = log_in(world.adviser).post(url("case_safety_plan", case), {"seen": "0"})
    errors = response.context["form"].errors
    assert set(errors) == {"steps", "contacts_day", "contacts_night", "no_return", "review_on"}


def test_a_review_in_the_past_is_an_error_of_its_field(world, log_in, case):
    response = log_in(world.adviser).post(url("case_safety_plan", case), typed(review_on_month="1"))
    assert list(response.context["form"].errors) == ["review_on"]


def test_who_writes_second_sees_both_texts_and_loses_nothing(world, log_in, case):
    other = {"code_word": "hindbær", "steps": "Gå<i>\nRing", "review_on": date(2026, 12, 24)}
    safety.plan(case, world.colleague, **other)
    client, page = log_in(world.adviser), url("case_safety_plan", case)
    shown = client.post(page, typed())
    assert "hindbær" in text(shown)
    assert "24. december 2026" in text(shown)
    assert "Gå&lt;i&gt;<br>Ring" in text(shown)
    assert "blåbær" in text(shown)
    assert SafetyPlan.objects.count() == 1
    assert client.post(page, typed(seen="1")).status_code == 302
    assert [plan.code_word for plan in SafetyPlan.objects.all()] == ["blåbær", "hindbær"]


# -- Who sees it ----------------------------------------------------------------------------------
PAGES = ("case_safety_need", "case_safety_plan", "case_safety_paper")


@pytest.mark.parametrize("name", PAGES)
def test_it_does_not_exist_for_who_may_not_see_the_case(world, log_in, case, name):
    safety.plan(case, world.adviser)
    assert log_in(world.stranger).get(url(name, case)).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_the_coordinator_sees_nothing_of_it(world, log_in, name):
    case = (
        factories.received(world.adviser, source="police", notifier_kind="professional")
        .case_ties.get()
        .case
    )
    safety.plan(case, world.adviser)
    client = log_in(world.coordinator)
    assert client.get(url(name, case)).status_code == 403
    shown = text(client.get(url("case_safety", case)))
    assert "bagdøren" not in shown
    assert "blåbær" not in shown


@pytest.mark.parametrize("who", ["adviser", "officer", "leader"])
def test_adviser_officer_and_leader_see_the_plan(world, log_in, case, who):
    safety.plan(case, world.adviser)
    user = getattr(world, who)
    case.acute = True
    case.save(update_fields=["acute"])
    if who == "officer":
        factories.shift(user, world.child_unit, "officer")
    assert "bagdøren" in text(log_in(user).get(url("case_safety", case)))


# -- The paper ------------------------------------------------------------------------------------
@pytest.fixture
def paper(world, log_in, case):
    safety.plan(case, world.adviser)
    client = log_in(world.adviser)

    def printed(**given):
        return client.post(url("case_safety_paper", case), given)

    return printed


@pytest.mark.rule("R42")
def test_looking_at_the_page_prints_nothing(world, log_in, case, paper):
    page = log_in(world.adviser).get(url("case_safety_paper", case))
    assert page["Content-Type"].startswith("text/html")
    assert not LookUp.objects.filter(verb="cases.safety_plan_printed").exists()


@pytest.mark.rule("R42")
def test_it_is_printed_only_when_the_warning_is_acknowledged(paper):
    refused = paper(parts=["steps"])
    assert list(refused.context["form"].errors) == ["acknowledged"]
    assert paper(parts=["steps"], acknowledged="on")["Content-Type"] == "application/pdf"


@pytest.mark.django_db(transaction=True)
def test_printing_is_a_logged_look(world, case, paper):
    paper(parts=["steps"], acknowledged="on")
    look = LookUp.objects.get(verb="cases.safety_plan_printed")
    assert (look.actor_id, look.reference) == (world.adviser.pk, case.reference)


@pytest.mark.rule("R42")
def test_the_paper_tells_who_finds_it_nothing(world, case, paper, monkeypatch):
    from beredskab import pdf

    written = []
    write = pdf._write
    monkeypatch.setattr(pdf, "_write", lambda html: written.append(html) or write(html))
    response = paper(parts=["steps", "contacts_day"], acknowledged="on")
    html = written[0]
    assert "bagdøren" in html
    for telling in (case.reference, world.municipality.name, "<h1", "<h2", "blåbær", "politiet"):
        assert telling not in html
    body = html[html.index("<body") :]
    for word in ("ikkerhed", "Sag", "ommune", "Beredskab", "plan"):
        assert word not in body
    made = pikepdf.open(io.BytesIO(response.content))
    assert str(made.docinfo["/Title"]) == "Papir"
    assert made.Root.MarkInfo.Marked
    assert response["Content-Disposition"] == 'inline; filename="papir.pdf"'
    assert "no-store" in response["Cache-Control"]


def test_there_is_no_paper_without_a_plan(world, log_in, case):
    assert log_in(world.adviser).get(url("case_safety_paper", case)).status_code == 409


@pytest.mark.rule("R42")
@pytest.mark.rule("R40")
def test_the_plan_is_sent_to_nobody(world, case):
    Notice.objects.all().delete()
    workflow.judge_safety_plan(case, by=world.adviser, at=NOW, needed=True, grounds="Bange")
    safety.plan(case, world.adviser)
    assert not mail.outbox
    assert {notice.recipient for notice in Notice.objects.all()} <= {world.adviser}


# -- The step of the card -------------------------------------------------------------------------
@pytest.fixture
def carded(world):
    cards.card("authority", "under_18", steps={"plan": {"action": "safety_plan"}})
    return factories.case(world)


def step(client, case):
    listed = client.get(case.get_absolute_url()).context["checklist"]
    return listed.row("plan")


@pytest.mark.rule("R42")
def test_the_step_of_the_card_leads_here_and_ticks_itself(world, log_in, carded):
    client = log_in(world.adviser)
    row = step(client, carded)
    assert (row.state, row.button["url"]) == ("open", url("case_safety_need", carded))
    workflow.judge_safety_plan(carded, by=world.adviser, at=NOW, needed=True, grounds="Bange")
    row = step(client, carded)
    assert (row.state, row.button["url"]) == ("active", url("case_safety_plan", carded))
    safety.plan(carded, world.adviser)
    assert step(client, carded).state == "done"


def test_no_need_ticks_the_step_too(world, log_in, carded):
    workflow.judge_safety_plan(carded, by=world.adviser, at=NOW, needed=False, grounds="Tryg")
    assert step(log_in(world.adviser), carded).state == "done"
