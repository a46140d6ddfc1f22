"""Who is asked to an item, who is taken off it, and what each answers."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.errors import NeedsReason, Refused
from beredskab.notices import outbox
from beredskab.timelimits import local_day
from cases.states import require_open
from cases.workflow.telling import blocked
from infohus.models import (
    AgendaItem,
    Invitation,
    ItemParticipant,
    Meeting,
    Member,
    Participant,
)
from infohus.workflow.invitations import invite
from infohus.workflow.locking import lock_item
from infohus.workflow.meetings import require_running
from infohus.workflow.needs import need_of, note_need, require_needs

Reply = Participant.Reply


class NoDeputy(Refused):
    message = _("Choose a deputy from the register, or ask the coordinator to find one.")


class NotAsked(Refused):
    message = _("The meeting is not convened, or you are not asked to it any more.")


class NotInRegister(Refused):
    message = _("Somebody you chose is not a member on the day of the meeting.")


class InAnotherSeat(Refused):
    message = _("Somebody you chose is asked already: in another seat, or at the same address.")


class NotForThisCase(Refused):
    message = _("Somebody you chose can't take part in this case. Choose somebody else.")


@transaction.atomic
def ask_members(
    item: AgendaItem,
    *,
    by: User,
    at: datetime,
    members: Collection[Member],
    needs: Mapping[int, str] | None = None,
) -> list[Participant]:
    """Ask exactly these standing members and deputies to the item (R83).

    `needs` says by the key of a member why she must know (R90). Whoever is asked to no item any
    more is taken off the meeting, and who has changed hands or seat in the register is asked
    anew. Raises Cancelled, IsOver, NotInRegister, InAnotherSeat, NotForThisCase, NeedUnsaid,
    WrongState of a closed case.
    """
    meeting, item = _locked(item, by=by, at=at)
    require_open(item.case.status)
    wanted = {_known_as(member): member for member in _in_register(members, meeting)}
    asked = item.asked.filter(participant__member__isnull=False).select_related("participant")
    for row in asked:
        one = row.participant
        if (one.member_id, one.user_id, one.seat) not in wanted:
            _drop(row, meeting, at=at)
    participants = [_member(meeting, member, at=at) for member in wanted.values()]
    for participant in participants:
        need = (needs or {}).get(participant.member_id or 0, "")
        note_need(item, participant, need.strip(), by=by, at=at)
        _ask(item, participant, meeting, at=at)
    require_needs(item, participants)
    keys = sorted(member.pk for member in wanted.values())
    trail.record(meeting, "infohus.members_asked", by=by, at=at, item=item.pk, members=keys)
    return participants


@transaction.atomic
def ask_guest(
    item: AgendaItem, *, by: User, at: datetime, seat: str, reason: str, **known: Any
) -> Participant:
    """Ask somebody beyond the standing members to this item, with a reason (R84, R85).

    `known` is a `user`, or `name` and `email`. Raises Cancelled, IsOver, NeedsReason,
    InAnotherSeat, NotForThisCase, WrongState of a closed case.
    """
    meeting, item = _locked(item, by=by, at=at)
    require_open(item.case.status)
    if not reason.strip():
        raise NeedsReason(_("Say why the guest is needed for this case."))
    user: User | None = known.get("user")
    name, email = (user.name, "") if user else (known["name"], known["email"])
    guest = _present(meeting, user, email)
    if guest and guest.seat != seat:
        raise InAnotherSeat
    guest = guest or Participant.objects.create(
        meeting=meeting,
        user=user,
        name=name,
        email=email,
        seat=seat,
        asked_at=at,
    )
    note_need(item, guest, reason.strip(), by=by, at=at)
    _ask(item, guest, meeting, at=at)
    trail.record(meeting, "infohus.guest_asked", by=by, at=at, item=item.pk, guest=guest.pk)
    return guest


@transaction.atomic
def take_off(row: ItemParticipant, *, by: User, at: datetime) -> None:
    """Take a participant and her deputy off an item, and off the meeting with her last.

    Nothing happens where she is off already. Raises Cancelled, IsOver.
    """
    meeting, item = _locked(row.item, by=by, at=at)
    of_item = item.asked.select_related("participant")
    for found in of_item.filter(Q(pk=row.pk) | Q(participant__stands_in_for=row.participant_id)):
        key = found.participant_id
        trail.record(meeting, "infohus.taken_off", by=by, at=at, item=item.pk, participant=key)
        _drop(found, meeting, at=at)


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

    A deputy from the register is asked to the same items at once, and whom she sent before is
    taken off them. Who does not come sees the items no more. Raises NotAsked, NoDeputy.
    """
    meeting: Meeting = Meeting.objects.lock(participant.meeting)
    participant = Participant.objects.select_for_update().get(pk=participant.pk)
    if participant.user_id != by.pk and not _keeps(by, meeting, at):
        raise PermissionDenied
    if meeting.is_draft or meeting.is_cancelled or participant.removed_at:
        raise NotAsked
    sent = deputy if answer == Reply.DEPUTY else None
    _call_off_deputies(participant, meeting, but=sent, at=at)
    if answer == Reply.DEPUTY:
        _send_deputy(participant, deputy, meeting, by=by, at=at)
    participant.reply, participant.replied_at = answer, at
    participant.save(update_fields=["reply", "replied_at"])
    event = trail.record(
        meeting, "infohus.replied", by=by, at=at, participant=participant.pk, answer=answer
    )
    if answer != Reply.ACCEPTED:
        _tell_convener(meeting, f"event:{event.pk}", by=by, at=at)
    return participant


def _tell_convener(meeting: Meeting, key: str, *, by: User, at: datetime) -> None:
    """Tell who convened the meeting, as long as she keeps it, of what others answer."""
    to = meeting.convened_by
    if to is None or to == by or not _keeps(to, meeting, at):
        return
    path = meeting.get_absolute_url()
    outbox.post(to, key, at=at, kind="infohus_declined", reference=meeting.reference, path=path)


def _keeps(user: User, meeting: Meeting, at: datetime) -> bool:
    """Whether she is the coordinator of a case that is on the agenda."""
    return meeting.items.kept_by(user, at).exists()


def _locked(item: AgendaItem, *, by: User, at: datetime) -> tuple[Meeting, AgendaItem]:
    """The item and its meeting, held until the transaction ends, while it is still of use."""
    meeting, item = lock_item(item, by=by, at=at)
    require_running(meeting, at)
    return meeting, item


def _in_register(members: Collection[Member], meeting: Meeting) -> list[Member]:
    """The members as the register has them on the day of the meeting. Raises NotInRegister."""
    keys = {member.pk for member in members}
    found = Member.objects.on(local_day(meeting.starts_at)).filter(pk__in=keys)
    rows = list(found.select_related("user").order_by("pk"))
    if len(rows) < len(keys):
        raise NotInRegister
    return rows


def _known_as(member: Member) -> tuple[int, int | None, str]:
    """Whom the register means by a member: a row of it, a user, a seat."""
    return member.pk, member.user_id, member.seat


def _present(meeting: Meeting, user: User | None, email: str) -> Participant | None:
    """Who is asked to the meeting as this user, or at this address."""
    known: dict[str, Any] = {"user": user} if user else {"user": None, "email": email}
    return meeting.participants.filter(removed_at__isnull=True, **known).first()


def _member(meeting: Meeting, member: Member, *, at: datetime) -> Participant:
    """The participant of a standing member, as she is known today. Raises InAnotherSeat."""
    found = _present(meeting, member.user, member.email)
    if found is None:
        return Participant.objects.create(
            meeting=meeting,
            member=member,
            user=member.user,
            name=str(member),
            email=member.email,
            seat=member.seat,
            asked_at=at,
        )
    if (found.member_id, found.user_id, found.seat) != _known_as(member):
        raise InAnotherSeat
    return found


def _ask(item: AgendaItem, participant: Participant, meeting: Meeting, *, at: datetime) -> None:
    """Ask somebody to an item; she is invited at once where the others are already.

    Raises NotForThisCase for whom the case does not exist.
    """
    if participant.user_id in blocked(item.case):
        raise NotForThisCase
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


def _call_off_deputies(
    participant: Participant, meeting: Meeting, *, but: Member | None, at: datetime
) -> None:
    """Take whom she sent before off the items to which she is asked herself."""
    rows = ItemParticipant.objects.filter(participant__stands_in_for=participant)
    mine = rows.filter(item__in=participant.asked.values("item")).exclude(participant__member=but)
    for row in mine.select_related("participant"):
        _drop(row, meeting, at=at)


def _send_deputy(
    participant: Participant, deputy: Member | None, meeting: Meeting, *, by: User, at: datetime
) -> None:
    """Ask the deputy to all that the participant was asked to, in her seat and for her reasons."""
    if deputy is None or participant.member_id is None:
        raise NoDeputy
    if deputy.deputises_id != participant.member_id:
        raise NoDeputy
    try:
        (sent,) = _in_register([deputy], meeting)
        asked = _member(meeting, sent, at=at)
        asked.stands_in_for = participant
        asked.save(update_fields=["stands_in_for"])
        for row in participant.asked.select_related("item__case"):
            note_need(row.item, asked, need_of(row.item, participant), by=by, at=at)
            _ask(row.item, asked, meeting, at=at)
    except (NotInRegister, InAnotherSeat, NotForThisCase) as error:
        # Of whom the case is closed to, her colleague is told nothing.
        raise NoDeputy from error
