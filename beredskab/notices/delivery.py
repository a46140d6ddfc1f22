"""Telling users by mail that something waits. The mail says no more than that."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from beredskab.notices import mailing
from beredskab.notices.mailing import LEASE
from beredskab.notices.models import Notice, NoticeQuerySet


@dataclass(frozen=True)
class Mail:
    """All that is to be told to one recipient now."""

    address: str
    urgent: bool
    attempts: int
    notice_ids: list[int]

    def message(self) -> EmailMessage:
        urgent = _("Urgent: something waits for you")
        context = {"urgent": self.urgent, "url": f"{settings.SITE_URL}/overblik/"}
        return EmailMessage(
            subject=urgent if self.urgent else _("Something waits for you"),
            body=render_to_string("email/something_waits.txt", context),
            to=[self.address],
            headers=mailing.headers(",".join(map(str, self.notice_ids))),
        )

    def note_sent(self, at: datetime) -> None:
        self._rows().update(mailed_at=at, next_mail_at=None, mail_error="")

    def put_off(self, until: datetime | None, error: str) -> None:
        """What was read in the meantime is not taken up again."""
        self._rows().filter(next_mail_at__isnull=False).update(next_mail_at=until, mail_error=error)

    def _rows(self) -> NoticeQuerySet:
        return Notice.objects.filter(pk__in=self.notice_ids)


def deliver_batch(*, at: datetime, size: int = 100) -> int:
    """Mail what waits to the recipients of up to `size` notices; return how many were taken.

    Safe to run side by side. Claiming and sending are apart, since mail is slow: a claim is a
    lease, and a mail goes twice only when a worker dies between sending it and noting that.
    """
    claimed, mails = _claim(at, size)
    mailing.send_all(mails, at=at)
    return claimed


@transaction.atomic
def _claim(at: datetime, size: int) -> tuple[int, list[Mail]]:
    """Take all that waits for the recipients of the oldest notices, urgent mails first."""
    waiting = Notice.objects.to_mail(at)
    recipients = set(waiting.values_list("recipient", flat=True)[:size])
    notices = list(
        waiting.filter(recipient__in=recipients)
        .order_by("recipient", "pk")
        .select_for_update(skip_locked=True)
    )
    addresses = dict(
        get_user_model()
        .objects.filter(pk__in=recipients, is_active=True)
        .exclude(email="")
        .values_list("pk", "email")
    )
    mails, unreachable = [], []
    for recipient, group in groupby(notices, key=attrgetter("recipient_id")):
        own = list(group)
        ids = [notice.pk for notice in own]
        if address := addresses.get(recipient):
            urgent = any(notice.urgent for notice in own)
            attempts = 1 + max(notice.mail_attempts for notice in own)
            mails.append(Mail(address, urgent, attempts, ids))
        else:
            unreachable += ids
    Notice.objects.filter(pk__in=unreachable).update(
        next_mail_at=None, mail_error=Notice.NO_ADDRESS
    )
    Notice.objects.filter(pk__in=[pk for mail in mails for pk in mail.notice_ids]).update(
        next_mail_at=at + LEASE, mail_attempts=F("mail_attempts") + 1
    )
    return len(notices), sorted(mails, key=lambda mail: not mail.urgent)
