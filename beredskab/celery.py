"""Celery: what runs when. Nothing is lost when it stops; PostgreSQL holds what is owed."""

import os
from typing import Any

from celery import Celery
from celery.signals import beat_init, worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beredskab.settings")

from django.conf import settings

from beredskab import broker, checks
from beredskab.notices import doorbell

broker.use()
app = Celery("beredskab")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

ALERTS = "beredskab.deadlines.tasks.alert_due"
CONTACTS = "beredskab.directory.tasks.ask_to_check"
INVITATIONS = "infohus.tasks.deliver_invitations"
MAIL = "beredskab.notices.tasks.deliver"
PLAN_PDF = "beredskab.plan.tasks.make_pdf"
SWEEP = settings.SWEEP_SECONDS


def _every(seconds: float, task: str) -> dict[str, Any]:
    """A line of the schedule; its messages expire before the next, so that none pile up."""
    return {
        "task": task,
        "schedule": seconds,
        "options": {"expires": max(seconds - 5, seconds / 2)},
    }


app.conf.beat_schedule = {
    "alerts": _every(SWEEP, ALERTS),
    "mail": _every(min(30, SWEEP), MAIL),
    "invitations": _every(min(30, SWEEP), INVITATIONS),
    "drafts": _every(3600, "cases.tasks.expire_drafts"),
    "offers": _every(60, "cases.tasks.return_offers"),
    "coming of age": _every(3600, "cases.tasks.turn_of_age"),
    "contacts": _every(3600, CONTACTS),
    "plan pdf": _every(60, PLAN_PDF),
    "plan review": _every(3600, "beredskab.plan.tasks.remind_of_review"),
    "set aside": _every(3600, "beredskab.deadlines.tasks.retry_set_aside"),
}
# Beat keeps its times in memory: a file of times may be broken by a crash.
app.conf.beat_scheduler = "celery.beat:Scheduler"
# A worker waits for its broker as long as it takes.
app.conf.broker_connection_max_retries = None


@worker_ready.connect
def _catch_up(**_signal: Any) -> None:
    """Sweep when a worker starts: it may have been away for long."""
    doorbell.ring(ALERTS, expires=55)
    doorbell.ring(MAIL, expires=25)
    doorbell.ring(INVITATIONS, expires=25)
    doorbell.ring(CONTACTS, expires=3000)


@beat_init.connect
def _start_at_once(**_signal: Any) -> None:
    """Sweep when beat starts, instead of an interval later.

    Workers run the system checks themselves; beat must be told to.
    """
    checks.require()
    doorbell.ring(ALERTS, expires=55)
