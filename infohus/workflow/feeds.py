"""A user follows her meetings in her own calendar, or does so no more."""

import secrets
from datetime import datetime

from django.db import transaction

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.encryption import keyed_hash
from infohus import permissions
from infohus.models import CalendarFeed
from infohus.querysets import FEED_PURPOSE

TOKEN_BYTES = 32


@transaction.atomic
def open_feed(*, by: User, at: datetime) -> str:
    """Make a calendar address and return its key, which nobody can read again.

    It takes the place of the one before, which opens nothing from then on.
    """
    permissions.require_follow(by)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    known = {"token_hash": keyed_hash(token, FEED_PURPOSE), "made_at": at}
    feed, _is_new = CalendarFeed.objects.update_or_create(user=by, defaults=known)
    trail.record(feed, "infohus.feed_opened", by=by, at=at)
    return token


@transaction.atomic
def close_feed(*, by: User, at: datetime) -> None:
    """Close the user's own calendar address, whether she has one or not."""
    permissions.require_follow(by)
    for feed in CalendarFeed.objects.select_for_update().filter(user=by):
        trail.record(feed, "infohus.feed_closed", by=by, at=at)
        feed.delete()
