"""Handing the recommendations of an item to their authorities, each with its date (R94)."""

from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.deadlines import duedates
from beredskab.deadlines.models import Deadline
from beredskab.notices import outbox
from cases import deadlines, kinds
from cases.models import Case
from infohus import permissions
from infohus.choices import Outcome
from infohus.models import AgendaItem, Recommendation


def hand_on(item: AgendaItem, *, by: User, at: datetime) -> None:
    """Give each recommendation a task, and tell those of its authority who were at the table.

    Who is discussed again is a task of the coordinator. What is handed on already stays as it is.
    Of a closed case nothing is owed. Runs inside the caller's transaction.
    """
    if item.case.closed_at is not None:
        return
    waiting = item.recommendations.live().filter(deadline__isnull=True)
    for row in waiting.filter(outcome=Outcome.AGAIN):
        _discuss_again(row, item, by=by, at=at)
    for row in waiting.filter(outcome=Outcome.MEASURE).select_related("unit"):
        assert row.due_on is not None
        row.deadline = deadlines.add_task(
            item.case,
            kinds.RECOMMENDATION,
            owner=_follows_up(row, item, by),
            due_on=row.due_on,
            at=at,
            path=row.get_absolute_url(),
        )
        row.save(update_fields=["deadline"])
        event = trail.record(item.meeting, "infohus.handed_on", by=by, at=at, recommendation=row.pk)
        _tell(row, item, f"event:{event.pk}", at=at)
    deadlines.refresh(item.case)


def end_discussing_again(case: Case, *, at: datetime) -> None:
    """Nobody of the case waits for the next meeting any more: it is here."""
    for deadline in Deadline.objects.of(case).open().filter(kind=kinds.DISCUSS_AGAIN):
        duedates.finish(deadline, at=at)
    deadlines.refresh(case)


def _discuss_again(row: Recommendation, item: AgendaItem, *, by: User, at: datetime) -> None:
    assert row.again_on is not None
    path = f"{reverse('infohus_begin')}?{urlencode({'sag': item.case.reference})}"
    row.deadline = deadlines.add_task(
        item.case, kinds.DISCUSS_AGAIN, owner=by, due_on=row.again_on, at=at, path=path
    )
    row.save(update_fields=["deadline"])


def _follows_up(row: Recommendation, item: AgendaItem, by: User) -> User:
    """The holder of the case for her own authority, the coordinator for everybody else's."""
    own = permissions.own_seats(item.case)
    is_own = row.unit_id == item.case.unit_id if row.unit_id else row.seat in own
    return item.case.holder if is_own else by


def _tell(row: Recommendation, item: AgendaItem, key: str, *, at: datetime) -> None:
    """Tell those who may open it: at the table for its authority, with a log-in."""
    asked = item.asked.filter(participant__user__isnull=False).select_related("participant__user")
    for one in asked:
        user = one.participant.user
        assert user is not None
        if Recommendation.objects.visible_to(user, at).own(user, at).filter(pk=row.pk).exists():
            outbox.post(
                user,
                key,
                at=at,
                kind="infohus_recommended",
                reference=item.meeting.reference,
                path=row.get_absolute_url(),
            )
