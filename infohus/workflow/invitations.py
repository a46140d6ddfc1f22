"""What is to be mailed to the participants of a meeting."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from beredskab.notices import doorbell
from infohus.models import Invitation, Meeting, Participant


def invite(
    meeting: Meeting,
    participants: Iterable[Participant],
    *,
    at: datetime,
    method: Invitation.Method = Invitation.Method.REQUEST,
) -> None:
    """Write a mail for each; what was to be sent to her before and was not is overtaken.

    Runs inside the caller's transaction.
    """
    asked = list(participants)
    waiting = Invitation.objects.filter(participant__in=asked, next_mail_at__isnull=False)
    waiting.update(next_mail_at=None)
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


def _hurry() -> None:
    doorbell.ring("infohus.tasks.deliver_invitations", expires=25)
