"""Agreed moments on their pages, and where an alert leads to."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from beredskab.deadlines import tasks
from beredskab.notices.models import Notice
from cases.models import Case, CheckIn
from tests import factories
from tests.factories import NOW, safety

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]


@pytest.fixture
def case(world):
    return factories.case_in("assessed", world)


@pytest.fixture
def check_in(world, case):
    return safety.check_in(case, world.adviser)


def url(name, case, *more):
    return reverse(name, args=[case.reference, *more])


def text(response):
    return response.content.decode()


def moment(name, hour):
    parts = {"day": "10", "month": "11", "year": "2026", "time": f"{hour}.00"}
    return {f"{name}_{part}": value for part, value in parts.items()}


def test_a_moment_is_agreed_with_what_is_done_if_it_is_missed(world, log_in, case):
    client, page = log_in(world.adviser), url("case_check_in_new", case)
    errors = client.post(page, {"x": "1"}).context["form"].errors
    assert set(errors) == {"kind", "due_at", "how", "with_whom", "if_missed"}
    agreed = {"kind": "check_in", "how": "Hun ringer", "with_whom": "Mig", "if_missed": "Ring 114"}
    passed = client.post(page, {**agreed, **moment("due_at", 8)})
    assert list(passed.context["form"].errors) == ["due_at"]
    assert client.post(page, {**agreed, **moment("due_at", 16)}).status_code == 302
    assert "Hun ringer" in text(client.get(url("case_safety", case)))


def test_the_alert_leads_to_what_to_do_now(world, log_in, case, check_in):
    safety.plan(case, world.adviser)
    with time_machine.travel(NOW + timedelta(hours=3), tick=False):
        tasks.alert_due()
        path = Notice.objects.filter(recipient=case.holder, urgent=True).latest("pk").path
        client = log_in(case.holder)
        shown = text(client.get(path))
        warned = text(client.get(case.get_absolute_url()))
    assert "Ingen har hørt fra personen" in shown
    assert "Klasselæreren ringer til rådgiveren" in shown
    assert "Gå ud af bagdøren" in shown
    assert 'href="tel:112"' in shown
    assert check_in.get_absolute_url() in warned


def test_before_the_moment_nothing_alarms(world, log_in, check_in):
    shown = text(log_in(world.adviser).get(check_in.get_absolute_url()))
    assert "Ingen har hørt fra personen" not in shown


def test_kept_moved_and_missed_are_recorded(world, log_in, case):
    client = log_in(world.adviser)
    one, two, three = (safety.check_in(case, world.adviser) for _ in range(3))
    assert client.post(url("case_check_in_kept", case, one.pk), {"note": ""}).status_code == 302
    wanting = client.post(url("case_check_in_moved", case, two.pk), moment("due_at", 18))
    assert list(wanting.context["form"].errors) == ["note"]
    moved = {"note": "Senere bus", **moment("due_at", 18)}
    assert client.post(url("case_check_in_moved", case, two.pk), moved).status_code == 302
    assert client.get(url("case_check_in_missed", case, three.pk)).status_code == 200
    assert not Case.objects.get(pk=case.pk).acute
    response = client.post(url("case_check_in_missed", case, three.pk), {"note": ""})
    assert response.url == url("case_acute", case)
    assert Case.objects.get(pk=case.pk).acute
    outcomes = [CheckIn.objects.get(pk=one.pk).outcome for one in (one, two, three)]
    assert outcomes == ["kept", "moved", "missed"]
    assert client.post(url("case_check_in_kept", case, one.pk), {}).status_code == 409


def test_a_sighting_is_recorded(world, log_in, case):
    client, page = log_in(world.adviser), url("case_seen", case)
    late = client.post(page, {"how": "På skolen", **moment("seen_at", 23)})
    assert list(late.context["form"].errors) == ["seen_at"]
    assert client.post(page, {"how": "På skolen", **moment("seen_at", 9)}).status_code == 302
    assert "På skolen" in text(client.get(url("case_safety", case)))


PAGES = ("case_check_in", "case_check_in_kept", "case_check_in_moved", "case_check_in_missed")


@pytest.mark.parametrize("name", PAGES)
def test_outsiders_and_coordinators_are_kept_out(world, log_in, name):
    made = factories.received(world.adviser, source="police", notifier_kind="professional")
    case = made.case_ties.get().case
    page = url(name, case, safety.check_in(case, world.adviser).pk)
    assert log_in(world.stranger).get(page).status_code == 404
    assert log_in(world.coordinator).get(page).status_code == 403


def test_a_moment_of_another_case_is_not_there(world, log_in, case, check_in):
    other = factories.case(world)
    page = url("case_check_in", other, check_in.pk)
    assert log_in(world.adviser).get(page).status_code == 404
