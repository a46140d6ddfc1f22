"""Which decisions weighed a recommendation, for who may read them in the case (R97).

The authority reads what was decided and why it deviates; the coordinator only whether it follows.
At the table nobody reads of it: a decision belongs to the case.
"""

from collections.abc import Collection
from typing import Any

from django.utils.formats import date_format

from beredskab.accounts.models import User
from beredskab.timelimits import local_day
from cases import visibility
from cases.models import Case, Measure
from cases.visibility import Part
from infohus.models import Recommendation


def of(row: Recommendation, user: User) -> list[dict[str, Any]]:
    """The decisions on a recommendation, the first one first."""
    case = row.item.case
    if not Case.objects.visible_to(user).filter(pk=case.pk).exists():
        return []
    return rows(row, visibility.parts(user, case))


def rows(row: Recommendation, seen: Collection[Part]) -> list[dict[str, Any]]:
    """The same, for somebody who sees these parts of the case."""
    if Part.INFOHUS not in seen:
        return []
    return [
        {"row": one, "words": _words(one) if Part.RISK in seen else ""}
        for one in row.decisions.all()
    ]


def measure_words(measure: Measure) -> str:
    """Which measure it is: its kind and the day of its decision."""
    day = date_format(local_day(measure.decided_at), "j. F Y")
    return f"{measure.get_kind_display()}, {day}"


def _words(one: Any) -> str:
    return str(one.measure.get_kind_display() if one.measure else one.what)
