"""Who is asked to an item, who is taken off it, and what each answers."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.errors import NeedsReason, Refused
from beredskab.notices import outbox
from cases.permissions import require_see
from infohus import permissions
from infohus.models import (
    AgendaItem,
    Invitation,
    ItemParticipant,
    Meeting,
    Member,
    Participant,
)
from infohus.workflow.invitations import invite
from infohus.workflow.meetings import Cancelled

Reply = Participant.Reply


class NoDeputy(Refused):
    message = _("Choose a deputy from the register, or ask the coordinator to find one.")


class NotAsked(Refused):
    message = _("The meeting is not convened, or you are not asked to it any more.")


@transaction.atomic
def ask_members(
    item: AgendaItem, *, by: User, at: datetime, members: Collection[Member]
) -> list[Participant]:
    """Ask exactly these standing members and deputies to the item (R83).

    Whoever is asked to no item any more is taken off the meeting. Raises Cancelled.
    """
    meeting = _locked(item, by)
    wanted = {member.pk for member in members}
    asked = [_member(meeting, member, at=at) for member in members]
    for row in item.asked.filter(participant__member__isnull=False).select_related("participant"):
        if row.participant.member_id not in wanted:
            _drop(row, meeting, at=at)
    for participant in asked:
        _ask(item, participant, meeting, at=at)
    trail.record(
        meeting, "infohus.members_asked", by=by, at=at, item=item.pk, members=sorted(wanted)
    )
    return asked


@transaction.atomic
def ask_guest(
    item: AgendaItem, *, by: User, at: datetime, seat: str, reason: str, **known: Any
) -> Participant:
    """Ask somebody beyond the standing members to this item, with a reason (R84, R85).

    `known` is a `user`, or `name` and `email`. Raises Cancelled, NeedsReason.
    """
    meeting = _locked(item, by)
    if not reason.strip():
        raise NeedsReason(_("Say why the guest is needed for this case."))
    user: User | None = known.get("user")
    name, email = (user.name, "") if user else (known["name"], known["email"])
    mine = meeting.participants.filter(removed_at__isnull=True)
    guest = mine.filter(user=user).first() if user else mine.filter(user=None, email=email).first()
    guest = guest or Participant.objects.create(
        meeting=meeting,
        user=user,
        name=name,
        email=email,
        seat=seat,
        reason=reason.strip(),
        asked_at=at,
    )
    _ask(item, guest, meeting, at=at)
    trail.record(meeting, "infohus.guest_asked", by=by, at=at, item=item.pk, guest=guest.pk)
    return guest


@transaction.atomic
def take_off(row: ItemParticipant, *, by: User, at: datetime) -> None:
    """Take a participant off an item, and off the meeting with her last. Raises Cancelled."""
    meeting = _locked(row.item, by)
    trail.record(
        meeting,
        "infohus.taken_off",
        by=by,
        at=at,
        item=row.item_id,
        participant=row.participant_id,
    )
    _drop(row, meeting, at=at)


@transaction.atomic
def reply(
    participant: Participant,
    *,
    by: User,
    at: datetime,
    answer: str,
    deputy: Member | None = None,
) -> Participant:
    """Note what a participant answers: she herself, or the coordinator who was told.

    A deputy from the register is asked to the same items at once. Who does not come sees the
    items no more. Raises NotAsked, NoDeputy.
    """
    meeting: Meeting = Meeting.objects.lock(participant.meeting)
    participant = Participant.objects.select_for_update().get(pk=participant.pk)
    if participant.user_id != by.pk and not permissions.can_convene(by):
        raise PermissionDenied
    if meeting.is_draft or meeting.is_cancelled or participant.removed_at:
        raise NotAsked
    if answer == Reply.DEPUTY:
        _send_deputy(participant, deputy, meeting, at=at)
    participant.reply, participant.replied_at = answer, at
    participant.save(update_fields=["reply", "replied_at"])
    event = trail.record(
        meeting, "infohus.replied", by=by, at=at, participant=participant.pk, answer=answer
    )
    if meeting.convened_by and meeting.convened_by_id != by.pk and answer != Reply.ACCEPTED:
        outbox.post(
            meeting.convened_by,
            f"event:{event.pk}",
            at=at,
            kind="infohus_declined",
            reference=meeting.reference,
            path=meeting.get_absolute_url(),
        )
    return participant


def _locked(item: AgendaItem, by: User) -> Meeting:
    """The item's meeting, held until the transaction ends, for a coordinator who sees the case."""
    permissions.require_convene(by)
    require_see(by, item.case)
    meeting: Meeting = Meeting.objects.lock(item.meeting)
    if meeting.is_cancelled:
        raise Cancelled
    return meeting


def _member(meeting: Meeting, member: Member, *, at: datetime) -> Participant:
    """The participant of a standing member, as she is known today."""
    found = meeting.participants.filter(removed_at__isnull=True, member=member).first()
    return found or Participant.objects.create(
        meeting=meeting,
        member=member,
        user=member.user,
        name=str(member),
        email=member.email,
        seat=member.seat,
        asked_at=at,
    )


def _ask(item: AgendaItem, participant: Participant, meeting: Meeting, *, at: datetime) -> None:
    """Ask somebody to an item; she is invited at once where the others are already."""
    was_asked = participant.asked.exists()
    ItemParticipant.objects.get_or_create(item=item, participant=participant)
    if not was_asked and not meeting.is_draft:
        invite(meeting, [participant], at=at)


def _drop(row: ItemParticipant, meeting: Meeting, *, at: datetime) -> None:
    participant = row.participant
    row.delete()
    if participant.asked.exists():
        return
    participant.removed_at = at
    participant.save(update_fields=["removed_at"])
    if not meeting.is_draft:
        invite(meeting, [participant], at=at, method=Invitation.Method.CANCEL)


def _send_deputy(
    participant: Participant, deputy: Member | None, meeting: Meeting, *, at: datetime
) -> None:
    """Ask the deputy to all that the participant was asked to, in her seat."""
    if deputy is None or deputy.deputises_id != participant.member_id:
        raise NoDeputy
    asked = _member(meeting, deputy, at=at)
    asked.stands_in_for = participant
    asked.save(update_fields=["stands_in_for"])
    for row in participant.asked.select_related("item"):
        _ask(row.item, asked, meeting, at=at)
