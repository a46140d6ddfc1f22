"""`script/setup` makes what is missing, and nothing twice."""

import resource
import shutil
import stat
import subprocess

import pytest

import embedded
from tests.conftest import env_of_another_home


@pytest.fixture
def home(tmp_path):
    yield tmp_path / "home"
    shutil.rmtree(embedded.Place.of(tmp_path / "home").base, ignore_errors=True)


def setup(home):
    env = env_of_another_home(home)
    return subprocess.run(
        [embedded.CHECKOUT / "script" / "setup"], env=env, capture_output=True, text=True
    )


def test_the_second_run_is_quick_and_keeps_keys_and_data(home):
    assert setup(home).returncode == 0
    keys = (home / "portal.env").read_text()
    before = work_of_children()
    done = setup(home)
    assert (done.returncode, done.stdout) == (0, "")
    assert work_of_children() - before < 3
    assert (home / "portal.env").read_text() == keys


def work_of_children():
    """Return seconds of computing, which other processes on the machine don't lengthen."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_nobody_else_reads_keys_or_data(home):
    setup(home)
    place = embedded.Place.of(home)
    for path in (home / "portal.env", home, place.base, place.cluster, place.sockets):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def test_data_without_keys_are_kept_aside(home):
    """As root the data outlive a checkout, and a new one at the same place has no keys to them."""
    setup(home)
    place = embedded.Place.of(home)
    before = (place.cluster / "PG_VERSION").stat().st_ino
    (home / "portal.env").unlink()
    done = setup(home)
    (kept,) = place.base.glob("kept-*")
    assert (done.returncode, str(kept) in done.stdout) == (0, True)
    assert (kept / "PG_VERSION").stat().st_ino == before
    assert (place.cluster / "PG_VERSION").stat().st_ino != before
    assert set(embedded.ROLES) <= embedded.read_env(home / "portal.env").keys()


def test_a_half_made_cluster_is_made_again(home):
    setup(home)
    place = embedded.Place.of(home)
    place.made.unlink()
    (place.cluster / "PG_VERSION").unlink()
    assert setup(home).returncode == 0
    assert (place.cluster / "PG_VERSION").exists()
