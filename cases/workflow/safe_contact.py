"""The safe way of contact is written, and corrected as a new version."""

from datetime import datetime

from django.db import transaction

from beredskab.accounts.models import User
from beredskab.audit import trail
from cases import permissions
from cases.models import Case, SafeContact
from cases.states import WrongState, require_open
from cases.workflow import sight
from cases.workflow.versions import next_number


@transaction.atomic
@sight.kept
def write_safe_contact(
    case: Case,
    *,
    by: User,
    at: datetime,
    seen: int,
    phone: str = "",
    hours: str = "",
    code_word: str = "",
    never: str = "",
    other: str = "",
) -> SafeContact:
    """Write how the exposed person can be reached; raises Changed when somebody was faster."""
    case = Case.objects.lock(case)
    permissions.require_edit(by, case)
    require_open(case.status)
    person = case.exposed
    if person is None:
        raise WrongState
    number = next_number(case.safe_contacts, seen=seen)
    written = SafeContact.objects.create(
        case=case,
        number=number,
        made_at=at,
        made_by=by,
        phone=phone or None,
        hours=hours or None,
        code_word=code_word or None,
        never=never or None,
        other=other or None,
    )
    person.safe_phone, person.safe_hours = written.phone, written.hours
    person.safe_word, person.safe_never = written.code_word, written.never
    person.safe_contact = written.other
    person.save(
        update_fields=["safe_phone", "safe_hours", "safe_word", "safe_never", "safe_contact"]
    )
    trail.record(case, "cases.safe_contact_written", by=by, at=at, number=number)
    return written
