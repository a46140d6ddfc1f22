"""Who of a case has a safe way of contact."""

from cases.models import Case, Person

_FIELDS = ("safe_phone", "safe_hours", "safe_word", "safe_never", "safe_contact")


def of(case: Case) -> list[Person]:
    """The exposed person, and as each joined case knew her (R40), where there is a safe way.

    Past the gate of the joined cases on purpose: who calls must know who may never answer.
    """
    persons = [case.exposed]
    if getattr(case, "has_joined", False):
        others = Case.objects.with_joined(case).exclude(pk=case.pk).select_related("exposed")
        persons += [one.exposed for one in others.order_by("pk")]
    return [person for person in persons if person and _has_safe_contact(person)]


def _has_safe_contact(person: Person) -> bool:
    return any(getattr(person, field, None) for field in _FIELDS)
