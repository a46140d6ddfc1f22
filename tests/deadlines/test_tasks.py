from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from beredskab.celery import app
from beredskab.deadlines import duedates, tasks
from tests.deadlines.conftest import told


@pytest.mark.rule("R36")
def test_the_task_sweeps_until_nothing_is_left_and_notes_when(office):
    now = timezone.now()
    office.assessment(received=now - timedelta(hours=13), at=now - timedelta(hours=13))
    assert tasks.alert_due() == 1
    assert tasks.alert_due() == 0
    assert len(told(office.adviser)) == 2
    assert duedates.last_sweep() >= now


def test_every_line_of_the_schedule_names_a_task_and_expires():
    app.loader.import_default_modules()
    for line in app.conf.beat_schedule.values():
        assert line["task"] in app.tasks
        assert 0 < line["options"]["expires"] < line["schedule"]


@pytest.mark.parametrize("minutes", [None, 6, 60])
def test_the_watchdog_barks_when_sweeps_are_missing(db, minutes):
    if minutes:
        duedates.stamp(at=timezone.now() - timedelta(minutes=minutes))
    with pytest.raises(CommandError):
        call_command("watchdog")


def test_the_watchdog_is_quiet_while_sweeps_run(db, capsys):
    duedates.stamp(at=timezone.now() - timedelta(minutes=4))
    call_command("watchdog")
    assert "swept at" in capsys.readouterr().out
