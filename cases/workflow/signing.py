"""Two signatures: the adviser's counts at once, the leader is asked for hers afterwards (R61)."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.deadlines import duedates
from beredskab.errors import Refused
from cases import deadlines, permissions
from cases.models import Case
from cases.models.signatures import Countersigned
from cases.states import WrongState, require_open
from cases.workflow.acute import become_acute
from cases.workflow.telling import countersigner, tell


class NewerVersion(Refused):
    message = _("There is a newer version. Read it before you sign.")


def ask_leader(case: Case, kind: str, *, by: User, at: datetime, key: str) -> None:
    """Give the leader the task of signing too, in place of an older one, and tell her at once.

    Runs inside the caller's transaction, on a locked case.
    """
    duedates.cancel(case, kind, at=at, reason="newer_version")
    leader = countersigner(case, at=at, signed_by=by)
    if leader is None:
        return
    deadlines.add_task(case, kind, owner=leader, due_on=deadlines.next_weekday(at), at=at)
    tell(case, leader, key, at=at, kind="signature_awaited", urgent=case.acute)


def add_signature(
    signed: Countersigned, case: Case, kind: str, *, by: User, at: datetime, remark: str
) -> None:
    """Put the leader's name beside the adviser's on the newest version of a locked case.

    Raises PermissionDenied for who signed it first or doesn't lead the unit; WrongState when it
    is signed already; NewerVersion.
    """
    permissions.require_countersign(by, case, signed)
    require_open(case.status)
    if not signed.awaits_leader:
        raise WrongState
    versions: Any = type(signed)
    if versions.objects.filter(case=case, number__gt=signed.number).exists():
        raise NewerVersion
    signed.countersigned_at, signed.countersigned_by = at, by
    signed.countersign_remark = remark or None
    fields = ["countersigned_at", "countersigned_by", "countersign_remark"]
    signed.save(update_fields=fields)
    duedates.meet(case, kind, at=at)


def tell_of_remark(case: Case, verb: str, *, by: User, at: datetime, remark: str) -> None:
    """Leave the trail of a countersignature, and tell the holder where it says something."""
    event = trail.record(case, verb, by=by, at=at)
    if remark and case.holder_id != by.pk:
        tell(case, case.holder, f"event:{event.pk}", at=at, kind="case_countersigned")
    deadlines.refresh(case)


def make_acute(case: Case, *, by: User, at: datetime, key: str) -> None:
    """Make a locked case acute at once on one signature, and tell who has the duty to act."""
    become_acute(case, at=at)
    if case.holder_id != by.pk:
        tell(case, case.holder, key, at=at, kind="case_judged_acute", urgent=True)
