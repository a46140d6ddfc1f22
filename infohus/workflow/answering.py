"""What an authority makes of a recommendation: it accepts, declines or reports it done (R94)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.deadlines import duedates
from beredskab.errors import NeedsReason, Refused
from beredskab.notices import outbox
from cases import deadlines
from infohus import permissions
from infohus.choices import Answered
from infohus.models import Recommendation, RecommendationReply


class NothingToAnswer(Refused):
    message = _("There is nothing to answer: it was declined, done or withdrawn.")


@transaction.atomic
def answer_recommendation(
    row: Recommendation, *, by: User, at: datetime, answer: str, grounds: str = ""
) -> RecommendationReply:
    """Note what the authority answers; declining and having done it end what is owed.

    Raises NothingToAnswer, and NeedsReason where it declines without grounds.
    """
    row = Recommendation.objects.select_for_update(of=["self"]).get(pk=row.pk)
    permissions.require_answer(by, row, at)
    if not row.is_open or (answer == Answered.ACCEPTED and row.answer):
        raise NothingToAnswer
    if answer == Answered.DECLINED and not grounds.strip():
        raise NeedsReason(_("Write why it is declined"), field="grounds")
    reply = RecommendationReply.objects.create(
        recommendation=row,
        answer=Answered(answer),
        grounds=grounds.strip() or None,
        replied_at=at,
        replied_by=by,
    )
    row.answer = reply.answer
    row.save(update_fields=["answer"])
    _end_task(row, at=at)
    known = {"recommendation": row.pk, "answer": answer}
    event = trail.record(row.item.meeting, "infohus.recommendation_answered", by=by, at=at, **known)
    _tell_convener(row, f"event:{event.pk}", by=by, at=at)
    return reply


def _end_task(row: Recommendation, *, at: datetime) -> None:
    """Nothing is owed any more of what is done or declined."""
    if row.is_open or row.deadline is None or not row.deadline.is_open:
        return
    end = duedates.finish if row.answer == Answered.DONE else duedates.withdraw
    end(row.deadline, at=at)
    deadlines.refresh(row.item.case)


def _tell_convener(row: Recommendation, key: str, *, by: User, at: datetime) -> None:
    """Tell the coordinator, as long as she may know of it."""
    to = row.item.meeting.convened_by
    if to is None or to == by:
        return
    if Recommendation.objects.visible_to(to, at).filter(pk=row.pk).exists():
        outbox.post(
            to,
            key,
            at=at,
            kind="infohus_answered",
            reference=row.item.meeting.reference,
            path=row.get_absolute_url(),
        )
