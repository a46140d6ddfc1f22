"""Door of the deadlines: what is owed, by whom, until when, and who is alerted.

Every verb runs inside the transaction of the change that it belongs to.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model

from beredskab.deadlines import ladders, recipients, sweep
from beredskab.deadlines.ladders import Step
from beredskab.deadlines.models import Deadline, Sweep
from beredskab.municipality.models import Unit
from beredskab.timelimits import Due

if TYPE_CHECKING:
    from beredskab.accounts.models import User

alert_batch = sweep.alert_batch
first = sweep.first
prepare = sweep.prepare
barred_by = recipients.barred_by
opened_by = recipients.opened_by
ALERTS = "alerts"


@transaction.atomic
def add(
    subject: Model,
    kind: str,
    due: Due,
    *,
    at: datetime,
    owner: "User | None",
    unit: Unit | None,
    ladder: Sequence[Step],
    reference: str,
    title: str = "",
    acute: bool = False,
    met_at: datetime | None = None,
    path: str = "",
) -> Deadline:
    """Set a deadline and post at once what its ladder says for now.

    Its alerts lead to the page of the subject, or to `path`.

    Steps that have passed already (received earlier, registered late) become one alert.
    `met_at` records what was done before it was registered: nobody is alerted then.
    Raises IntegrityError when the subject has an open deadline of the kind, free tasks excepted.
    """
    deadline = Deadline(
        content_type=ContentType.objects.get_for_model(subject),
        subject_id=subject.pk,
        kind=kind,
        title=title,
        reference=reference,
        path=path or _page_of(subject),
        set_at=at,
        owner=owner,
        unit=unit,
        acute=acute,
    )
    _set(deadline, due, ladder, at=at)
    if met_at is not None:
        deadline.breached_at = None
        _close(deadline, met_at=met_at)
    deadline.save()
    _alert(deadline, at)
    return deadline


@transaction.atomic
def move(
    subject: Model, kind: str, due: Due, *, at: datetime, ladder: Sequence[Step]
) -> Deadline | None:
    """Correct when the open deadline of a kind is due; a breach stays if it is one still.

    Returns None when none is open. The caller leaves the trail.
    """
    if deadline := _open(subject, kind):
        _set(deadline, due, ladder, at=at)
        deadline.save()
        _alert(deadline, at)
    return deadline


@transaction.atomic
def meet(subject: Model, kind: str, *, at: datetime) -> Deadline | None:
    """Record that what was owed is done, late or in time; return None when none is open."""
    deadline = _open(subject, kind)
    return finish(deadline, at=at) if deadline else None


@transaction.atomic
def finish(deadline: Deadline, *, at: datetime) -> Deadline:
    """Record that this very deadline is met: the way to do one free task of several."""
    _close(deadline, met_at=at)
    deadline.save()
    return deadline


@transaction.atomic
def cancel(subject: Model, kind: str, *, at: datetime, reason: str = "") -> int:
    """Record that nothing of this kind is owed any more; return how many were open."""
    return (
        Deadline.objects.of(subject)
        .open()
        .filter(kind=kind)
        .update(cancelled_at=at, cancel_reason=reason, alert_at=None, set_aside_at=None, error="")
    )


@transaction.atomic
def withdraw(deadline: Deadline, *, at: datetime, reason: str = "") -> Deadline:
    """Record that this very deadline is not owed any more: one free task of several."""
    deadline.cancelled_at, deadline.cancel_reason, deadline.alert_at = at, reason, None
    deadline.set_aside_at, deadline.error = None, ""
    deadline.save()
    return deadline


@transaction.atomic
def reassign(
    subject: Model,
    kind: str | None,
    *,
    owner: "User | None",
    unit: Unit | None = None,
    at: datetime,  # noqa: ARG001  all verbs about deadlines take it
) -> int:
    """Give the open deadlines of a kind, or all, to another owner; return how many.

    Without `unit` they stay with their unit. What was set aside is tried again.
    """
    deadlines = Deadline.objects.of(subject).open()
    if kind is not None:
        deadlines = deadlines.filter(kind=kind)
    moved = deadlines.update(owner=owner, **({"unit": unit} if unit else {}))
    deadlines.set_aside().update(set_aside_at=None, error="")
    return moved


@transaction.atomic
def give(deadline: Deadline, *, owner: "User | None") -> Deadline:
    """Give this very deadline to another owner; what was set aside is tried again."""
    deadline.owner = owner
    deadline.set_aside_at, deadline.error = None, ""
    deadline.save(update_fields=["owner", "set_aside_at", "error"])
    return deadline


@transaction.atomic
def carry(
    subject: Model,
    *,
    reference: str,
    path: str,
    unit: Unit | None,
    former: str = "",
    onto: Model | None = None,
) -> int:
    """Let the open deadlines of a subject belong to another reference; return how many did.

    They keep their moments and what remains of their ladders. With `former` only those go that
    belonged to that reference; with `onto` they get another subject of the same kind.
    """
    deadlines = Deadline.objects.of(subject).open()
    if former:
        deadlines = deadlines.filter(reference=former)
    moved = {"subject_id": onto.pk} if onto is not None else {}
    return deadlines.update(reference=reference, path=path, unit=unit, **moved)


def retry_set_aside() -> int:
    """Try again what could not be alerted: somebody may be reachable by now."""
    return Deadline.objects.set_aside().update(set_aside_at=None, error="")


def stamp(*, at: datetime, name: str = ALERTS) -> None:
    """Note that a sweep has run through."""
    Sweep.objects.update_or_create(name=name, defaults={"at": at})


def last_sweep(name: str = ALERTS) -> datetime | None:
    """Return when the sweep last ran through, None if never."""
    return Sweep.objects.filter(name=name).values_list("at", flat=True).first()


def _page_of(subject: Model) -> str:
    return subject.get_absolute_url() if hasattr(subject, "get_absolute_url") else ""


def _open(subject: Model, kind: str) -> Deadline | None:
    """Lock the open deadline of a kind."""
    return (
        Deadline.objects.of(subject)
        .open()
        .filter(kind=kind)
        .select_for_update(no_key=True)
        .order_by("pk")
        .first()
    )


def _set(deadline: Deadline, due: Due, ladder: Sequence[Step], *, at: datetime) -> None:
    """Write when it is due and what remains of the ladder."""
    steps = ladders.collapse(ladder, due=due.at, at=at)
    deadline.due_at, deadline.amber_at = due.at, due.amber_at
    deadline.skipped = [[day.isoformat(), why] for day, why in due.skipped]
    deadline.ladder = [step.as_json() for step in steps]
    deadline.alert_at = steps[0].at if steps else None
    deadline.breached_at = due.at if due.at < at else None
    deadline.set_aside_at, deadline.error = None, ""


def _close(deadline: Deadline, *, met_at: datetime) -> None:
    """Write that it is met. What is noted as exceeded stays so."""
    deadline.met_at, deadline.alert_at = met_at, None
    deadline.set_aside_at, deadline.error = None, ""
    if met_at > deadline.due_at:
        deadline.breached_at = deadline.due_at


def _alert(deadline: Deadline, at: datetime) -> None:
    if deadline.alert_at is not None and deadline.alert_at <= at:
        sweep.alert_one(deadline, at=at)
        deadline.refresh_from_db()
