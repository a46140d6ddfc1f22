"""Contacts with persons of the case: planned where it is allowed, recorded always (R39, R40)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.deadlines import duedates
from beredskab.errors import NeedsReason, Refused
from beredskab.timelimits import local_day
from cases import breaches, deadlines, kinds, permissions
from cases.models import Case, Person, PersonContact
from cases.states import CaseStatus, WrongState, require_open
from cases.workflow import sight
from cases.workflow.interpreters import plan_interpreter, record_interpreter
from cases.workflow.telling import tell

Despite = PersonContact.Despite
# What is written of a plan when it has happened.
_BY_HAPPENING = ("despite", "recorded_at", "recorded_by", "interpreter")


class ContactLocked(Refused):
    message = _(
        "The contact lock is on: nobody talks with this person about the concern. Assess the risk "
        "first; then the leader can lift the lock for this person. Ordinary contact goes on: plan "
        "it as another matter. Has it happened already? Then record it."
    )


class NeverInWriting(Refused):
    message = _(
        "Nothing is sent to the exposed person or her home: no letter, text message, mail or "
        "Digital Post. Others may read along. Use the safe way of contact, in person or by phone."
    )


class NotOfCase(Refused):
    message = _("This person is not one of the case.")


class PlannedInPast(Refused):
    message = _("A plan is for a time to come. Has it happened already? Then record it.")


class HappenedInFuture(Refused):
    message = _("What has happened can't be later than now.")


@transaction.atomic
@sight.kept
def plan_contact(
    case: Case,
    *,
    by: User,
    at: datetime,
    person: Person | None,
    way: str,
    about: str,
    planned_for: datetime,
    purpose: str,
    interpreter: Mapping[str, Any] | None = None,
) -> PersonContact:
    """Plan a contact; it becomes a task of who plans it.

    Raises ContactLocked about the concern with a locked person (LR1), NeverInWriting to the
    exposed person or her home (R40), ForbiddenInterpreter, PlannedInPast.
    """
    case = Case.objects.lock(case)
    permissions.require_edit(by, case)
    require_open(case.status)
    _require_of_case(case, person)
    if breach := breaches.of(case, person, way, about):
        raise NeverInWriting if breach == Despite.WRITING else ContactLocked
    if planned_for < at:
        raise PlannedInPast
    use = plan_interpreter(case, interpreter, by=by, at=at) if interpreter else None
    day = local_day(planned_for)
    contact = PersonContact.objects.create(
        case=case,
        person=person,
        way=way,
        about=about,
        planned_for=planned_for,
        purpose=purpose or None,
        interpreter=use,
        task=deadlines.add_task(case, kinds.CONTACT, owner=by, due_on=day, at=at),
        made_at=at,
        made_by=by,
    )
    trail.record(case, "cases.contact_planned", by=by, at=at, **_details(contact))
    deadlines.refresh(case)
    return contact


@transaction.atomic
@sight.kept
def record_contact(
    case: Case,
    *,
    by: User,
    at: datetime,
    person: Person | None,
    way: str,
    about: str,
    initiative: str,
    happened_at: datetime,
    text: str,
    interpreter: Mapping[str, Any] | None = None,
) -> PersonContact:
    """Record a contact that happened, whatever it was and however the case stands.

    What should not have happened is marked, alerts the holder and asks for a new assessment.
    Raises HappenedInFuture, and nothing else.
    """
    case = Case.objects.lock(case)
    permissions.require_edit(by, case)
    _require_of_case(case, person)
    contact = PersonContact(case=case, person=person, made_at=at, made_by=by)
    return _happen(
        contact,
        by=by,
        at=at,
        interpreter=interpreter,
        way=way,
        about=about,
        initiative=initiative,
        happened_at=happened_at,
        text=text,
    )


@transaction.atomic
@sight.kept
def hold_contact(
    contact: PersonContact,
    *,
    by: User,
    at: datetime,
    way: str,
    about: str,
    initiative: str,
    happened_at: datetime,
    text: str,
    interpreter: Mapping[str, Any] | None = None,
) -> PersonContact:
    """Record that a planned contact was held, and what it came to be about.

    Raises WrongState when it was held or dropped already, HappenedInFuture.
    """
    case = Case.objects.lock(contact.case)
    permissions.require_edit(by, case)
    contact = _lock(contact)
    contact.case = case
    return _happen(
        contact,
        by=by,
        at=at,
        interpreter=interpreter,
        way=way,
        about=about,
        initiative=initiative,
        happened_at=happened_at,
        text=text,
    )


@transaction.atomic
@sight.kept
def drop_contact(contact: PersonContact, *, by: User, at: datetime, reason: str) -> PersonContact:
    """Drop a planned contact; raises NeedsReason, and WrongState when it is not open any more."""
    case = Case.objects.lock(contact.case)
    permissions.require_edit(by, case)
    require_open(case.status)
    contact = _lock(contact)
    contact.case = case
    if not reason.strip():
        raise NeedsReason(_("Say why the contact is dropped."))
    withdraw(contact, by=by, at=at, reason=reason)
    deadlines.refresh(case)
    return contact


@transaction.atomic
@sight.kept
def record_silence(
    case: Case, *, by: User, at: datetime, person: Person | None, since: datetime, text: str
) -> PersonContact:
    """Record that nobody has heard of a person since a time: it alarms as a forbidden talk does."""
    case = Case.objects.lock(case)
    permissions.require_edit(by, case)
    _require_of_case(case, person)
    if since > at:
        raise HappenedInFuture
    contact = PersonContact.objects.create(
        case=case,
        person=person,
        kind=PersonContact.Kind.SILENCE,
        happened_at=since,
        text=text or None,
        made_at=at,
        made_by=by,
        recorded_at=at,
        recorded_by=by,
    )
    _alarm(contact, "cases.silence_recorded", by=by, at=at)
    return contact


def withdraw(contact: PersonContact, *, by: User, at: datetime, reason: str) -> None:
    """Drop an open plan and its task; runs in the transaction of why it is dropped."""
    contact.dropped_at, contact.dropped_by, contact.drop_reason = at, by, reason
    contact.save(update_fields=["dropped_at", "dropped_by", "drop_reason"])
    if contact.task is not None and contact.task.is_open:
        duedates.withdraw(contact.task, at=at, reason="dropped")
    trail.record(contact.case, "cases.contact_dropped", by=by, at=at, **_details(contact))


def _happen(
    contact: PersonContact,
    *,
    by: User,
    at: datetime,
    interpreter: Mapping[str, Any] | None,
    **happened: Any,
) -> PersonContact:
    """Write what happened onto a contact, new or planned, and alarm where it should not have."""
    if happened["happened_at"] > at:
        raise HappenedInFuture
    for field, value in happened.items():
        setattr(contact, field, value)
    case = contact.case
    contact.despite = breaches.of(case, contact.person, contact.way, contact.about)
    contact.recorded_at, contact.recorded_by = at, by
    if interpreter:
        contact.interpreter = record_interpreter(case, interpreter, by=by, at=at)
    # Of a plan the rest stays as it was made; the database refuses to change it.
    contact.save(update_fields=[*happened, *_BY_HAPPENING] if contact.pk else None)
    if contact.task is not None and contact.task.is_open:
        duedates.finish(contact.task, at=at)
    if contact.despite:
        _alarm(contact, "cases.contact_despite", by=by, at=at)
    else:
        trail.record(case, "cases.contact_recorded", by=by, at=at, **_details(contact))
    deadlines.refresh(case)
    return contact


def _require_of_case(case: Case, person: Person | None) -> None:
    if person is not None and person.case_id != case.pk:
        raise NotOfCase


def _alarm(contact: PersonContact, verb: str, *, by: User, at: datetime) -> None:
    """Alert the holder at once, and ask for a new assessment; a closed case has no new tasks."""
    case = contact.case
    event = trail.record(case, verb, by=by, at=at, **_details(contact))
    tell(case, case.holder, f"event:{event.pk}", at=at, kind="look_at_once", urgent=True)
    if case.status == CaseStatus.CLOSED or deadlines.is_open(case, kinds.REASSESS_RISK):
        return
    owner, day = case.handler or case.holder, deadlines.next_weekday(at)
    deadlines.add_task(case, kinds.REASSESS_RISK, owner=owner, due_on=day, at=at)
    deadlines.refresh(case)


def _lock(contact: PersonContact) -> PersonContact:
    found = PersonContact.objects.select_for_update(of=("self",)).select_related("task", "person")
    contact = found.get(pk=contact.pk)
    if not contact.is_open:
        raise WrongState
    return contact


def _details(contact: PersonContact) -> dict[str, Any]:
    return {
        "contact": contact.pk,
        "person": contact.person_id,
        "way": contact.way,
        "about": contact.about,
        "despite": contact.despite,
    }
