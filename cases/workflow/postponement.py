"""That a person is not told yet of what is kept of her, until it is reviewed (LR17)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.deadlines import duedates
from beredskab.errors import NeedsReason, Refused
from beredskab.timelimits import local_day
from cases import deadlines, kinds, permissions
from cases.models import Case, NoticePostponement, Person
from cases.states import WrongState, require_open
from cases.workflow import sight

Ending = NoticePostponement.Ending


class ReviewInPast(Refused):
    message = _("The review must lie ahead.")


@transaction.atomic
@sight.kept
def postpone_notice(
    person: Person, *, by: User, at: datetime, reason: str, review_on: date
) -> NoticePostponement:
    """Decide not to tell a person yet (§ 22, Databeskyttelsesloven); a task asks for the review.

    It takes the place of a former decision. Raises NeedsReason, ReviewInPast, and WrongState for
    the exposed person, who is told by whoever talks with her.
    """
    case = Case.objects.lock(person.case)
    permissions.require_edit(by, case)
    require_open(case.status)
    if person.pk == case.exposed_id:
        raise WrongState
    if not reason.strip():
        raise NeedsReason(_("Say why the person is not told yet."))
    if review_on <= local_day(at):
        raise ReviewInPast
    _end(person, Ending.RENEWED, by=by, at=at)
    owner = case.handler or case.holder
    made = NoticePostponement.objects.create(
        person=person,
        reason=reason,
        review_on=review_on,
        task=deadlines.add_task(case, kinds.REVIEW_NOTICE, owner=owner, due_on=review_on, at=at),
        decided_at=at,
        decided_by=by,
    )
    trail.record(case, "cases.notice_postponed", by=by, at=at, person=person.pk)
    deadlines.refresh(case)
    return made


@transaction.atomic
@sight.kept
def note_told(person: Person, *, by: User, at: datetime) -> NoticePostponement:
    """Note that the person was told, outside the portal; raises WrongState if none is postponed."""
    case = Case.objects.lock(person.case)
    permissions.require_edit(by, case)
    require_open(case.status)
    ended = _end(person, Ending.GIVEN, by=by, at=at)
    if ended is None:
        raise WrongState
    trail.record(case, "cases.notice_given", by=by, at=at, person=person.pk)
    deadlines.refresh(case)
    return ended


def _end(person: Person, ending: str, *, by: User, at: datetime) -> NoticePostponement | None:
    found = person.postponements.filter(ended_at__isnull=True).select_related("task").first()
    if found is None:
        return None
    found.ending, found.ended_at, found.ended_by = ending, at, by
    found.save(update_fields=["ending", "ended_at", "ended_by"])
    if found.task is not None and found.task.is_open:
        duedates.finish(found.task, at=at)
    return found
