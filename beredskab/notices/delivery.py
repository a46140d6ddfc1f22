"""Telling users by mail that something waits. The mail says no more than that."""

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from beredskab.notices.models import Notice, NoticeQuerySet

logger = logging.getLogger(__name__)

# Minutes to wait after the first, second ... failure; after the last the notice is given up.
BACKOFF = (1, 2, 5, 15, 30, 60, 120, 240, 480)
# A worker that dies while sending leaves its notices to the next one after this time.
LEASE = timedelta(minutes=5)


@dataclass(frozen=True)
class Mail:
    """All that is to be told to one recipient now."""

    address: str
    urgent: bool
    attempts: int
    notice_ids: list[int]

    @property
    def message_id(self) -> str:
        """The same for the same notices, so that a mail sent twice can be dropped."""
        ids = ",".join(map(str, self.notice_ids))
        host = urlsplit(settings.SITE_URL).hostname or "localhost"
        return f"<{hashlib.sha256(ids.encode()).hexdigest()[:32]}@{host}>"


class MailServerError(Exception):
    """The mail server takes nothing at all now."""


def deliver_batch(*, at: datetime, size: int = 100) -> int:
    """Mail what waits to the recipients of up to `size` notices; return how many were taken.

    Safe to run side by side. Claiming and sending are apart, since mail is slow: a claim is a
    lease, and a mail goes twice only when a worker dies between sending it and noting that.
    """
    claimed, mails = _claim(at, size)
    connection = get_connection()
    try:
        for number, mail in enumerate(mails):
            try:
                error = _send(mail, connection)
            except MailServerError as down:
                logger.warning("The mail server does not answer; trying again later.")
                for waiting in mails[number:]:
                    _put_off(waiting, str(down), at)
                break
            if error:
                _put_off(mail, error, at)
            else:
                _of(mail).update(mailed_at=at, next_mail_at=None, mail_error="")
    finally:
        connection.close()
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


def _send(mail: Mail, connection: BaseEmailBackend) -> str:
    """Send one mail; return why its recipient refuses it, if so."""
    subject = _("Urgent: something waits for you") if mail.urgent else _("Something waits for you")
    context = {"urgent": mail.urgent, "url": f"{settings.SITE_URL}/overblik/"}
    message = EmailMessage(
        subject=subject,
        body=render_to_string("email/something_waits.txt", context),
        to=[mail.address],
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
        connection=connection,
    )
    try:
        connection.open()
        message.send()
    except (SMTPRecipientsRefused, SMTPDataError) as error:
        return type(error).__name__
    except (SMTPException, OSError) as error:
        raise MailServerError(type(error).__name__) from error
    return ""


def _put_off(mail: Mail, error: str, at: datetime) -> None:
    """Try again later, or give up visibly after the last attempt."""
    given_up = mail.attempts > len(BACKOFF)
    wait = timedelta(minutes=BACKOFF[min(mail.attempts, len(BACKOFF)) - 1])
    _of(mail).update(next_mail_at=None if given_up else at + wait, mail_error=error)


def _of(mail: Mail) -> NoticeQuerySet:
    return Notice.objects.filter(pk__in=mail.notice_ids)
