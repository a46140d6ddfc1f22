"""An edition comes into being, or is thrown away before the council saw it."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beredskab.accounts.models import User
from beredskab.errors import Refused
from beredskab.plan import permissions, states
from beredskab.plan.models import Edition, Section, SectionVersion
from beredskab.plan.states import EditionStatus, WrongState
from beredskab.plan.workflow.telling import record, settle

_ADOPTION = ("adopted_on", "adopted_body", "adopted_case", "adopted_minutes")


class AlreadyInWork(Refused):
    message = gettext_lazy("Somebody has begun it already. Write in that one.")


class NothingToCorrect(Refused):
    message = gettext_lazy("No edition is in force that could be corrected.")


@transaction.atomic
def begin_edition(*, by: User, at: datetime) -> Edition:
    """Begin the next edition: the text in force, or an empty one.

    Raises AlreadyInWork if one is begun.
    """
    permissions.require_edit(by)
    if Edition.objects.in_work().filter(correction=0).exists():
        raise AlreadyInWork
    former = Edition.objects.in_force().first()
    number = Edition.objects.aggregate(last=Max("number"))["last"] or 0
    edition = _begin(
        number=number + 1,
        title=former.title if former else _("Preparedness plan"),
        themes=former.themes if former else [],
        begun_at=at,
        edited_at=at,
    )
    if former:
        _copy_sections(former, edition, at)
    record(edition, "edition_begun", by=by, at=at)
    return edition


@transaction.atomic
def begin_correction(*, by: User, at: datetime) -> Edition:
    """Begin a correction of the edition in force: its text and its adoption.

    Raises NothingToCorrect without an edition in force, AlreadyInWork if one is begun.
    """
    permissions.require_edit(by)
    former = Edition.objects.in_force().first()
    if former is None:
        raise NothingToCorrect
    if Edition.objects.in_work().filter(correction__gt=0).exists():
        raise AlreadyInWork
    last = Edition.objects.filter(number=former.number).aggregate(last=Max("correction"))["last"]
    edition = _begin(
        number=former.number,
        correction=last + 1,
        corrects=former,
        title=former.title,
        themes=former.themes,
        begun_at=at,
        edited_at=at,
        **{field: getattr(former, field) for field in _ADOPTION},
    )
    _copy_sections(former, edition, at)
    record(edition, "correction_begun", by=by, at=at)
    return edition


@transaction.atomic
def discard(edition: Edition, *, by: User, at: datetime) -> None:
    """Throw away an edition that was never adopted; the trail keeps that there was one."""
    found = Edition.objects.lock(edition)
    permissions.require_edit(by)
    if found is None:
        raise WrongState
    states.require_discardable(found.status)
    if found.status != EditionStatus.DRAFT:
        # The database lets only a draft go.
        found.status, found.approved_at, found.approved_by = EditionStatus.DRAFT, None, None
        found.save(update_fields=["status", "approved_at", "approved_by"])
    settle(found, at=at)
    record(found, "draft_discarded", by=by, at=at)
    found.delete()


def _begin(**fields: Any) -> Edition:
    """Make an edition; of two who begin at the same moment, the database lets one."""
    try:
        with transaction.atomic():
            return Edition.objects.create(**fields)
    except IntegrityError as error:
        raise AlreadyInWork from error


def _copy_sections(former: Edition, edition: Edition, at: datetime) -> None:
    copies = Section.objects.bulk_create(
        Section(
            edition=edition,
            key=one.key,
            position=one.position,
            level=one.level,
            title=one.title,
            text=one.text,
            edited_at=at,
        )
        for one in former.sections.all()
    )
    SectionVersion.objects.bulk_create(
        SectionVersion(section=one, number=1, title=one.title, text=one.text, at=at)
        for one in copies
    )
