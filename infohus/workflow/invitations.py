"""What is to be mailed to the participants of a meeting."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from beredskab.notices import doorbell
from cases.models import CaseBlock
from infohus.models import Invitation, ItemParticipant, Meeting, Participant


def invite(
    meeting: Meeting,
    participants: Iterable[Participant],
    *,
    at: datetime,
    method: Invitation.Method = Invitation.Method.REQUEST,
) -> None:
    """Write a mail for each; what was to be sent to her before and was not is overtaken.

    Who was blocked from all that she is asked to, is not invited. Runs inside the caller's
    transaction.
    """
    asked = list(participants)
    waiting = Invitation.objects.filter(participant__in=asked, next_mail_at__isnull=False)
    waiting.update(next_mail_at=None)
    if method == Invitation.Method.REQUEST:
        reached = _reached(asked)
        asked = [one for one in asked if one.pk in reached]
    Invitation.objects.bulk_create(
        Invitation(
            participant=participant,
            method=method,
            sequence=meeting.sequence,
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            made_at=at,
            next_mail_at=at,
        )
        for participant in asked
    )
    transaction.on_commit(_hurry, robust=True)


def _reached(participants: Collection[Participant]) -> set[int]:
    """The keys of those who are asked to an item from whose case they are not blocked."""
    blocks = CaseBlock.objects.standing().filter(
        case=OuterRef("item__case"), user=OuterRef("participant__user")
    )
    rows = ItemParticipant.objects.filter(~Exists(blocks), participant__in=participants)
    return set(rows.values_list("participant_id", flat=True))


def _hurry() -> None:
    doorbell.ring("infohus.tasks.deliver_invitations", expires=25)
