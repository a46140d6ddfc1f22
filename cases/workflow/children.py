"""Each other child in the family is considered, one by one (R41, R76)."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.deadlines import duedates
from beredskab.errors import NeedsReason, Refused
from beredskab.timelimits import local_day
from cases import children, deadlines, kinds, permissions
from cases.choices import Channel, NotifierKind, Source
from cases.models import Case, CaseLink, ChildLine, Concern, Person
from cases.querysets.contacts import other_children
from cases.states import WrongState, require_open
from cases.workflow import sight
from cases.workflow.registration import register_received

Answer = ChildLine.Answer


class AlreadyRegistered(Refused):
    message = _("A concern about this child is registered already.")


@transaction.atomic
@sight.kept
def consider_child(
    person: Person, *, by: User, at: datetime, answer: str, grounds: str, acute: str = "unknown"
) -> ChildLine:
    """Say of another child whether there is a concern about it too.

    Yes registers a concern of its own, with its own 24 hours and case, linked to this one; unknown
    is asked again; no makes none. Raises NeedsReason without grounds, WrongState for who is no
    other child of the case.
    """
    case = Case.objects.lock(person.case)
    permissions.require_register_on(by, case)
    require_open(case.status)
    child = other_children(case).filter(pk=person.pk).first()
    if child is None:
        raise WrongState
    if child.child_lines.filter(answer=Answer.YES).exists():
        raise AlreadyRegistered
    concern = None
    if answer == Answer.YES:
        _require_grounds(grounds)
        concern = _register(child, case, by=by, at=at, grounds=grounds, acute=acute)
    return _say(case, child, answer, grounds, concern, by=by, at=at)


@transaction.atomic
@sight.kept
def know_no_children(case: Case, *, by: User, at: datetime, grounds: str) -> ChildLine:
    """Say that no other children are known; raises WrongState when there are some."""
    case = Case.objects.lock(case)
    permissions.require_register_on(by, case)
    require_open(case.status)
    if other_children(case).exists():
        raise WrongState
    return _say(case, None, Answer.NONE, grounds, None, by=by, at=at)


def _say(
    case: Case,
    person: Person | None,
    answer: str,
    grounds: str,
    concern: Concern | None,
    *,
    by: User,
    at: datetime,
) -> ChildLine:
    _require_grounds(grounds)
    line = ChildLine.objects.create(
        case=case,
        person=person,
        answer=answer,
        grounds=grounds,
        concern=concern,
        said_at=at,
        said_by=by,
    )
    key = person.pk if person else None
    trail.record(case, "cases.child_considered", by=by, at=at, person=key, answer=answer)
    if children.are_considered(case):
        while duedates.meet(case, kinds.SIBLINGS, at=at):
            pass
    if not deadlines.is_open(case, kinds.SIBLINGS):
        _ask_again(case, at=at)
    deadlines.refresh(case)
    return line


def _ask_again(case: Case, *, at: datetime) -> None:
    """Ask again of the child of whom nobody has known enough the longest, until it is answered."""
    unknown = children.unknown_since(case)
    if unknown is not None:
        day = local_day(unknown) + timedelta(days=kinds.ASK_AGAIN_DAYS)
        owner = case.handler or case.holder
        due_on = max(day, local_day(at))
        deadlines.add_task(case, kinds.SIBLINGS, owner=owner, due_on=due_on, at=at)


def _register(
    person: Person, case: Case, *, by: User, at: datetime, grounds: str, acute: str
) -> Concern:
    """Register the concern about the child from what is known, and link the two cases."""
    concern = register_received(
        by=by,
        at=at,
        received_at=at,
        answers={"acute": acute, "persons": [_known(person, at)], "words": grounds},
        source=Source.CASEWORKER,
        channel=Channel.IN_PERSON,
        notifier=by,
        notifier_kind=NotifierKind.PROFESSIONAL,
        beside=case,
    )
    found = concern.case_ties.order_by("pk")[0].case
    if found.pk != case.pk:
        first, second = sorted((case, found), key=lambda one: one.pk)
        kind = CaseLink.Kind.SIBLING if case.is_minor else CaseLink.Kind.PARENT
        CaseLink.objects.get_or_create(
            first=first,
            second=second,
            defaults={"kind": kind, "linked_at": at, "linked_by": by},
        )
    return concern


def _known(person: Person, at: datetime) -> dict[str, Any]:
    """What is known of the child, as a concern has it."""
    age = person.age(local_day(at))
    return {
        "name": person.name or "",
        "cpr": person.cpr or "",
        "gender": person.gender,
        "born_on": person.born_on.isoformat() if person.born_on else "",
        "stated_age": None if person.born_on else age,
        "age_unknown": age is None,
        # A protected address is not carried on to other readers (LR19).
        "address": "" if person.address_protection else person.address or "",
    }


def _require_grounds(grounds: str) -> None:
    if not grounds.strip():
        raise NeedsReason(_("Say what you build it on."), field="grounds")
