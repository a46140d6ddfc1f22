"""The probes: what they ask, and what they give away."""

from datetime import timedelta
from unittest import mock

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from beredskab.deadlines import duedates

pytestmark = pytest.mark.django_db

PARTS = {"database", "audit", "broker", "sweep"}


def test_the_process_answers_without_a_database(client, django_assert_num_queries):
    with django_assert_num_queries(0), django_assert_num_queries(0, using="audit"):
        response = client.get("/healthz")
    assert response.status_code == 200
    assert response.content == b"ok"
    assert response.headers["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("url", ["/healthz", "/readyz"])
def test_probes_answer_to_an_address_as_host(client, db, settings, url):
    settings.ALLOWED_HOSTS = ["10.0.0.7"]
    assert client.get(url, headers={"Host": "10.0.0.7:8000"}).status_code in {200, 503}
    assert client.get(url, headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("url", ["/healthz", "/readyz"])
def test_probes_are_not_sent_to_https(client, db, settings, url):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(url).status_code in {200, 503}


def test_all_is_ready_when_a_sweep_ran_lately(client, db):
    duedates.stamp(at=timezone.now())
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"ready": True, **dict.fromkeys(PARTS, True)}


def test_an_old_sweep_is_not_ready(client, db, settings):
    assert client.get("/readyz").json()["sweep"] is False
    age = timedelta(seconds=settings.SWEEP_SECONDS * 2 + 61)
    duedates.stamp(at=timezone.now() - age)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"ready": False, **dict.fromkeys(PARTS, True), "sweep": False}


def test_a_dead_broker_is_not_ready_and_gives_no_address_away(client, db, settings):
    duedates.stamp(at=timezone.now())
    settings.REDIS_URL = "unix:///nowhere/secret.sock"
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["broker"] is False
    assert "secret" not in response.content.decode()


def test_a_database_that_cannot_be_written_is_not_ready(client, db):
    duedates.stamp(at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL transaction_read_only = on")
        response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["database"] is False


def test_a_log_that_cannot_be_written_is_not_ready(client, db):
    duedates.stamp(at=timezone.now())
    with mock.patch("beredskab.audit.trail.connections") as broken:
        broken.__getitem__.side_effect = OperationalError("password of host x")
        response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"ready": False, **dict.fromkeys(PARTS, True), "audit": False}


def test_not_being_ready_is_no_error_in_the_log(client, db, caplog):
    assert client.get("/readyz").status_code == 503
    assert not [record for record in caplog.records if record.name == "django.request"]


def test_probes_are_only_read(client, db):
    assert client.post("/healthz").status_code == 405
    assert client.post("/readyz").status_code == 405
