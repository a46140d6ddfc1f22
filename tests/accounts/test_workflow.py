from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from beredskab.accounts import workflow
from beredskab.accounts.models import Absence, DutyShift
from beredskab.accounts.roles import Role
from beredskab.audit import trail
from beredskab.audit.models import AuditEvent

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate(NOW)


@pytest.fixture
def line(unit, adviser):
    return {
        "unit": unit,
        "kind": "officer",
        "user": adviser,
        "weekdays": [0, 1],
        "starts": time(15),
        "ends": time(8),
        "from_on": TODAY,
        "to_on": None,
    }


def last():
    return AuditEvent.objects.order_by("pk").last()


def test_an_administrator_keeps_the_rota(administrator, adviser, line):
    shift = workflow.add_shift(by=administrator, at=NOW, **line)
    assert last().verb == "accounts.shift_added"
    assert last().details["hours"] == "15:00-08:00"
    workflow.change_shift(shift, by=administrator, at=NOW, **{**line, "weekdays": [6]})
    assert last().verb == "accounts.shift_changed"
    assert DutyShift.objects.get().weekdays == [6]
    workflow.end_shift(shift, by=administrator, at=NOW)
    assert DutyShift.objects.get().to_on == TODAY


def test_a_shift_that_never_began_is_taken_away(administrator, line):
    line["from_on"] = TODAY + timedelta(days=1)
    shift = workflow.add_shift(by=administrator, at=NOW, **line)
    workflow.end_shift(shift, by=administrator, at=NOW)
    assert not DutyShift.objects.exists()
    assert last().verb == "accounts.shift_ended"


def test_a_shift_cannot_end_before_it_begins(administrator, line):
    line["to_on"] = date(2020, 1, 1)
    with pytest.raises(workflow.ShiftTooLate):
        workflow.add_shift(by=administrator, at=NOW, **line)


def test_the_rota_needs_an_administrator(leader, administrator, line):
    with pytest.raises(PermissionDenied):
        workflow.add_shift(by=leader, at=NOW, **line)
    shift = workflow.add_shift(by=administrator, at=NOW, **line)
    with pytest.raises(PermissionDenied):
        workflow.change_shift(shift, by=leader, at=NOW, **line)
    with pytest.raises(PermissionDenied):
        workflow.end_shift(shift, by=leader, at=NOW)


def test_no_shift_remains_when_the_trail_fails(administrator, line, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(trail, "record", fail)
    with pytest.raises(RuntimeError):
        workflow.add_shift(by=administrator, at=NOW, **line)
    assert not DutyShift.objects.exists()


def absence(by, user, deputy, hours=2):
    span = {"from_at": NOW, "to_at": NOW + timedelta(hours=hours)}
    return workflow.add_absence(by=by, at=NOW, user=user, deputy=deputy, **span)


def test_everybody_says_herself_that_she_is_away(adviser, leader):
    absence(adviser, adviser, leader)
    assert Absence.objects.get().deputy == leader
    assert last().verb == "accounts.absence_added"


def test_a_leader_says_it_of_her_own_and_of_nobody_else(leader, adviser, person, office):
    absence(leader, adviser, leader)
    stranger = person("sofie", Role.PROFESSIONAL, office)
    with pytest.raises(PermissionDenied):
        absence(leader, stranger, leader)
    with pytest.raises(PermissionDenied):
        absence(adviser, leader, adviser)


def test_an_impossible_absence_is_refused(adviser, leader):
    with pytest.raises(workflow.AbsenceBackwards):
        absence(adviser, adviser, leader, hours=-1)
    with pytest.raises(workflow.AbsenceBackwards):
        absence(adviser, adviser, adviser)


def test_an_absence_ends_when_she_is_back(adviser, leader):
    away, later = absence(adviser, adviser, leader), NOW + timedelta(hours=1)
    workflow.end_absence(away, by=adviser, at=later)
    assert Absence.objects.get().to_at == later


def test_an_absence_that_has_not_begun_is_taken_away(adviser, leader):
    away = absence(adviser, adviser, leader)
    workflow.end_absence(away, by=adviser, at=NOW - timedelta(hours=1))
    assert not Absence.objects.exists()


def test_the_last_administrator_is_known(administrator, person, office):
    assert workflow.is_last_administrator(administrator, TODAY)
    person("bea", Role.ADMINISTRATOR, office)
    assert not workflow.is_last_administrator(administrator, TODAY)
