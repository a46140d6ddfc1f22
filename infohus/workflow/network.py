"""The coordinator notes what the network and PSP tell her."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.errors import Refused
from beredskab.municipality.models import Unit
from beredskab.timelimits import local_day
from cases import anonymity
from cases.anonymity import Trace
from cases.models import Case
from cases.permissions import require_see
from infohus import permissions
from infohus.choices import NoteKind
from infohus.models import NetworkNote, PspNote
from infohus.workflow.holding import InTheFuture
from infohus.workflow.locking import lock_cases

# What no general note holds; looked for by pattern alone: a look at real cases would tell of them.
# Telephone numbers may stand: a note on an activity tells whom to ring (R102 names these two).
NEVER = (Trace.CPR, Trace.REFERENCE)


class NamesSomebody(Refused):
    message = _("The note holds what looks like a CPR number or a case. Write in general.")


class OneAuthority(Refused):
    message = _("Choose exactly one who is responsible: an authority, or a unit.")


@transaction.atomic
def note_of_network(
    *, by: User, at: datetime, kind: NoteKind | str, happened_on: date, text: str
) -> NetworkNote:
    """Note a trend or an activity without persons (R102, R118).

    Raises NamesSomebody, InTheFuture.
    """
    permissions.require_convene(by)
    if happened_on > local_day(at):
        raise InTheFuture
    if any(trace in NEVER for trace in anonymity.found_in(text)):
        raise NamesSomebody
    note = NetworkNote.objects.create(
        kind=kind, happened_on=happened_on, text=text.strip(), noted_at=at, noted_by=by
    )
    trail.record(note, "infohus.network_noted", by=by, at=at, kind=kind)
    return note


@transaction.atomic
def note_of_psp(
    case: Case,
    *,
    by: User,
    at: datetime,
    agreed_on: date,
    text: str,
    seat: str = "",
    unit: Unit | None = None,
) -> PspNote:
    """Note what was agreed of a case, and the one who is responsible (R107).

    Raises OneAuthority, InTheFuture.
    """
    permissions.require_convene(by)
    (case,) = lock_cases([case])
    require_see(by, case)
    if bool(seat) == bool(unit):
        raise OneAuthority
    if agreed_on > local_day(at):
        raise InTheFuture
    note = PspNote.objects.create(
        case=case,
        agreed_on=agreed_on,
        text=text.strip(),
        seat=seat,
        unit=unit,
        noted_at=at,
        noted_by=by,
    )
    trail.record(case, "infohus.psp_noted", by=by, at=at, seat=seat, unit=unit and unit.pk)
    return note
