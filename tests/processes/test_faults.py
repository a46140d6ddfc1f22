"""What is killed at any moment loses no alert and doubles none. Real processes, real time."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from itertools import cycle

import pytest
from django.db import connection, transaction
from django.utils import timezone

import embedded
import processes
import servers
from beredskab.deadlines import duedates
from beredskab.deadlines.ladders import TOO_LATE, Step
from beredskab.deadlines.models import Deadline
from beredskab.notices.models import Notice
from beredskab.timelimits import Due
from tests.deadlines.conftest import Office

DEADLINES = 500
CHAOS = timedelta(seconds=40)
CELERY = [sys.executable, "-m", "celery", "-A", "beredskab"]


class Portal:
    """A worker, a beat and a broker that can be killed and started again."""

    def __init__(self, env, log):
        self.log = log
        self.home = embedded.portal_home()
        self.place = embedded.Place.of(self.home)
        self.name = f"faults-{os.getpid()}"
        self.env = env | {
            "REDIS_URL": self.place.redis_url(self.name),
            "DATABASE_OWNER_URL": "",
            "EMAIL_URL": "dummymail://",
            "SWEEP_SECONDS": "1",
        }
        self.running, self.killed = {}, Counter()

    def __enter__(self):
        for name in ("broker", "worker", "beat"):
            self.start(name)
        return self

    def __exit__(self, *_):
        for process in self.running.values():
            processes.stop(process, signal.SIGTERM, patience=10)

    def start(self, name):
        if name == "broker":
            self.running[name] = servers.start_valkey(self.place, self.home, self.name)
            return
        words = {"worker": ["worker", "--concurrency=2", "--without-mingle"], "beat": ["beat"]}
        pidfile = ["--pidfile="] if name == "beat" else []
        self.running[name] = subprocess.Popen(
            [*CELERY, *words[name], *pidfile, "--loglevel=ERROR"], env=self.env,
            cwd=embedded.CHECKOUT, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log,
            start_new_session=True,
        )  # fmt: skip

    def kill(self, name):
        """Kill one with all its children, as kill -9 does, and start it again."""
        process = self.running[name]
        assert process.poll() is None, f"{name} ended without being killed"
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        self.killed[name] += 1
        self.start(name)


def owe(office, number, start):
    """Owe something whose four alerts fall into the time of the faults."""
    due = start + timedelta(seconds=8 + 26 * number / DEADLINES)
    ladder = [
        Step(due - timedelta(seconds=6), ("owner",)),
        Step(due - timedelta(seconds=3), ("owner", "leader")),
        Step(due + TOO_LATE, ("leader", "owner")),
        Step(due + timedelta(hours=24), ("leader",), 24),
    ]
    return duedates.add(
        office.unit, "task", Due(at=due), at=start, owner=office.adviser, unit=office.unit,
        ladder=ladder, reference="7K2-PQ9",
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.xdist_group("processes")
@pytest.mark.rule("R36")
@pytest.mark.django_db(transaction=True)
def test_500_deadlines_come_due_while_worker_beat_and_broker_are_killed(portal_env, tmp_path):
    office, chance = Office(), random.Random(36)
    victims = cycle(["worker", "broker", "beat", "worker", "broker", "beat", "broker", "worker"])
    start = timezone.now() + timedelta(seconds=10)
    deadlines = [owe(office, number, start) for number in range(DEADLINES)]

    with (tmp_path / "processes.log").open("wb") as log, Portal(portal_env, log) as portal:
        while timezone.now() < start + CHAOS:
            time.sleep(chance.uniform(0.3, 4))
            portal.kill(next(victims))
        assert _within(180, _caught_up, start + CHAOS)

    expected = [
        (user.pk, f"deadline:{deadline.pk}:{step}")
        for deadline in deadlines
        for step, users in enumerate(
            [[office.adviser], [office.adviser, office.leader], [office.adviser, office.leader]]
        )
        for user in users
    ]
    posted = list(Notice.objects.values_list("recipient", "key"))
    assert sorted(posted) == sorted(expected)
    assert set(Deadline.objects.values_list("step", flat=True)) == {3}
    assert not Deadline.objects.filter(breached_at=None).exists()
    assert min(portal.killed[name] for name in ("worker", "beat", "broker")) >= 3


@pytest.mark.slow
@pytest.mark.xdist_group("processes")
@pytest.mark.django_db(transaction=True)
def test_a_worker_outlives_a_broker_that_is_killed_in_the_middle_of_its_work(portal_env, tmp_path):
    with (tmp_path / "processes.log").open("wb") as log, Portal(portal_env, log) as portal:
        for _ in range(3):
            with transaction.atomic():
                connection.cursor().execute("LOCK TABLE deadlines_deadline")
                assert _within(60, _a_sweep_waits)
                portal.kill("broker")
                time.sleep(2)
            assert _within(60, _caught_up, timezone.now())
            assert portal.running["worker"].poll() is None


def _a_sweep_waits():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted"
            " AND relation = 'deadlines_deadline'::regclass)"
        )
        return cursor.fetchone()[0]


def _within(seconds, condition, *words):
    patience = time.monotonic() + seconds
    while not condition(*words):
        if time.monotonic() > patience:
            return False
        time.sleep(0.2)
    return True


def _caught_up(since):
    swept_at = duedates.last_sweep()
    return swept_at and swept_at > since and not Deadline.objects.filter(step__lt=3).exists()
