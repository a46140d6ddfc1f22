"""Who interprets: never somebody of the family, its network or the local area."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.errors import Refused
from cases.models import Case, InterpreterUse
from cases.models.interpreter import FORBIDDEN_TIES
from cases.workflow.telling import tell


class ForbiddenInterpreter(Refused):
    message = _(
        "Never an interpreter from the family, its network or the local area: what is said would "
        "reach the family. Order one from outside, by phone if need be."
    )


def plan_interpreter(
    case: Case, known: Mapping[str, Any], *, by: User, at: datetime
) -> InterpreterUse:
    """Write down who is to interpret; runs in the transaction of the talk that is planned.

    Raises ForbiddenInterpreter when she is of the family, its network or the local area.
    """
    if known["tie"] in FORBIDDEN_TIES:
        raise ForbiddenInterpreter
    return _write(case, known, by=by, at=at, is_planned=True)


def record_interpreter(
    case: Case, known: Mapping[str, Any], *, by: User, at: datetime
) -> InterpreterUse:
    """Write down who interpreted, whoever it was; who holds the duty is alerted if need be.

    Runs in the transaction of the talk or contact that it belongs to.
    """
    use = _write(case, known, by=by, at=at, is_planned=False)
    if use.is_forbidden:
        event = trail.record(case, "cases.interpreter_forbidden", by=by, at=at, tie=use.tie)
        tell(case, case.holder, f"event:{event.pk}", at=at, kind="look_at_once", urgent=True)
    return use


def _write(
    case: Case, known: Mapping[str, Any], *, by: User, at: datetime, is_planned: bool
) -> InterpreterUse:
    return InterpreterUse.objects.create(
        case=case,
        is_planned=is_planned,
        name=known.get("name") or None,
        language=known.get("language") or None,
        tie=known["tie"],
        made_at=at,
        made_by=by,
    )
