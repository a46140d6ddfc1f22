"""Which of the standing rules on contact a contact breaks (R39, R40)."""

from cases import locks
from cases.choices import PersonRole, Relation
from cases.models import Case, Person, PersonContact
from cases.models.contact import UNDER_LOCK, WRITTEN, ContactAbout

Despite = PersonContact.Despite
# Who most likely lives where the exposed person lives.
_HOME_ROLES = {PersonRole.CUSTODY_HOLDER, PersonRole.OTHER_CHILD, PersonRole.SPOUSE}
_HOME_RELATIONS = {
    Relation.MOTHER,
    Relation.FATHER,
    Relation.CARER,
    Relation.SIBLING,
    Relation.SPOUSE,
    Relation.IN_LAWS,
}


def of(case: Case, person: Person | None, way: str, about: str) -> str:
    """Which of the standing rules forbids such a contact; empty when none does."""
    if way in WRITTEN and _reaches_exposed(case, person, about):
        return Despite.WRITING
    if about not in UNDER_LOCK:
        return ""
    is_locked = locks.is_family_locked(case) if person is None else locks.is_locked(person)
    return Despite.LOCK if is_locked else ""


def _reaches_exposed(case: Case, person: Person | None, about: str) -> bool:
    """Whether what is written can reach the exposed person, or lie about in her home (R40).

    About another matter a named person of the family may be written to, as always.
    """
    if person is None or person.pk == case.exposed_id:
        return True
    if about == ContactAbout.OTHER:
        return False
    held = person.roles.all()
    return any(one.role in _HOME_ROLES or one.relation in _HOME_RELATIONS for one in held)
