"""What must be there before a case can be closed; one of the few places where order is a gate."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.models import Case


@dataclass(frozen=True)
class Gate:
    """Something that closing waits for: what it is called, where it is done, whether it is.

    `is_passed` asks at most one query. `url_name` takes the reference of the case.
    """

    key: str
    label: str | Promise
    url_name: str
    is_passed: Callable[[Case], bool]


def _has_offered_advice(case: Case) -> bool:
    """Of an adult: that she was offered advice, or why that was not safe (R74)."""
    return case.is_minor or case.advice_offers.filter(person=case.exposed).exists()


GATES: tuple[Gate, ...] = (
    Gate("advice", _("Advice and guidance offered"), "case_advice", _has_offered_advice),
)


def missing(case: Case) -> list[Gate]:
    """What closing the case still waits for, in the order in which it is usually done."""
    return [gate for gate in GATES if not gate.is_passed(case)]
