"""`script/server` with real processes: it becomes ready, and leaves none behind."""

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

import embedded
from tests.conftest import env_of_another_home

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("processes")]
SCRIPT = embedded.CHECKOUT / "script"


@pytest.fixture
def home(tmp_path):
    folder = tmp_path / "home"
    yield folder
    for pid in remaining(folder):
        os.kill(pid, signal.SIGKILL)
    place = embedded.Place.of(folder)
    shutil.rmtree(place.base, ignore_errors=True)


@pytest.fixture
def start(home):
    started = []

    def start(*, port=None, wait=True, home=home, **more):
        env = env_of_another_home(home, PORT=str(port or free_port()), BEREDSKAB_DEMO="0", **more)
        server = subprocess.Popen(
            [SCRIPT / "server"], env=env, text=True, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        server.address = f"http://127.0.0.1:{env['PORT']}"
        started.append(server)
        if wait:
            server.said = "".join(iter(lambda: line_until_ready(server), ""))
        return server

    yield start
    for server in started:
        with suppress(ProcessLookupError):
            server.terminate()
        server.communicate()


def line_until_ready(server):
    line = server.stdout.readline()
    assert line, f"the portal ended: {server.wait()}"
    return "" if "The portal is ready" in line else line


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def remaining(home):
    """Find the processes of this portal: by their environment, or by the servers' folder."""
    traces = (f"BEREDSKAB_HOME={home}\0".encode(), bytes(embedded.Place.of(home).base))
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            known = (process / "environ").read_bytes() + (process / "cmdline").read_bytes()
            if any(trace in known for trace in traces):
                found.append(int(process.name))
    return found


def all_gone(home, within=15):
    for _ in range(within * 10):
        if not remaining(home):
            return True
        time.sleep(0.1)
    return False


def get(address):
    with urllib.request.urlopen(address, timeout=5) as response:
        return response.status


def test_it_becomes_ready_and_ctrl_c_stops_all_of_it(start, home):
    server = start()
    assert get(f"{server.address}/healthz") == get(f"{server.address}/readyz") == 200
    assert len(remaining(home)) >= 6
    server.send_signal(signal.SIGINT)
    assert server.wait(30) == 0
    assert remaining(home) == []


def test_the_second_start_finds_the_data_of_the_first(start, home):
    start().send_signal(signal.SIGTERM)
    assert all_gone(home, within=30)
    owner = embedded.read_env(home / "portal.env")["DATABASE_OWNER_URL"]
    start()
    with psycopg.connect(owner) as connection:
        ((first, last),) = connection.execute(
            "SELECT min(applied), max(applied) FROM django_migrations"
        )
        (started,) = connection.execute("SELECT pg_postmaster_start_time()").fetchone()
    assert first <= last < started


def test_nothing_remains_when_it_is_killed_and_it_starts_again(start, home):
    server = start()
    server.kill()
    assert all_gone(home)
    assert get(f"{start().address}/healthz") == 200


@pytest.mark.parametrize("moment", [0.3, 1, 2, 3, 4, 5])
def test_nothing_remains_when_it_is_stopped_while_it_starts(start, home, moment):
    server = start(wait=False)
    time.sleep(moment)
    server.send_signal(signal.SIGINT)
    server.wait(30)
    assert all_gone(home)


def test_it_stops_and_says_so_when_one_of_its_processes_ends(start, home):
    server = start()
    (broker,) = (p for p in remaining(home) if b"valkey" in Path(f"/proc/{p}/cmdline").read_bytes())
    os.kill(broker, signal.SIGKILL)
    assert "valkey ended" in server.communicate(timeout=30)[0]
    assert server.returncode == 1
    assert remaining(home) == []


def test_two_run_side_by_side(start, home, tmp_path):
    other = tmp_path / "other"
    first, second = start(), start(home=other)
    try:
        assert get(f"{first.address}/readyz") == get(f"{second.address}/readyz") == 200
        second.send_signal(signal.SIGINT)
        assert second.wait(30) == 0
        assert get(f"{first.address}/readyz") == 200
    finally:
        second.kill()
        assert all_gone(other)
        shutil.rmtree(embedded.Place.of(other).base, ignore_errors=True)


def test_a_second_one_in_the_same_home_or_on_the_same_port_says_why_not(start, home, tmp_path):
    first = start()
    same_home = start(wait=False)
    assert "already" in same_home.communicate(timeout=30)[0]
    port = first.address.rpartition(":")[2]
    same_port = start(wait=False, port=port, home=tmp_path / "other")
    assert "Choose another: PORT=" in same_port.communicate(timeout=30)[0]
    assert (same_home.returncode, same_port.returncode) == (1, 1)


def test_a_configured_database_needs_all_its_addresses(start):
    server = start(wait=False, DATABASE_URL="postgres://beredskab_app:x@localhost:1/x")
    said = server.communicate(timeout=30)[0]
    assert "DATABASE_OWNER_URL and AUDIT_DATABASE_URL must be set too" in said
