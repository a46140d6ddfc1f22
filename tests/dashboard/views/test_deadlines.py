"""The deadline dashboard: what it shows, to whom, and at what price."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from beredskab.dashboard import board
from beredskab.deadlines import duedates
from beredskab.deadlines.models import Deadline
from beredskab.demo import bulk
from cases import workflow
from cases.models import Case, CaseBlock
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db

URL = "/frister/"
CSV = "/frister/frister.csv"
LATE = NOW - timedelta(hours=30)


def block(case, user):
    CaseBlock.objects.create(case=case, user=user, reason="Familie", set_at=NOW, set_by=user)


def counts(html):
    return [int(number) for number in re.findall(r'count-number">(\d+)<', html)]


@pytest.mark.rule("R36")
def test_the_leader_sees_the_deadlines_of_her_unit_overdue_first(world, cases, page):
    html = page(world.leader, URL)
    assert f"Frister – {world.child_unit.name}" in html
    rows = html.split("<tbody>")[-1]
    found = [rows.index(case.reference) for case in cases]
    assert found == sorted(found)
    assert "Overskredet 6 t" in rows
    assert "3 t 59 min tilbage" in rows
    assert "Barn, 14 år" in rows
    assert world.adviser.name in rows


def test_the_age_comes_from_the_date_of_birth_too(world, page):
    factories.case(world, persons=[factories.person(born_on="2009-11-11")])
    assert "Ung, 16 år" in page(world.leader, URL)


def test_a_leader_of_another_unit_sees_none_of_it(world, cases, page):
    html = page(world.adult_leader, URL)
    assert "Ingen åbne frister" in html
    assert not any(case.reference in html for case in cases)


def test_a_coordinator_sees_the_deadlines_of_the_cases_she_may_see(world, cases, page):
    known = factories.tie(world, source="police").case
    html = page(world.coordinator, URL)
    assert known.reference in html
    assert cases[0].reference not in html
    assert "Overholdte 24-timersvurderinger" not in html


@pytest.mark.parametrize("who", ["professional", "adviser", "officer", "administrator", "stranger"])
@pytest.mark.parametrize("url", [URL, CSV])
def test_others_may_not(world, client, who, url):
    client.force_login(getattr(world, who))
    assert client.get(url).status_code == 403


def test_nothing_is_posted_to_it(world, client):
    client.force_login(world.leader)
    assert client.post(URL).status_code == 405
    assert client.post(CSV).status_code == 405


def test_the_counts_are_the_rows_they_lead_to(world, cases, page):
    html = page(world.leader, URL)
    overdue, day, week, later = counts(html)
    assert overdue == 1
    assert overdue + day + week + later == Deadline.objects.open().count()
    for span, number in zip(("overdue", "day", "week", "later"), counts(html), strict=True):
        rows = page(world.leader, f"{URL}?status={span}").split('id="rows"')[1]
        shown = re.search(r"Viser <strong>(\d+)</strong>", rows)
        assert int(shown[1]) == number == rows.count('<td data-title="Sag">')


def test_filters_narrow_and_can_be_taken_away(world, cases, page):
    workflow.take(cases[0], by=world.colleague, at=NOW)
    html = page(world.leader, f"{URL}?holder={world.colleague.pk}&kind=assessment")
    rows = html.split('id="rows"')[1]
    assert cases[0].reference in rows
    assert cases[1].reference not in rows
    assert f"Ansvarlig: {world.colleague.name}" in rows
    assert 'href="/frister/?kind=assessment"' in rows
    nothing = page(world.leader, f"{URL}?holder={world.colleague.pk}&status=later&kind=assessment")
    assert "Ingen frister matcher" in nothing


def test_a_filter_that_is_not_on_offer_is_left_out(world, cases, page):
    html = page(world.leader, f"{URL}?holder=99999&status=nonsense&unit=x&page=-7")
    assert cases[0].reference in html


@pytest.mark.rule("R35")
def test_what_is_not_assigned_is_counted_and_can_be_assigned_from_the_alert(world, cases, page):
    html = page(world.leader, URL)
    alert = html.split("alert-error")[1].split("</ul>")[0]
    assert cases[0].reference in alert
    assert reverse("case_assign", args=[cases[0].reference]) in alert
    open_before = Deadline.objects.open().count()
    assert f"{open_before} frister ligger i sager, der ikke er tildelt" in html
    workflow.take(cases[0], by=world.adviser, at=NOW)
    html = page(world.leader, URL)
    assert reverse("case_assign", args=[cases[0].reference]) not in html
    rows = page(world.leader, f"{URL}?assigned=no").split('id="rows"')[1]
    assert cases[0].reference not in rows
    assert cases[1].reference in rows


def test_the_alert_names_five_and_counts_the_rest(world, page):
    for hours in range(8):
        factories.case(world, at=LATE - timedelta(hours=hours))
    html = page(world.leader, URL)
    alert = html.split("alert-error")[1].split('id="counts"')[0]
    assert "8 frister er overskredet" in alert
    assert alert.count("<li>") == 5
    assert "og 3 mere" in alert


@pytest.mark.rule("R36")
def test_what_is_open_and_late_counts_as_late(world, page):
    met, late, _new = (factories.tie(world, at=at) for at in (LATE, LATE, NOW))
    workflow.assess(
        met, by=world.adviser, at=LATE + timedelta(hours=2), danger="no", act_now="no", grounds="x"
    )
    html = page(world.leader, URL)
    assert "50 %" in html
    assert "November ligger under målet på 100 %" in html
    workflow.assess(late, by=world.adviser, at=NOW, danger="no", act_now="no", grounds="x")
    assert "50 %" in page(world.leader, URL)


def test_a_share_is_rounded_down_so_that_100_means_all(world, clock):
    month = board.Month(NOW, on_time=999, total=1000)
    assert month.percent == 99
    assert "November" in board.conclusion([month])


@pytest.mark.rule("LR18")
def test_a_case_that_the_leader_is_blocked_from_is_in_no_row_count_chart_or_file(
    world, cases, page, client
):
    block(cases[0], world.leader)
    tie = factories.tie(world, at=NOW - timedelta(days=3))
    block(tie.case, world.leader)
    workflow.assess(tie, by=world.adviser, at=NOW, danger="no", act_now="no", grounds="x")
    html = page(world.leader, URL)
    text = client.get(CSV).content.decode()
    for hidden in (cases[0], tie.case):
        assert hidden.reference not in html
        assert hidden.reference not in text
    assert counts(html)[0] == 0
    assert "Ingen 24-timersvurderinger" in html
    assert cases[1].reference in html


@pytest.mark.rule("LR18")
def test_a_concern_about_a_blocked_sibling_is_hidden_too(world, page):
    concern = factories.received(
        world.adviser, answers={"persons": [factories.person(), factories.person(stated_age=9)]}
    )
    first, second = (tie.case for tie in concern.case_ties.order_by("pk"))
    block(second, world.leader)
    html = page(world.leader, URL)
    assert "Bekræft modtagelsen" not in html
    assert first.reference in html
    assert second.reference not in html


def test_old_counts_are_said_to_be_old(world, cases, page):
    assert "sidst gennemgået" not in page(world.leader, URL)
    duedates.stamp(at=NOW - timedelta(minutes=6))
    assert "Fristerne er sidst gennemgået" in page(world.leader, URL)


def test_what_cannot_be_alerted_is_shown(world, cases, page):
    Deadline.objects.filter(reference=cases[1].reference, kind="assessment").update(
        set_aside_at=NOW, error="nobody_reached"
    )
    html = page(world.leader, URL)
    assert "1 frist kan ikke varsles" in html
    assert "Ingen at varsle" in html


def test_what_is_due_on_the_fifth_weekday_is_due_within_five(world, page):
    case = factories.case(world, at=NOW)
    fifth = datetime(2026, 11, 17, 22, 59, 59, 999999, tzinfo=UTC)  # the end of Tuesday
    Deadline.objects.filter(reference=case.reference).update(due_at=fifth, amber_at=None)
    _overdue, _day, week, later = counts(page(world.leader, URL))
    assert week > 0 == later


@pytest.mark.rule("R37")
def test_due_moments_and_amber_dates_are_exact(world, client):
    received = datetime(2026, 4, 1, 10, 15, tzinfo=UTC)
    with time_machine.travel(received, tick=False):
        factories.received(world.adviser, at=received)
        client.force_login(world.leader)
        html = client.get(URL).content.decode()
    assert "2026-04-02T10:15:00+00:00" in html
    assert "i morgen kl. 12.15" in html
    # 6 weekdays past Easter: Saturday 11 April counts for amber alone.
    words = re.sub(r"<[^>]+>", "", html)
    assert "Sigt efter lør. 11. april · Frist tir. 14. april" in words
    for deadline in Deadline.objects.filter(kind="confirmation"):
        assert deadline.due_at.isoformat() in html
        assert deadline.amber_at.isoformat() in html


def test_htmx_gets_the_rows_alone_with_the_counts(world, cases, page):
    html = page(world.leader, f"{URL}?status=overdue", **{"HX-Request": "true"})
    assert "<html" not in html
    assert 'hx-swap-oob="true"' in html
    assert 'aria-current="true"' in html
    assert cases[0].reference in html
    assert cases[1].reference not in html


def test_the_answer_varies_with_htmx(world, client, swept):
    client.force_login(world.leader)
    assert "HX-Request" in client.get(URL).headers["Vary"]


def test_long_lists_have_pages(world, page, monkeypatch):
    many_open(world, 30, monkeypatch)
    first, second = page(world.leader, URL), page(world.leader, f"{URL}?page=2")
    assert first.count('<td data-title="Sag">') == board.PAGE_SIZE
    assert second.count('<td data-title="Sag">') == 5


def test_queries_are_at_most_ten_and_do_not_grow(world, swept, queries, monkeypatch):
    many_open(world, 10, monkeypatch)
    few = queries(world.leader, URL)
    many_open(world, 290, monkeypatch)
    assert Deadline.objects.for_units([world.child_unit.pk]).open().count() == 300
    many = queries(world.leader, URL)
    assert len(few) == len(many) <= 10, "\n\n".join(many)


def many_open(world, size, monkeypatch):
    """Make cases with an open deadline each, all in the leader's unit."""
    monkeypatch.setattr(bulk, "OPEN", set(range(100)))
    whose = {"unit": world.child_unit, "holder": world.adviser, "viewer": world.adviser}
    bulk.build(size, **whose, viewer_sees=0, at=NOW)
    for model in (Case, Deadline):
        model.objects.update(unit=world.child_unit)
