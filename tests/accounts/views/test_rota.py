from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from beredskab.accounts.models import Absence, DutyShift
from beredskab.accounts.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, administrator):
    client.force_login(administrator)
    return client


def shift_form(unit, user, **changes):
    values = {
        "unit": unit.pk,
        "kind": "officer",
        "user": user.pk,
        "weekdays": [0, 1, 2],
        "starts": "15.00",
        "ends": "08.00",
        "from_on_day": 1,
        "from_on_month": 1,
        "from_on_year": 2026,
    }
    return values | changes


def absence_form(user, deputy, **changes):
    begins = timezone.localtime()
    ends = begins + timedelta(days=2)
    values = {"user": user.pk, "deputy": deputy.pk}
    for name, moment in (("from_at", begins), ("to_at", ends)):
        values |= {f"{name}_{part}": getattr(moment, part) for part in ("day", "month", "year")}
        values[f"{name}_time"] = f"{moment:%H.%M}"
    return values | changes


def test_a_line_is_added_changed_and_ended(page, unit, adviser):
    page.post(reverse("settings_shift_add"), shift_form(unit, adviser))
    shift = DutyShift.objects.get()
    assert (shift.starts, shift.ends, shift.weekdays) == (time(15), time(8), [0, 1, 2])
    changed = shift_form(unit, adviser, weekdays=[6])
    page.post(reverse("settings_shift", args=[shift.pk]), changed)
    assert DutyShift.objects.get().weekdays == [6]
    page.post(reverse("settings_shift_end", args=[shift.pk]))
    assert DutyShift.objects.get().to_on == timezone.localdate()


def test_the_rota_shows_who_has_the_duty_now(page, unit, adviser):
    always = {"weekdays": list(range(7)), "starts": time(0), "ends": time(0)}
    DutyShift.objects.create(
        unit=unit, kind="officer", user=adviser, from_on=date(2020, 1, 1), **always
    )
    assert "badge-info" in page.get(reverse("settings_rota")).content.decode()


def test_a_line_without_weekdays_is_an_error_of_the_field(page, unit, adviser):
    form = shift_form(unit, adviser, weekdays=[])
    assert page.post(reverse("settings_shift_add"), form).context["form"].errors["weekdays"]


def test_the_rota_takes_only_those_who_open_cases(page, unit, administrator):
    response = page.post(reverse("settings_shift_add"), shift_form(unit, administrator))
    assert response.context["form"].errors["user"]


def test_who_opens_cases_has_a_deputy_who_does(page, adviser, administrator):
    response = page.post(reverse("absence_add"), absence_form(adviser, administrator))
    assert response.context["form"].errors["deputy"]


def test_everybody_adds_and_ends_her_own_absence(client, adviser, leader):
    client.force_login(adviser)
    client.post(reverse("absence_add"), absence_form(adviser, leader))
    absence = Absence.objects.get()
    assert (absence.user, absence.deputy) == (adviser, leader)
    assert leader.name in client.get(reverse("absences")).content.decode()
    client.post(reverse("absence_end", args=[absence.pk]))
    assert not Absence.objects.filter(to_at__gt=timezone.now()).exists()


def test_nobody_says_it_of_somebody_she_does_not_lead(client, adviser, leader):
    client.force_login(adviser)
    response = client.post(reverse("absence_add"), absence_form(leader, adviser))
    assert response.context["form"].errors["user"]


def test_an_absence_one_may_not_set_does_not_exist(client, adviser, leader, person, office):
    now = timezone.now()
    absence = Absence.objects.create(
        user=leader, deputy=adviser, from_at=now, to_at=now + timedelta(days=1)
    )
    stranger = person("sofie", Role.PROFESSIONAL, office)
    for user in (stranger, adviser):
        client.force_login(user)
        assert leader.name not in client.get(reverse("absences")).content.decode()
        assert client.post(reverse("absence_end", args=[absence.pk])).status_code == 404


@pytest.mark.parametrize("name", ["absence_add", "settings_shift_add", "settings_route_set"])
def test_nothing_chosen_is_said_in_words(page, unit, name):
    html = page.get(reverse(name)).content.decode()
    assert "---------" not in html
    assert ">Vælg</option>" in html


def test_absences_need_a_log_in(client):
    assert client.get(reverse("absences")).status_code == 302
