"""The notices that somebody has not read, for the list of them and for their number."""

from beredskab.accounts.models import User
from beredskab.notices import outbox
from beredskab.notices.models import NoticeQuerySet
from cases.models import CaseBlock


def notices(user: User) -> NoticeQuerySet:
    """What she has not read, without what is about a case that she is blocked from."""
    blocks = CaseBlock.objects.standing().of(user)
    return outbox.unread_for(user).exclude(reference__in=blocks.values("case__reference"))
