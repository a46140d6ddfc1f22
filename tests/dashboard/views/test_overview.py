"""The overview: what waits for each role, and nothing that is not hers."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from beredskab.audit.models import LookUp
from beredskab.deadlines.models import Deadline
from beredskab.demo import bulk
from beredskab.municipality.models import Route
from beredskab.notices import outbox
from beredskab.notices.models import Notice
from cases import workflow
from cases.models import CaseBlock
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db

URL = "/overblik/"


def test_the_front_page_leads_to_the_overview_or_to_the_plan(client, world):
    assert client.get("/").headers["Location"] == reverse("plan")
    client.force_login(world.professional)
    assert client.get("/").headers["Location"] == URL


def test_it_needs_a_log_in(client, world):
    assert client.get(URL).status_code == 302
    assert client.post(reverse("notices_read")).status_code == 302


def test_an_adviser_sees_her_tasks_overdue_first_with_one_link_each(world, page):
    late = factories.case(world, at=NOW - timedelta(days=1, hours=2))
    new = factories.case(world)
    html = page(world.adviser, URL)
    assert "1 af dine frister er overskredet" in html
    tasks = html.split('id="tasks"')[1].split("</table>")[0]
    assert tasks.index(late.reference) < tasks.index(new.reference)
    assert tasks.count("<a ") == tasks.count("<tr>") - 1
    assert "Barn, 14 år" in tasks
    assert "Mine sager" in html


def test_the_day_is_in_words(world, page):
    assert "Tirsdag 10. november 2026" in page(world.professional, URL)


def test_a_professional_sees_her_own_concerns_and_no_case(world, page):
    other = factories.user("professional", world.school)
    mine = factories.concern(world.professional)
    theirs = factories.concern(other)
    draft = factories.draft(world.professional)
    html = page(world.professional, URL)
    assert mine.reference in html
    assert theirs.reference not in html
    assert f"Fortsæt kladde {draft.reference}" in html
    assert "Kladden slettes" in html
    assert "Mine sager" not in html
    assert "Har vagten nu" not in html
    assert not any(tie.case.reference in html for tie in mine.case_ties.all())


def test_notices_wait_until_they_are_marked_as_read(world, page, client):
    case = factories.case(world)
    html = page(world.adviser, URL)
    assert "Kræver handling" in html
    notices = list(outbox.unread_for(world.adviser))
    assert notices
    assert outbox.unread_for(world.adviser).count() == len(notices)
    client.post(
        reverse("notices_read"), {"notice": notices[0].pk, "shown": [n.pk for n in notices]}
    )
    assert not Notice.objects.filter(pk=notices[0].pk, read_at__isnull=True).exists()
    shown = [notice.pk for notice in outbox.unread_for(world.adviser)]
    client.post(reverse("notices_read"), {"shown": shown})
    assert not outbox.unread_for(world.adviser).exists()
    assert "Kræver handling" not in page(world.adviser, URL)
    assert case.reference in page(world.adviser, URL)


def test_notices_alike_are_one_row_and_read_together(world, page, client):
    case = factories.case(world)
    Notice.objects.all().delete()
    with transaction.atomic():
        for number in range(3):
            outbox.post(
                world.adviser,
                f"late:{number}",
                at=NOW - timedelta(hours=number),
                kind="deadline_breached",
                reference=case.reference,
                path=case.get_absolute_url(),
                urgent=True,
            )
        outbox.post(world.adviser, "other", at=NOW, kind="deadline_alert", reference="7K2-PQ9")
    html = page(world.adviser, URL)
    words = f'En frist er overskredet – <span class="together">{case.reference}</span></a>'
    assert html.count(words) == 1
    assert "2 ulæste beskeder" in html
    value = re.search(r'name="notice" value="([0-9 ]+)"', html)[1]
    client.post(reverse("notices_read"), {"notice": value})
    assert [notice.key for notice in outbox.unread_for(world.adviser)] == ["other"]


def test_nobody_marks_the_notices_of_another(world, client, swept):
    factories.case(world)
    notice = outbox.unread_for(world.adviser).first()
    client.force_login(world.stranger)
    client.post(reverse("notices_read"), {"notice": notice.pk})
    client.post(reverse("notices_read"), {"notice": "1 OR 1", "shown": "-3"})
    notice.refresh_from_db()
    assert notice.read_at is None


def test_marking_needs_a_post(world, client):
    client.force_login(world.adviser)
    assert client.get(reverse("notices_read")).status_code == 405
    assert client.post(URL).status_code == 405


@pytest.mark.rule("R35")
def test_an_offered_case_awaits_an_answer(world, page):
    case = factories.case(world)
    workflow.assign(case, by=world.leader, at=NOW, to=world.colleague)
    html = page(world.colleague, URL)
    assert f"Du er bedt om at tage sag {case.reference}" in html
    assert "Afventer din accept" in html
    assert "Der venter noget på dig" not in html


@pytest.mark.rule("LR18")
def test_a_case_that_she_is_blocked_from_is_nowhere(world, page):
    case = factories.case(world, at=NOW - timedelta(days=2))
    CaseBlock.objects.create(
        case=case, user=world.adviser, reason="Familie", set_at=NOW, set_by=world.leader
    )
    html = page(world.adviser, URL)
    assert case.reference not in html
    assert "overskredet" not in html


@pytest.mark.rule("LR18")
def test_what_she_is_blocked_from_is_not_counted_among_her_notices(world, page):
    case = factories.case(world)
    workflow.assign(case, by=world.leader, at=NOW, to=world.colleague)
    assert "1 ulæst" in page(world.colleague, "/sager/")
    CaseBlock.objects.create(
        case=case, user=world.colleague, reason="Familie", set_at=NOW, set_by=world.leader
    )
    assert "ulæst" not in page(world.colleague, "/sager/")


@pytest.mark.rule("R35")
def test_the_authority_sees_who_has_the_duty(world, page):
    world.child_unit.phone = "55 55 55 55"
    world.child_unit.save()
    html = page(world.coordinator, URL).split("Har vagten nu")[-1]
    assert world.adviser.name in html
    assert 'href="tel:55555555"' in html


def test_the_deputy_of_who_is_away_has_the_duty(world, page):
    world.adviser.absences.create(
        deputy=world.colleague, from_at=NOW - timedelta(days=1), to_at=NOW + timedelta(days=1)
    )
    html = page(world.coordinator, URL).split("Har vagten nu")[-1]
    assert world.colleague.name in html
    assert world.adviser.name not in html


def test_an_administrator_is_told_what_is_not_set_up(world, page):
    assert "sat helt op" not in page(world.administrator, URL)
    Route.objects.all().delete()
    html = page(world.administrator, URL)
    assert "Portalen er ikke sat helt op" in html
    assert "/indstillinger/" in html
    assert "Mine sager" not in html


def test_every_role_has_an_overview(world, page):
    for role in factories.Role:
        unit = None if role == factories.Role.COORDINATOR else world.child_unit
        html = page(factories.user(role, unit), URL)
        assert "<h1>Mit overblik</h1>" in html


def test_an_empty_overview_says_what_will_come(world, page):
    assert "Du har ingen opgaver lige nu" in page(world.colleague, URL)
    assert "Du har ikke registreret nogen bekymringer" in page(world.professional, URL)


@pytest.mark.parametrize("role", ["log_controller", "dpo"])
def test_who_keeps_watch_of_the_log_is_not_shown_an_empty_page(world, page, role):
    html = page(factories.user(role, world.child_unit), URL)
    assert "Loggen føres fra første dag" in html


@pytest.mark.parametrize("who", ["adviser", "leader", "professional", "administrator"])
def test_everybody_finds_absences_and_her_password(world, page, who):
    html = page(getattr(world, who), URL)
    assert html.count(f'href="{reverse("absences")}"') == 1
    assert f'href="{reverse("password")}"' in html


@pytest.mark.django_db(transaction=True)
def test_what_is_shown_is_written_down_before(world, page):
    case = factories.case(world)
    page(world.adviser, URL)
    assert LookUp.objects.get(verb="cases.listed").subject_ids == [case.pk]
    page(world.professional, URL)
    look = LookUp.objects.get(verb="cases.concerns_listed")
    assert look.subject_type == "cases.concern"


def test_tasks_over_twenty_have_pages(world, page, monkeypatch):
    monkeypatch.setattr(bulk, "OPEN", set(range(100)))
    whose = {"unit": world.child_unit, "holder": world.adviser, "viewer": world.adviser}
    bulk.build(25, **whose, viewer_sees=25, at=NOW)
    assert page(world.adviser, URL).count('<td data-title="Opgave">') == 20
    assert page(world.adviser, f"{URL}?page=2").count('<td data-title="Opgave">') == 5


@pytest.mark.rule("R6")
def test_what_nobody_has_taken_is_told_to_who_may_take_it(world, client):
    case = factories.case(world)
    link = "/sager/?ikke-tildelt=1"
    for who, told in ((world.colleague, True), (world.leader, True), (world.adult_adviser, False)):
        client.force_login(who)
        assert (link in client.get(URL).content.decode()) is told
    workflow.take(case, by=world.adviser, at=NOW)
    client.force_login(world.colleague)
    assert link not in client.get(URL).content.decode()


def test_queries_do_not_grow(world, swept, queries, monkeypatch):
    monkeypatch.setattr(bulk, "OPEN", set(range(100)))
    whose = {"unit": world.child_unit, "holder": world.adviser, "viewer": world.adviser}
    bulk.build(10, **whose, viewer_sees=10, at=NOW)
    few = {who: len(queries(who, URL)) for who in (world.adviser, world.leader)}
    bulk.build(300, **whose, viewer_sees=300, at=NOW)
    assert Deadline.objects.open().count() == 310
    assert few == {who: len(queries(who, URL)) for who in few}


def test_a_few_notices_stand_before_her_tasks_and_are_marked_apart_from_the_rest(world, page):
    Notice.objects.all().delete()
    with transaction.atomic():
        for number in range(5):
            kind, reference = "deadline_alert", f"7K2-PQ{number}"
            outbox.post(world.adviser, str(number), at=NOW, kind=kind, reference=reference)
    waiting = page(world.adviser, URL).split('id="waiting"')[1].split("</section>")[0]
    first, rest = waiting.split("<details")
    assert first.count('name="shown"') == 3
    assert rest.count('name="shown"') == 2
    assert "Vis 2 flere" in rest
    assert first.count("</form>") == rest.count("</form>") == 1
