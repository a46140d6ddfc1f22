import time

import pytest
from celery import Celery
from django.db import transaction

from beredskab.celery import app
from beredskab.notices import doorbell, outbox
from beredskab.notices.models import Notice
from tests.notices.conftest import NOW, make_user

TASK = "beredskab.notices.tasks.deliver"


@pytest.fixture(autouse=True)
def ready(monkeypatch):
    monkeypatch.setattr(doorbell, "_quiet_until", 0.0)


@pytest.fixture
def dead_broker(tmp_path, settings):
    """Talk to a broker that is not there, with the options of the real one."""
    dead = Celery("dead", broker=f"redis+socket://{tmp_path}/nobody.sock")
    dead.conf.broker_transport_options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    dead.set_current()
    yield
    app.set_current()


def test_a_dead_broker_is_asked_once_and_costs_little(dead_broker):
    started = time.monotonic()
    assert doorbell.ring(TASK, expires=5) is False
    first = time.monotonic() - started
    assert doorbell.ring(TASK, expires=5) is False
    assert first < 1
    assert time.monotonic() - started - first < 0.01


@pytest.mark.django_db(transaction=True)
def test_a_commit_goes_through_with_the_broker_dead(dead_broker):
    user = make_user()
    with transaction.atomic():
        outbox.post(user, "case:1", at=NOW, kind="task")
    assert Notice.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_worker_is_asked_after_the_commit_and_not_before(monkeypatch):
    rung = []
    monkeypatch.setattr(doorbell, "ring", lambda task, expires: rung.append(task))
    user = make_user()
    with transaction.atomic():
        outbox.post(user, "case:1", at=NOW, kind="task")
        assert rung == []
    assert rung == [TASK]
