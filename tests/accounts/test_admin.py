from datetime import date

import pytest
from django.apps import apps
from django.urls import reverse

from beredskab.accounts.admin import site
from beredskab.accounts.models import Membership, User
from beredskab.accounts.roles import Role
from beredskab.audit.models import AuditEvent

pytestmark = pytest.mark.django_db
PASSWORD = "en-lang-saetning-foerst"


@pytest.fixture
def page(client, administrator):
    client.force_login(administrator)
    return client


def rows(user, *memberships):
    kept = list(user.memberships.all())
    values = {
        "username": user.username,
        "name": user.name,
        "is_active": "on",
        "memberships-TOTAL_FORMS": len(kept) + len(memberships),
        "memberships-INITIAL_FORMS": len(kept),
    }
    for number, row in enumerate([*kept, *memberships]):
        values |= {
            f"memberships-{number}-id": row.pk or "",
            f"memberships-{number}-user": user.pk,
            f"memberships-{number}-unit": row.unit_id,
            f"memberships-{number}-role": row.role,
            f"memberships-{number}-from_on": row.from_on.isoformat(),
            f"memberships-{number}-to_on": row.to_on.isoformat() if row.to_on else "",
        }
    return values


def change(page, user, values):
    return page.post(reverse("admin:accounts_user_change", args=[user.pk]), values)


def test_only_registers_are_there():
    assert {model._meta.label for model in site._registry} == {
        "accounts.User",
        "accounts.DutyShift",
        "accounts.Absence",
        "municipality.Unit",
        "municipality.Route",
    }
    cases = set(apps.get_app_config("cases").get_models())
    assert cases.isdisjoint(site._registry)


@pytest.mark.parametrize("model", sorted(site._registry, key=lambda model: model.__name__))
def test_every_register_opens_for_administrators(page, model, routed, adviser):
    name = f"{model._meta.app_label}_{model._meta.model_name}"
    assert page.get(reverse(f"admin:{name}_changelist")).status_code == 200
    assert page.get(reverse(f"admin:{name}_add")).status_code == 200


def test_staff_and_superuser_flags_open_nothing(client, leader):
    User.objects.filter(pk=leader.pk).update(is_staff=True)
    client.force_login(leader)
    assert client.get(reverse("admin:index"), follow=True).status_code == 403


def test_strangers_are_sent_to_the_log_in_of_the_portal(client):
    response = client.get(reverse("admin:index"), follow=True)
    assert response.redirect_chain[-1][0].startswith(reverse("account_login"))


def test_a_user_is_made_with_a_password(page, client):
    values = {
        "username": "nye",
        "name": "Nye Navn",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "usable_password": "true",
        "memberships-TOTAL_FORMS": 0,
        "memberships-INITIAL_FORMS": 0,
    }
    page.post(reverse("admin:accounts_user_add"), values)
    assert User.objects.get(username="nye").check_password(PASSWORD)
    event = AuditEvent.objects.get(verb="registers.added")
    assert "name" in event.details["fields"]
    assert "Nye Navn" not in str(event.details)


def test_a_password_is_reset_with_a_trail(page, adviser):
    url = reverse("admin:auth_user_password_change", args=[adviser.pk])
    values = {"password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}
    assert page.post(url, values).status_code == 302
    assert User.objects.get(pk=adviser.pk).check_password(PASSWORD)
    event = AuditEvent.objects.get(verb="registers.changed")
    assert (event.subject_id, PASSWORD in str(event.details)) == (adviser.pk, False)


def test_a_membership_is_given_and_ended_with_a_trail(page, adviser, office, administrator):
    new = Membership(unit=office, role=Role.PLAN_EDITOR, from_on=date(2026, 1, 1))
    assert change(page, adviser, rows(adviser, new)).status_code == 302
    event = AuditEvent.objects.get(verb="accounts.membership_given")
    assert (event.actor, event.details["role"]) == (administrator, "plan_editor")
    given = adviser.memberships.get(role=Role.PLAN_EDITOR)
    values = rows(adviser)
    number = [m.pk for m in adviser.memberships.all()].index(given.pk)
    values[f"memberships-{number}-to_on"] = "2026-06-30"
    assert change(page, adviser, values).status_code == 302
    event = AuditEvent.objects.get(verb="accounts.membership_changed", subject_id=given.pk)
    assert event.details["to_on"] == "2026-06-30"


def test_users_are_deactivated_and_never_deleted(page, adviser):
    url = reverse("admin:accounts_user_delete", args=[adviser.pk])
    assert page.post(url, {"post": "yes"}).status_code == 403
    values = rows(adviser)
    del values["is_active"]
    assert change(page, adviser, values).status_code == 302
    assert not User.objects.get(pk=adviser.pk).is_active


def test_the_last_administrator_stays_one(page, administrator):
    values = rows(administrator)
    del values["is_active"]
    assert change(page, administrator, values).status_code == 200
    values = rows(administrator) | {"memberships-0-to_on": "2020-06-30"}
    assert change(page, administrator, values).status_code == 200
    values = rows(administrator) | {"memberships-0-role": Role.DPO}
    assert change(page, administrator, values).status_code == 200
    assert change(page, administrator, rows(administrator)).status_code == 302


def test_the_admin_has_no_history_of_its_own(page, adviser):
    url = reverse("admin:accounts_user_history", args=[adviser.pk])
    assert page.get(url).status_code == 404
    text = page.get(reverse("admin:accounts_user_change", args=[adviser.pk])).content.decode()
    assert url not in text


def test_no_page_needs_inline_script_or_style(page, adviser):
    text = page.get(reverse("admin:accounts_user_change", args=[adviser.pk])).content.decode()
    assert "<script>" not in text
    assert "style=" not in text
    assert "onclick=" not in text


def test_her_own_password_is_changed_on_the_page_that_leaves_a_trail(page):
    response = page.get(reverse("admin:password_change"))
    assert response.url == reverse("password")
