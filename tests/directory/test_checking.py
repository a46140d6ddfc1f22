from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connections

from beredskab.accounts.models import Membership, User
from beredskab.accounts.roles import Role
from beredskab.audit.models import AuditEvent
from beredskab.celery import app
from beredskab.deadlines import duedates
from beredskab.deadlines.models import Deadline
from beredskab.directory import checking, tasks, workflow
from beredskab.notices.models import Notice
from beredskab.timelimits import local_day
from tests import factories
from tests.factories import NOW
from tests.factories.cards import contact

pytestmark = pytest.mark.django_db
OLD = {"checked_on": date(2026, 5, 10)}


def open_tasks():
    return list(Deadline.objects.open().filter(kind=checking.CHECK))


@pytest.mark.rule("R116")
def test_an_editor_is_asked_to_check_what_nobody_checked_for_six_months(editor):
    old = contact(slug="ssp", name="SSP", **OLD)
    contact(checked_on=date(2026, 11, 1))
    contact(retired_at=NOW, **OLD)
    assert checking.ask_to_check(at=NOW) == 1
    [task] = open_tasks()
    assert (task.owner, task.unit, task.reference) == (editor, None, "ssp")
    assert task.path == old.get_absolute_url()
    assert local_day(task.due_at) == date(2026, 11, 24)
    assert task.label == "Kontrollér en kontakts numre"
    assert AuditEvent.objects.get(verb="directory.check_asked").actor is None


def test_a_missing_number_is_asked_for(editor):
    contact(phone="", checked_on=date(2026, 11, 1))
    checking.ask_to_check(at=NOW)
    assert [task.label for task in open_tasks()] == ["Skriv en kontakts manglende nummer"]


def test_nobody_is_asked_twice(editor):
    contact(**OLD)
    assert checking.ask_to_check(at=NOW) == 1
    assert checking.ask_to_check(at=NOW + timedelta(days=1)) == 0
    assert len(open_tasks()) == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_ask_once(editor):
    for _ in range(5):
        contact(**OLD)

    def ask(_):
        try:
            return checking.ask_to_check(at=NOW)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(3) as threads:
        assert sum(threads.map(ask, range(3))) == 5
    assert len(open_tasks()) == 5


def test_without_an_editor_nobody_is_asked(adviser):
    contact(**OLD)
    assert checking.ask_to_check(at=NOW) == 0


def test_the_administrator_is_asked_where_there_is_no_editor(office):
    administrator = factories.user(Role.ADMINISTRATOR, office)
    contact(**OLD)
    checking.ask_to_check(at=NOW)
    assert open_tasks()[0].owner == administrator


def test_the_tasks_of_who_left_go_to_another_editor(editor, office):
    contact(**OLD)
    checking.ask_to_check(at=NOW)
    User.objects.filter(pk=editor.pk).update(is_active=False)
    other = factories.user(Role.PLAN_EDITOR, office)
    assert checking.ask_to_check(at=NOW) == 0
    assert open_tasks()[0].owner == other
    Membership.objects.filter(user=other).update(to_on=date(2026, 11, 9))
    assert checking.ask_to_check(at=NOW) == 0
    assert open_tasks()[0].owner == other  # until somebody else is an editor


@pytest.mark.rule("R116")
def test_checking_meets_the_task(editor):
    old = contact(**OLD)
    checking.ask_to_check(at=NOW)
    workflow.confirm(old, by=editor, at=NOW)
    assert open_tasks() == []
    assert Deadline.objects.get().met_at == NOW


def test_an_edit_meets_it_only_when_the_numbers_were_checked(editor):
    old = contact(**OLD)
    checking.ask_to_check(at=NOW)
    workflow.change(old, by=editor, at=NOW, checked_today=False, phone="70 27 76 86")
    assert len(open_tasks()) == 1
    workflow.change(old, by=editor, at=NOW, checked_today=True)
    assert open_tasks() == []


def test_writing_the_missing_number_meets_it(editor):
    numberless = contact(phone="", checked_on=date(2026, 11, 1))
    checking.ask_to_check(at=NOW)
    workflow.change(numberless, by=editor, at=NOW, checked_today=False, phone="70 27 76 86")
    assert open_tasks() == []


def test_what_is_taken_out_of_use_is_not_to_be_checked(editor):
    old = contact(**OLD)
    checking.ask_to_check(at=NOW)
    workflow.retire(old, by=editor, at=NOW)
    assert Deadline.objects.get().cancelled_at == NOW


def test_it_runs_every_hour(editor):
    contact(**OLD)
    app.loader.import_default_modules()
    assert tasks.ask_to_check.name in {line["task"] for line in app.conf.beat_schedule.values()}
    with time_machine.travel(NOW):
        assert tasks.ask_to_check() == 1


@pytest.mark.rule("R116")
def test_the_task_stands_on_the_overview_of_an_editor_and_leads_to_the_contact(editor, text_of):
    old = contact(slug="ssp", name="SSP-konsulent", **OLD)
    checking.ask_to_check(at=NOW)
    with time_machine.travel(NOW):
        text = text_of(editor, "/overblik/")
    table = text.split('id="tasks"')[1].split("</table>")[0]
    assert f'href="{old.get_absolute_url()}"' in table
    assert "Kontrollér en kontakts numre" in table
    assert "SSP-konsulent" in table
    assert "Sag" not in table


def test_she_is_told_on_the_day_and_nobody_of_the_cases_is(editor):
    factories.world()
    contact(slug="ssp", **OLD)
    checking.ask_to_check(at=NOW)
    for days in (14, 15):
        duedates.alert_batch(at=NOW + timedelta(days=days))
    assert [notice.recipient for notice in Notice.objects.all()] == [editor, editor]
    assert {notice.reference for notice in Notice.objects.all()} == {"ssp"}
