"""The door to the trail, and the only importer of auditlog."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from auditlog.registry import auditlog  # noqa: TID251  this is the door
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connections, models, transaction
from django.http import HttpRequest

from beredskab.audit.models import AuditEvent, LookUp

ALIAS = "audit"


class OutsideTransactionError(RuntimeError):
    """A change and its entry stand or fall together; the entry was asked for outside one."""


def record(
    subject: models.Model,
    verb: str,
    *,
    by: AbstractBaseUser | None,
    at: datetime,
    **details: Any,
) -> AuditEvent:
    """Write that something was done to `subject`; `by` None means the system.

    Raises OutsideTransactionError unless it runs inside the transaction of the change.
    """
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransactionError(verb)
    return AuditEvent.objects.create(
        at=at,
        verb=verb,
        actor_id=by.pk if by else None,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        reference=getattr(subject, "reference", ""),
        details=details,
    )


def look(
    user: Any,
    verb: str,
    *,
    shown: Sequence[models.Model] = (),
    reference: str = "",
    purpose: str = "",
    request: HttpRequest | None = None,
    search_hash: str = "",
    count: int | None = None,
) -> None:
    """Write that `user` is about to be shown something; committed when this returns.

    Raises a database error if it can't be written: then nothing may be shown.
    """
    _write(
        user,
        verb,
        LookUp.Result.SHOWN,
        request=request,
        subject_type=shown[0]._meta.label_lower if shown else "",
        subject_ids=[row.pk for row in shown],
        reference=reference or (getattr(shown[0], "reference", "") if len(shown) == 1 else ""),
        purpose=purpose,
        search_hash=search_hash,
        count=count,
    )


def refuse(
    user: Any,
    verb: str,
    *,
    reference: str = "",
    request: HttpRequest | None = None,
    reason: str = "",
    search_hash: str = "",
) -> None:
    """Write that `user` was refused something, whether it exists or not."""
    _write(
        user,
        verb,
        LookUp.Result.REFUSED,
        request=request,
        reference=reference[:16],
        purpose=reason[:200],
        search_hash=search_hash,
    )


def _write(
    user: Any, verb: str, result: str, *, request: HttpRequest | None, **fields: Any
) -> None:
    if request is not None:
        match = request.resolver_match
        fields["route"] = (match.view_name or "")[:80] if match else ""
        session_key = getattr(request.session, "session_key", None) or ""
        if session_key:
            fields["session"] = hashlib.sha256(session_key.encode()).hexdigest()[:16]
    actor_id = user.pk if user is not None and user.is_authenticated else None
    LookUp.objects.using(ALIAS).create(verb=verb, result=result, actor_id=actor_id, **fields)


def events_about(*subjects: tuple[str, Iterable[int]]) -> models.QuerySet[AuditEvent]:
    """What was done to the given (label, keys), newest first, with who did it."""
    condition = models.Q(pk__in=[])
    for label, keys in subjects:
        condition |= models.Q(subject_type=label, subject_id__in=list(keys))
    return AuditEvent.objects.filter(condition).select_related("actor")


def looks_at(subject: models.Model) -> models.QuerySet[LookUp]:
    """Who was shown `subject`, alone or in a list, or refused it by its reference; newest first."""
    shown = models.Q(subject_type=subject._meta.label_lower, subject_ids__contains=[subject.pk])
    named = models.Q(reference=getattr(subject, "reference", ""))
    return LookUp.objects.filter(shown | named).select_related("actor")


def follow(model: type[models.Model], *, fields: Sequence[str]) -> None:
    """Let auditlog follow these non-personal fields of a model, and nothing else of it."""
    auditlog.register(model, include_fields=list(fields))


def is_writable() -> bool:
    """Whether look-ups can be written now; what can't be written is not shown."""
    with connections[ALIAS].cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('audit_lookup', 'INSERT')")
        return bool(cursor.fetchone()[0])
