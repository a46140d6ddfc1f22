import pytest
from django.test import Client
from django.urls import reverse

from beredskab.audit.models import AuditEvent

pytestmark = pytest.mark.django_db
OLD, NEW = "gammel-hest-batteri", "ny-hest-batteri-klemme"


@pytest.fixture
def known(adviser):
    adviser.set_password(OLD)
    adviser.save()
    return adviser


@pytest.fixture
def url():
    return reverse("password")


def form(**changes):
    return {"current": OLD, "password": NEW, "again": NEW} | changes


def test_a_user_changes_her_password_and_stays_logged_in(client, known, url):
    client.force_login(known)
    assert client.get(url).status_code == 200
    response = client.post(url, form())
    assert response.headers["Location"] == reverse("overview")
    known.refresh_from_db()
    assert known.check_password(NEW)
    assert client.get(url).status_code == 200


def test_her_other_sessions_end(client, known, url):
    elsewhere = Client()
    for each in (client, elsewhere):
        each.force_login(known)
    client.post(url, form())
    assert elsewhere.get(url).status_code == 302


def test_it_leaves_a_trail_without_the_password(client, known, url):
    client.force_login(known)
    client.post(url, form())
    event = AuditEvent.objects.get(verb="accounts.password_changed")
    assert (event.actor, event.subject_id, event.details) == (known, known.pk, {})


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("current", {"current": "noget-helt-andet"}),
        ("password", {"password": "kort", "again": "kort"}),
        ("again", {"again": "en-helt-anden-adgangskode"}),
    ],
)
def test_a_password_that_will_not_do_is_an_error_of_the_field(client, known, url, field, changes):
    client.force_login(known)
    response = client.post(url, form(**changes))
    assert list(response.context["form"].errors) == [field]
    known.refresh_from_db()
    assert known.check_password(OLD)


def test_nobody_tries_passwords_for_long(client, known, url):
    client.force_login(known)
    answers = [client.post(url, form(current="forkert")).status_code for _try in range(6)]
    assert answers == [200] * 5 + [429]


def test_it_needs_a_log_in(client, db, url):
    assert client.get(url).status_code == 302
