"""The council's adoption is recorded; page and PDF come into force together."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from beredskab.accounts import duty
from beredskab.accounts.models import User
from beredskab.accounts.roles import Role
from beredskab.errors import Refused
from beredskab.notices import doorbell
from beredskab.plan import permissions, rendering, revision, states
from beredskab.plan.models import Edition, PlanPdf, Section
from beredskab.plan.states import EditionStatus, WrongState
from beredskab.plan.workflow.review import lock
from beredskab.plan.workflow.telling import editors, record, settle, tell
from beredskab.timelimits import local_day

MAKE_PDF = "beredskab.plan.tasks.make_pdf"
MOST_TRIES = 3
# What was recorded can be mended until the edition is to be published.
ADOPTABLE = frozenset({EditionStatus.APPROVED, EditionStatus.ADOPTED})
ONE_TRY = timedelta(minutes=3)  # longer than a task may run


class NotAdoptedYet(Refused):
    message = _("The plan is published when the council has adopted it.")


class InTheFuture(Refused):
    message = _("The day of the adoption lies in the future.")


class BeforeApproval(Refused):
    message = _("The text was approved later than that day, so the council can't have adopted it.")


class CorrectsAnother(Refused):
    message = _("The edition that it corrects is not in force any more. Discard the correction.")


@transaction.atomic
def record_adoption(
    edition: Edition,
    *,
    by: User,
    at: datetime,
    adopted_on: date,
    adopted_body: str,
    adopted_case: str = "",
    adopted_minutes: str = "",
) -> Edition:
    """Record that the council adopted an approved edition (§ 15(3), R1), or mend what was recorded.

    Raises InTheFuture for a day that has not come, BeforeApproval for one on which the text was
    not approved yet, WrongState for a correction. The first edition may have been adopted before
    it was written into the portal.
    """
    edition = lock(edition)
    permissions.require_edit(by)
    require_adoptable(edition)
    if adopted_on > local_day(at):
        raise InTheFuture
    is_first = not Edition.objects.in_force().exists()
    approved_on = local_day(edition.approved_at) if edition.approved_at else None
    if approved_on and adopted_on < approved_on and not is_first:
        raise BeforeApproval
    edition.status = EditionStatus.ADOPTED
    edition.adopted_on, edition.adopted_body = adopted_on, adopted_body
    edition.adopted_case, edition.adopted_minutes = adopted_case, adopted_minutes
    edition.save()
    settle(edition, at=at)
    record(edition, "adopted", by=by, at=at, adopted_on=adopted_on.isoformat())
    return edition


def require_adoptable(edition: Edition) -> None:
    """Raise WrongState unless the council's adoption of the edition can be recorded."""
    if edition.is_correction or edition.status not in ADOPTABLE:
        raise WrongState


@transaction.atomic
def ask_to_publish(edition: Edition, *, by: User, at: datetime) -> Edition:
    """Fix what readers get, and let the PDF be made; with it the edition comes into force.

    Raises NotAdoptedYet before the adoption, CorrectsAnother for an outdated correction.
    """
    edition = lock(edition)
    permissions.require_edit(by)
    require_publishable(edition)
    edition.status, edition.pdf_failed_at = EditionStatus.PUBLISHING, None
    edition.pdf_tries, edition.pdf_tried_at = 0, None
    edition.publish_asked_at, edition.publish_asked_by = at, by
    edition.save()
    _fix_text(edition.sections.all())
    settle(edition, at=at)
    record(edition, "publish_asked", by=by, at=at)
    transaction.on_commit(_hurry, robust=True)
    return edition


def require_publishable(edition: Edition) -> None:
    """Raise what `ask_to_publish` raises, for a page that asks before it is done."""
    if edition.status == EditionStatus.APPROVED and not edition.is_correction:
        raise NotAdoptedYet
    states.require_move(edition.status, EditionStatus.PUBLISHING)
    _require_current(edition)


@transaction.atomic
def try_again(edition: Edition, *, by: User, at: datetime) -> Edition:
    """Let the PDF be made that could not be made; what readers get stays as it was fixed.

    Raises WrongState unless it has failed, CorrectsAnother for an outdated correction.
    """
    edition = lock(edition)
    permissions.require_edit(by)
    if edition.status != EditionStatus.PUBLISHING or edition.pdf_failed_at is None:
        raise WrongState
    _require_current(edition)
    edition.pdf_failed_at, edition.pdf_tries, edition.pdf_tried_at = None, 0, None
    edition.publish_asked_at, edition.publish_asked_by = at, by
    edition.save()
    settle(edition, at=at)
    record(edition, "publish_asked", by=by, at=at)
    transaction.on_commit(_hurry, robust=True)
    return edition


@transaction.atomic
def stop_publication(edition: Edition, *, by: User, at: datetime) -> Edition:
    """Take back that an edition is to be published, as long as its PDF is not there."""
    edition = lock(edition)
    permissions.require_edit(by)
    states.require_status(edition.status, EditionStatus.PUBLISHING)
    edition.status = EditionStatus.APPROVED if edition.is_correction else EditionStatus.ADOPTED
    edition.pdf_failed_at = None
    edition.save()
    settle(edition, at=at)
    record(edition, "publish_stopped", by=by, at=at)
    return edition


@transaction.atomic
def try_pdf(edition: Edition, *, at: datetime) -> Edition | None:
    """Count a try to make the PDF; None when it is not to be made, or another try runs.

    After `MOST_TRIES` that came to nothing it has failed, and the editors are told.
    """
    locked = Edition.objects.lock(edition)
    if locked is None or locked.status != EditionStatus.PUBLISHING or locked.pdf_failed_at:
        return None
    if locked.pdf_tried_at is not None and at - locked.pdf_tried_at < ONE_TRY:
        return None
    if locked.pdf_tries >= MOST_TRIES:
        _fail(locked, at=at)
        return None
    locked.pdf_tries += 1
    locked.pdf_tried_at = at
    locked.save(update_fields=["pdf_tries", "pdf_tried_at"])
    return locked


@transaction.atomic
def publish(edition: Edition, content: bytes, *, asked: datetime, at: datetime) -> Edition | None:
    """Store the PDF and put the edition in force; the one before it ends.

    The system does it when the PDF is made; None when nobody asks for it any more.
    Raises CorrectsAnother if what it corrects has ended while the PDF was made.
    """
    # An edition and a correction may be ready at once: the second one sees what the first did.
    current = Edition.objects.lock_plan()
    locked = next((one for one in current if one.pk == edition.pk), None)
    if locked is None or not _is_asked_for(locked, asked):
        return None
    _require_current(locked)
    PlanPdf.objects.create(
        edition=locked,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        made_at=at,
    )
    for former in current:
        if former.status == EditionStatus.IN_FORCE:
            former.status, former.ended_at = EditionStatus.SUPERSEDED, at
            former.save(update_fields=["status", "ended_at"])
    locked.status, locked.in_force_at, locked.pdf_failed_at = EditionStatus.IN_FORCE, at, None
    locked.save(update_fields=["status", "in_force_at", "pdf_failed_at"])
    for one in current:
        # A correction in work has nothing left to correct.
        if one == locked or one.is_correction:
            settle(one, at=at)
    if not locked.is_correction:
        revision.settle(at=at)
    event = record(locked, "published", by=None, at=at)
    told = [*editors(at), *duty.holders([Role.LEADER], at)]
    tell(dict.fromkeys(told), event, locked, "plan_published", path=reverse("plan"))
    return locked


@transaction.atomic
def note_pdf_failed(edition: Edition, *, asked: datetime, at: datetime) -> None:
    """Note that the PDF could not be made, and tell the editors; nobody tries again by itself."""
    locked = Edition.objects.lock(edition)
    if locked is not None and _is_asked_for(locked, asked) and locked.pdf_failed_at is None:
        _fail(locked, at=at)


def _is_asked_for(edition: Edition, asked: datetime) -> bool:
    return edition.status == EditionStatus.PUBLISHING and edition.publish_asked_at == asked


def _fail(edition: Edition, *, at: datetime) -> None:
    edition.pdf_failed_at = at
    edition.save(update_fields=["pdf_failed_at"])
    event = record(edition, "pdf_failed", by=None, at=at)
    tell(editors(at), event, edition, "plan_pdf_failed")


def _require_current(edition: Edition) -> None:
    corrected = edition.corrects
    if corrected is not None and corrected.status != EditionStatus.IN_FORCE:
        raise CorrectsAnother


def _fix_text(sections: Iterable[Section]) -> None:
    rows = list(sections)
    for row, shown in zip(rows, rendering.drafted(rows), strict=True):
        row.html = str(shown.html)
    Section.objects.bulk_update(rows, ["html"])


def _hurry() -> None:
    doorbell.ring(MAKE_PDF, expires=300)
