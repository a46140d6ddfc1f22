"""Mailing the invitations. A mail says when, links to the portal, and no more."""

from dataclasses import dataclass
from datetime import datetime

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from beredskab.notices import mailing
from beredskab.web import moments
from infohus import calendar
from infohus.models import Invitation
from infohus.querysets import InvitationQuerySet


@dataclass(frozen=True)
class Mail:
    """One invitation to be sent now."""

    invitation: Invitation
    attempts: int

    def message(self) -> EmailMessage:
        invitation = self.invitation
        entry = calendar.of_invitation(invitation)
        message = EmailMultiAlternatives(
            subject=_subject(invitation),
            body=render_to_string("email/invitation.txt", _context(invitation)),
            to=[invitation.participant.address],
            headers=mailing.headers(f"invitation:{invitation.pk}"),
        )
        shown = f"text/calendar; method={invitation.method}"
        message.attach_alternative(entry.decode(), shown)
        message.attach(calendar.FILE_NAME, entry, "application/ics")
        return message

    def note_sent(self, at: datetime) -> None:
        self._row().update(mailed_at=at, next_mail_at=None, error="")

    def put_off(self, until: datetime | None, error: str) -> None:
        """What was overtaken in the meantime is not taken up again."""
        self._row().filter(next_mail_at__isnull=False).update(next_mail_at=until, error=error)

    def _row(self) -> InvitationQuerySet:
        return Invitation.objects.filter(pk=self.invitation.pk)


def deliver_batch(*, at: datetime, size: int = 100) -> int:
    """Mail up to `size` invitations, the oldest first; return how many were taken.

    Safe to run side by side, as the delivery of notices is: a claim is a lease.
    """
    claimed, mails = _claim(at, size)
    mailing.send_all(mails, at=at)
    return claimed


@transaction.atomic
def _claim(at: datetime, size: int) -> tuple[int, list[Mail]]:
    """Take what is due; who has left or has no address is not tried again."""
    due = list(Invitation.objects.claim(at, size))
    reachable = [one for one in due if one.participant.is_reachable]
    unreachable = {one.pk for one in due} - {one.pk for one in reachable}
    Invitation.objects.filter(pk__in=unreachable).update(
        next_mail_at=None, error=mailing.NO_ADDRESS
    )
    Invitation.objects.filter(pk__in=[one.pk for one in reachable]).update(
        next_mail_at=at + mailing.LEASE, attempts=F("attempts") + 1
    )
    return len(due), [Mail(one, one.attempts + 1) for one in reachable]


def _subject(invitation: Invitation) -> str:
    title = calendar.title(invitation.participant)
    if invitation.method == Invitation.Method.CANCEL:
        return _("Cancelled: %(title)s") % {"title": title}
    return title


def _context(invitation: Invitation) -> dict[str, object]:
    return {
        "is_off": invitation.method == Invitation.Method.CANCEL,
        "begins": moments.exact_words(invitation.starts_at),
        "ends": moments.exact_words(invitation.ends_at),
        "url": calendar.link_of(invitation),
    }
