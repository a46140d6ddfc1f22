"""Each participant declares once per item whether she has a personal tie to its persons."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from beredskab.accounts import duty
from beredskab.accounts.models import User
from beredskab.accounts.roles import Role
from beredskab.audit import trail
from beredskab.deadlines import duedates
from beredskab.deadlines.models import Deadline
from beredskab.errors import NeedsReason, Refused
from beredskab.notices import outbox
from cases import deadlines, kinds
from cases.workflow.telling import countersigner
from infohus import permissions
from infohus.choices import Tie
from infohus.models import AgendaItem, Meeting, Participant, TieDeclaration, TieRuling


class NotAskedToItem(Refused):
    message = _("She is not asked to this item.")


class RuledAlready(Refused):
    message = _("It is ruled on already, or there is nothing to rule on.")


@transaction.atomic
def declare_tie(
    item: AgendaItem, *, participant: Participant, by: User, at: datetime, answer: str
) -> TieDeclaration:
    """Note what a participant says of her tie: she herself, or the coordinator whom she told.

    A tie closes the item to her and the coordinator is to find a deputy; where she is not sure
    it is closed until the leader of the case's unit has ruled. Raises NotAskedToItem.
    """
    Meeting.objects.lock(item.meeting)
    item = AgendaItem.objects.select_related("meeting", "case__unit").get(pk=item.pk)
    _require_declare(item, participant, by, at)
    if not item.asked.filter(participant=participant).exists():
        raise NotAskedToItem
    row = TieDeclaration.objects.create(
        item=item, participant=participant, answer=Tie(answer), declared_at=at, declared_by=by
    )
    known = {"item": item.pk, "participant": participant.pk, "answer": answer}
    event = trail.record(item.meeting, "infohus.tie_declared", by=by, at=at, **known)
    if answer != Tie.NONE:
        _tell_keepers(item, f"event:{event.pk}", "infohus_tied", without=participant, at=at)
    if answer == Tie.UNSURE:
        _ask_leader(row, at=at)
    return row


@transaction.atomic
def rule_on_tie(
    row: TieDeclaration, *, by: User, at: datetime, may_take_part: bool, grounds: str
) -> TieRuling:
    """Let the leader of the case's unit say whether a participant may take part after all.

    Where she is not sure of her tie it is asked for; a "yes" may have been a mistake.
    Raises PermissionDenied for others and for the participant herself, RuledAlready, NeedsReason.
    """
    Meeting.objects.lock(row.item.meeting)
    row = TieDeclaration.objects.select_related(
        "item__meeting", "item__case__unit", "participant__user"
    ).get(pk=row.pk)
    permissions.require_rule(by, row, at)
    if row.answer == Tie.NONE or row.is_ruled:
        raise RuledAlready
    if not grounds.strip():
        raise NeedsReason(_("Write why."), field="grounds")
    ruling = TieRuling.objects.create(
        declaration=row,
        may_take_part=may_take_part,
        grounds=grounds.strip(),
        ruled_at=at,
        ruled_by=by,
    )
    known = {"item": row.item_id, "participant": row.participant_id, "may": may_take_part}
    event = trail.record(row.item.meeting, "infohus.tie_ruled", by=by, at=at, **known)
    _end_task(row, at=at)
    _tell_keepers(row.item, f"event:{event.pk}", "infohus_tie_ruled", without=None, at=at)
    if may_take_part and row.participant.user:
        _post(row.participant.user, row.item, f"event:{event.pk}", "infohus_tie_ruled", at=at)
    return ruling


def _require_declare(item: AgendaItem, participant: Participant, by: User, at: datetime) -> None:
    """She herself while the item is hers to see, or the coordinator who keeps it."""
    items = AgendaItem.objects.filter(pk=item.pk)
    own = participant.user_id == by.pk and items.visible_to(by, at).exists()
    if not own and not items.kept_by(by, at).exists():
        raise PermissionDenied


def _tell_keepers(
    item: AgendaItem, key: str, kind: str, *, without: Participant | None, at: datetime
) -> None:
    """Tell who convened the meeting; where it is her own tie, the other coordinators."""
    tied = without.user_id if without else None
    convener = item.meeting.convened_by
    keepers = [convener] if convener and convener.pk != tied else []
    for user in keepers or duty.holders_of(Role.COORDINATOR, at):
        if user.pk != tied and AgendaItem.objects.kept_by(user, at).filter(pk=item.pk).exists():
            _post(user, item, key, kind, at=at)


def _ask_leader(row: TieDeclaration, *, at: datetime) -> None:
    """Give the leader of the case's unit the task to rule, who can open the case."""
    case = row.item.case
    leader = countersigner(case, at=at, signed_by=row.participant.user)
    if leader is None:
        return
    path = _ruling_path(row)
    day = deadlines.next_weekday(at)
    deadlines.add_task(case, kinds.RULE_TIE, owner=leader, due_on=day, at=at, path=path)
    deadlines.refresh(case)
    outbox.post(
        leader,
        f"tie:{row.pk}",
        at=at,
        kind="infohus_tie_unsure",
        reference=row.item.meeting.reference,
        path=path,
    )


def _end_task(row: TieDeclaration, *, at: datetime) -> None:
    """Its own task is done; another declaration in the case may wait still."""
    tasks = Deadline.objects.of(row.item.case).open()
    for task in tasks.filter(kind=kinds.RULE_TIE, path=_ruling_path(row)):
        duedates.finish(task, at=at)
    deadlines.refresh(row.item.case)


def _ruling_path(row: TieDeclaration) -> str:
    return reverse("infohus_tie_rule", args=[row.item.meeting.reference, row.pk])


def _post(user: User, item: AgendaItem, key: str, kind: str, *, at: datetime) -> None:
    meeting = item.meeting
    path = meeting.get_absolute_url()
    outbox.post(user, key, at=at, kind=kind, reference=meeting.reference, path=path)
