"""Cases that belong together: joined where they are about one person, else linked."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.deadlines import duedates
from beredskab.deadlines.models import FREE, Deadline
from beredskab.errors import Refused
from cases import deadlines, kinds, permissions
from cases.choices import Category, ClosingOutcome
from cases.models import Case, CaseLink, ConcernCase
from cases.states import CaseStatus, require_open
from cases.workflow import duty, sight
from cases.workflow.closure import close_period
from cases.workflow.infohus import ask_to_contact
from cases.workflow.progress import note_assessed
from cases.workflow.telling import blocked, countersigner, tell

# As long as nothing but the concern and its assessment is in a case, it can be joined to another.
FRESH = frozenset({CaseStatus.RECEIVED, CaseStatus.ASSESSED})


class SameCase(Refused):
    message = _("It is the same case.")


class OtherAge(Refused):
    message = _(
        "One of the cases is about somebody under 18, the other about an adult. They have "
        "different rules, so link them instead."
    )


class WorkHasBegun(Refused):
    message = _("Work has begun in this case. Join the other one to it instead.")


class BarredDiffers(Refused):
    message = _(
        "Somebody is barred from this case and not from the other. A leader bars her there first."
    )


class LinkedAlready(Refused):
    message = _("The cases are linked already.")


@transaction.atomic
def join_case(case: Case, *, into: Case, by: User, at: datetime) -> Case:
    """Move the concerns of a case to another about the same person, and close it as a duplicate.

    Nothing is copied but the protection of her address: each concern keeps its own 24 hours, its
    assessment and its answers, and whoever has the duty to act in the other case owes them from
    now on. What else stands in the case stays there to be read.
    Raises SameCase, OtherAge, WorkHasBegun, BarredDiffers.
    """
    case, into = _lock_both(case, into)
    for one in (case, into):
        permissions.require_join(by, one)
        require_open(one.status)
    _require_joinable(case, into)
    concerns = _move_concerns(case, into, at=at)
    _move_tasks(case, into)
    _merge(case, into)
    _protect(case, into, by=by, at=at)
    _close(case, into, by=by, at=at)
    ask_to_contact(into, at=at)
    trail.record(case, "cases.joined", by=by, at=at, into=into.reference, concerns=concerns)
    here = {"joined": case.reference, "concerns": concerns}
    event = trail.record(into, "cases.joined_here", by=by, at=at, **here)
    if into.holder_id != by.pk:
        key = f"event:{event.pk}"
        tell(into, into.holder, key, at=at, kind="concern_moved", urgent=into.acute)
    for one in (case, into):
        deadlines.refresh(one)
    return into


@transaction.atomic
@sight.kept
def link_cases(case: Case, *, other: Case, by: User, at: datetime, kind: str) -> CaseLink:
    """Say that the persons of two cases are siblings, parent and child, or spouses.

    It opens neither case to anybody. Raises SameCase, LinkedAlready.
    """
    case, other = _lock_both(case, other)
    for one in (case, other):
        permissions.require_edit(by, one)
        require_open(one.status)
    if case.pk == other.pk:
        raise SameCase
    first, second = sorted((case, other), key=lambda one: one.pk)
    if CaseLink.objects.filter(first=first, second=second).exists():
        raise LinkedAlready
    link = CaseLink.objects.create(
        first=first, second=second, kind=kind, linked_at=at, linked_by=by
    )
    for one in (case, other):
        trail.record(one, "cases.linked", by=by, at=at, link=link.pk, kind=kind)
    return link


def _lock_both(case: Case, other: Case) -> tuple[Case, Case]:
    """Hold both in the order of their keys, so that two who cross don't wait for each other."""
    held = {one.pk: Case.objects.lock(one) for one in sorted((case, other), key=lambda o: o.pk)}
    return held[case.pk], held[other.pk]


def _require_joinable(case: Case, into: Case) -> None:
    if case.pk == into.pk:
        raise SameCase
    if case.is_minor != into.is_minor:
        raise OtherAge
    owed = Deadline.objects.of(case).open().exclude(kind__startswith=FREE)
    if case.reached not in FRESH or owed.exists():
        raise WorkHasBegun
    if not blocked(case) <= blocked(into):
        raise BarredDiffers


def _move_concerns(case: Case, into: Case, *, at: datetime) -> list[str]:
    """Move the ties with what is owed for them; return the references of the concerns."""
    moved = []
    there = set(into.concern_ties.values_list("concern_id", flat=True))
    for tie in ConcernCase.objects.filter(case=case).select_related("concern"):
        moved.append(tie.concern.reference)
        if tie.concern_id in there:
            # One concern named the person twice: the other tie carries its assessment.
            duedates.cancel(tie, kinds.ASSESSMENT, at=at, reason="joined")
            continue
        tie.case = into
        tie.save(update_fields=["case"])
        duedates.carry(tie, reference=into.reference, path=into.get_absolute_url(), unit=into.unit)
        duedates.carry(
            tie.concern,
            reference=into.reference,
            path=tie.concern.get_absolute_url(),
            unit=into.unit,
            former=case.reference,
        )
        _hand_over(tie, case, into, at=at)
    return moved


def _hand_over(tie: ConcernCase, case: Case, into: Case, *, at: datetime) -> None:
    """What the former holder owed is owed by the holder of the other case."""
    for deadline in Deadline.objects.filter(deadlines.about(into)).open():
        is_of_tie = deadline.subject in (tie, tie.concern)
        if is_of_tie and deadline.owner_id == case.holder_id:
            duedates.give(deadline, owner=into.holder)
    duedates.reassign(tie, kinds.ASSESSMENT, owner=into.holder, at=at)
    if case.unit_id != into.unit_id:
        leader = countersigner(into, at=at)
        duedates.reassign(tie, kinds.COUNTERSIGN, owner=leader, at=at)


def _move_tasks(case: Case, into: Case) -> None:
    """Tasks go along; whose owner can't see the other case, goes to who has the duty to act."""
    for task in Deadline.objects.of(case).open().select_related("owner"):
        owner = task.owner if task.owner_id != case.holder_id else None
        if owner is None or not permissions.can_see(owner, into):
            duedates.give(task, owner=into.holder)
    path = into.get_absolute_url()
    duedates.carry(case, onto=into, reference=into.reference, path=path, unit=into.unit)


def _merge(case: Case, into: Case) -> None:
    """What is acute or settled in the one is so in the other."""
    into.acute = into.acute or case.acute
    settled = [key for key in (*into.categories, *case.categories) if key != Category.UNSETTLED]
    into.categories = list(dict.fromkeys(settled)) or [Category.UNSETTLED]
    into.save(update_fields=["acute", "categories"])
    if into.is_minor:
        note_assessed(into)


def _protect(case: Case, into: Case, *, by: User, at: datetime) -> None:
    """An address that is protected in the one is no less so in the other (LR19)."""
    here, there = case.exposed, into.exposed
    if here is None or there is None or there.address_protection or not here.address_protection:
        return
    task, here.protection_task = here.protection_task, None
    here.save(update_fields=["protection_task"])
    there.address_protection, there.protected_until = here.address_protection, here.protected_until
    there.protection_task = task
    there.save(update_fields=["address_protection", "protected_until", "protection_task"])
    protection = there.address_protection
    trail.record(
        into, "cases.address_protected", by=by, at=at, person=there.pk, protection=protection
    )


def _close(case: Case, into: Case, *, by: User, at: datetime) -> None:
    case.status, case.joined_into = CaseStatus.CLOSED, into
    case.closed_at, case.closed_by = at, by
    case.acute = case.awaits_assessment = False
    case.offered_to = case.offered_at = case.offer_ends_at = case.closing_proposed_at = None
    case.save(
        update_fields=[
            "closing_proposed_at",
            "status",
            "joined_into",
            "closed_at",
            "closed_by",
            "acute",
            "awaits_assessment",
            "offered_to",
            "offered_at",
            "offer_ends_at",
        ]
    )
    duty.end(case, at=at)
    # A duplicate ends without gates (R25); its grounds are where it went on.
    outcome, grounds = ClosingOutcome.IN_ERROR, into.reference
    close_period(case, outcome=outcome, grounds=grounds, signed_by=by, reviewed_by=by, at=at)
