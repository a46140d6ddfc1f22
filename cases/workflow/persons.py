"""The adviser completes who is who and what it is about."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.encryption import keyed_hash, word_hashes
from beredskab.errors import Refused
from beredskab.timelimits import local_day
from cases import birthdays, deadlines, locks, permissions
from cases.choices import Category
from cases.models import Case, Person, PersonInRole
from cases.states import require_open
from cases.workflow import sight
from cases.workflow.coming_of_age import look_at_age
from cases.workflow.examination import ask_for_siblings
from cases.workflow.new_persons import new_person
from cases.workflow.stays import ask_about_stay
from cases.workflow.versions import Changed

_TEXTS = ("name", "cpr", "gender", "safe_contact", "address", "remarks")


class LeaderLifts(Refused):
    message = _(
        "That would take the contact lock off this person. Only the leader lifts it, when the "
        "risk is assessed."
    )


@transaction.atomic
@sight.kept
def add_person(
    case: Case,
    *,
    by: User,
    at: datetime,
    roles: Sequence[str],
    relation: str = "",
    **known: Any,
) -> Person:
    """Add a person, or an unnamed group, in one or more roles (R16, R17)."""
    case = Case.objects.lock(case)
    permissions.require_edit(by, case)
    require_open(case.status)
    person = new_person(case, known, on=local_day(at), at=at)
    _set_roles(person, roles, relation)
    trail.record(case, "cases.person_added", by=by, at=at, person=person.pk, roles=list(roles))
    ask_for_siblings(case, at=at)
    deadlines.refresh(case)
    return person


@transaction.atomic
@sight.kept
def change_person(
    person: Person,
    *,
    by: User,
    at: datetime,
    roles: Sequence[str],
    relation: str = "",
    seen: str = "",
    **known: Any,
) -> Person:
    """Complete or correct what is known of a person; the trail names the fields that changed.

    `seen` is the stamp of what the writer began from. Raises Changed when that is another now,
    and LeaderLifts when a locked person would be locked no more by it (R39).
    """
    case = Case.objects.lock(person.case)
    permissions.require_edit(by, case)
    require_open(case.status)
    # What was set since the page was opened stays, the protection of her address above all.
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if seen and seen != stamp(person):
        raise Changed(person, seen=stamp(person))
    locked = locks.locked(case)
    changed = _apply(person, known, on=local_day(at))
    person.save()
    _set_roles(person, roles, relation)
    if locked - locks.locked(case):
        raise LeaderLifts
    trail.record(
        case,
        "cases.person_changed",
        by=by,
        at=at,
        person=person.pk,
        fields=changed,
        roles=list(roles),
    )
    ask_for_siblings(case, at=at)
    deadlines.refresh(case)
    if person.pk == case.exposed_id:
        look_at_age(case, at=at)
    return person


@transaction.atomic
@sight.kept
def set_categories(case: Case, *, by: User, at: datetime, categories: Sequence[str]) -> Case:
    """Settle what the case is about (R9); none chosen means not settled."""
    case = Case.objects.lock(case)
    permissions.require_edit(by, case)
    require_open(case.status)
    settled = [category for category in categories if category != Category.UNSETTLED]
    case.categories = settled or [Category.UNSETTLED]
    case.save(update_fields=["categories"])
    trail.record(case, "cases.categories_set", by=by, at=at, categories=case.categories)
    if Category.FOREIGN_STAY in settled:
        ask_about_stay(case, at=at)
        deadlines.refresh(case)
    return case


def stamp(person: Person) -> str:
    """Another one as soon as something is changed of what the page of a person changes."""
    # The safe way of contact of the exposed person has versions of its own.
    is_exposed = person.pk == person.case.exposed_id
    texts = [name for name in _TEXTS if not (is_exposed and name == "safe_contact")]
    known = [getattr(person, field) for field in (*texts, "born_on", "stated_age")]
    held = sorted(person.roles.values_list("role", "relation"))
    return keyed_hash(repr((known, held)), "person")


def _apply(person: Person, known: Mapping[str, Any], *, on: date) -> list[str]:
    changed = []
    for field in _TEXTS:
        value = known.get(field) or ("" if field == "gender" else None)
        if field in known and value != getattr(person, field):
            setattr(person, field, value)
            changed.append(field)
    if "born_on" in known:
        born_on = known["born_on"]
        born_on = date.fromisoformat(born_on) if isinstance(born_on, str) and born_on else born_on
        if (born_on or None) != person.born_on:
            person.born_on = born_on or None
            changed.append("born_on")
    if "stated_age" in known and known["stated_age"] != person.stated_age:
        person.stated_age = known["stated_age"]
        person.stated_on = on if person.stated_age is not None else None
        changed.append("stated_age")
    if person.born_on is None:
        person.born_on = birthdays.from_cpr(person.cpr)
    person.name_words = word_hashes(person.name) if person.name else []
    person.cpr_hash = keyed_hash(person.cpr, "cpr") if person.cpr else ""
    return changed


def _set_roles(person: Person, roles: Sequence[str], relation: str) -> None:
    person.roles.exclude(role__in=roles).delete()
    for role in roles:
        PersonInRole.objects.update_or_create(
            person=person, role=role, defaults={"relation": relation}
        )
