"""Sending mails one by one; one that fails is tried again later and given up at last."""

import hashlib
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

logger = logging.getLogger(__name__)

# Minutes to wait after the first, second ... failure; after the last the mail is given up.
BACKOFF = (1, 2, 5, 15, 30, 60, 120, 240, 480)
# A worker that dies while sending leaves its mails to the next one after this time.
LEASE = timedelta(minutes=5)
# What stands as the error where nobody can be reached.
NO_ADDRESS = "no_address"


class Mail(Protocol):
    """A mail that is claimed, and how its rows keep what became of it."""

    @property
    def attempts(self) -> int:
        """How often it was tried, with this time."""

    def message(self) -> EmailMessage: ...

    def note_sent(self, at: datetime) -> None: ...

    def put_off(self, until: datetime | None, error: str) -> None:
        """Keep the error and when to try again; None gives it up."""


class MailServerError(Exception):
    """The mail server takes nothing at all now."""


def send_all(mails: Sequence[Mail], *, at: datetime) -> None:
    """Send claimed mails; a server that is down puts all that are left off."""
    connection = get_connection()
    try:
        for number, mail in enumerate(mails):
            try:
                error = _send(mail.message(), connection)
            except MailServerError as down:
                logger.warning("The mail server does not answer; trying again later.")
                for waiting in mails[number:]:
                    waiting.put_off(_next_try(waiting, at), str(down))
                break
            if error:
                mail.put_off(_next_try(mail, at), error)
            else:
                mail.note_sent(at)
    finally:
        connection.close()


def headers(key: str) -> dict[str, str]:
    """Headers of an automatic mail, with the same id for the same key: a twin can be dropped."""
    message_id = f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{host()}>"
    return {"Message-ID": message_id, "Auto-Submitted": "auto-generated"}


def host() -> str:
    """The portal's host, for ids that are to be unique in the world."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def _send(message: EmailMessage, connection: BaseEmailBackend) -> str:
    """Send one mail; return why its recipient refuses it, if so."""
    message.connection = connection
    try:
        connection.open()
        message.send()
    except (SMTPRecipientsRefused, SMTPDataError) as error:
        return type(error).__name__
    except (SMTPException, OSError) as error:
        raise MailServerError(type(error).__name__) from error
    return ""


def _next_try(mail: Mail, at: datetime) -> datetime | None:
    """When to try again; never after the last attempt."""
    if mail.attempts > len(BACKOFF):
        return None
    return at + timedelta(minutes=BACKOFF[mail.attempts - 1])
