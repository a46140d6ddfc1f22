"""Who may know of a meeting, and of which of its items (need to know, R84, R90).

The coordinator knows the meetings on cases that she sees. A participant knows the items to which
she is asked, from the invitation until the set time after the meeting, where the item's basis
lets her seat in, and as long as the register still says what she was asked as; where she is
blocked from the case, the item is not there. Without an Infohus nobody knows of any (R101).
"""

from datetime import datetime
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, Q
from django.utils import timezone

from beredskab.accounts.models import User
from beredskab.encryption import keyed_hash
from beredskab.municipality.models import Municipality
from beredskab.timelimits import local_day
from cases.models import Case, CaseBlock
from infohus import permissions
from infohus.choices import OUTSIDE, Basis, Seat

# What the keyed hashes of calendar addresses are for.
FEED_PURPOSE = "calendar feed"


class AgendaItemQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any, at: datetime | None = None) -> Self:
        """The items of which the user may know; the one gate."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        at = at or timezone.now()
        ways = Q(pk__in=_asked(user, at)) | _kept(user, at)
        without = Municipality.objects.filter(has_infohus=False)
        return self.filter(~Exists(without), ways).exclude(_barred(user))

    def kept_by(self, user: User, at: datetime | None = None) -> Self:
        """The items that she keeps as coordinator, not those to which she is only asked."""
        return self.filter(_kept(user, at or timezone.now())).exclude(_barred(user))


class MeetingQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any, at: datetime | None = None) -> Self:
        """The meetings of which the user may know an item."""
        items = apps.get_model("infohus", "AgendaItem")._default_manager.visible_to(user, at)
        return self.filter(pk__in=items.values("meeting"))

    def in_calendar_of(self, user: Any, at: datetime) -> Self:
        """What the calendar of the user shows: where she is asked now, and what she convened.

        Nothing of it outlasts the sight of the participants.
        """
        items = apps.get_model("infohus", "AgendaItem")._default_manager.visible_to(user, at)
        asked = Q(pk__in=items.filter(pk__in=_asked(user, at)).values("meeting"))
        convened = Q(convened_by=user, pk__in=items.values("meeting"))
        return self.filter(asked | convened, sight_ends_at__gt=at).order_by("starts_at", "pk")

    def lock(self, meeting: models.Model) -> Any:
        """The meeting itself, read anew and held until the transaction ends."""
        return self.select_for_update().get(pk=meeting.pk)


class CalendarFeedQuerySet(models.QuerySet[Any]):
    def by_token(self, token: str) -> Self:
        """The one that the key opens; it is looked for by its hash, so time tells nothing."""
        return self.filter(token_hash=keyed_hash(token, FEED_PURPOSE)).select_related("user")

    def of(self, user: User) -> Any:
        """The user's own, if she has one."""
        return self.filter(user=user).first()


class InvitationQuerySet(models.QuerySet[Any]):
    def claim(self, at: datetime, size: int) -> Self:
        """The oldest that are to be mailed now, held; those that another worker holds are left."""
        due = self.filter(next_mail_at__lte=at).order_by("next_mail_at", "pk")
        return due.select_for_update(skip_locked=True, of=("self",)).select_related(
            "participant__user", "participant__meeting"
        )[:size]


def _kept(user: User, at: datetime) -> Q:
    """The items of the coordinator: those on cases that she sees."""
    if not permissions.can_convene(user):
        return Q(pk__in=[])
    return Q(case__in=Case.objects.visible_to(user, at=at))


def _asked(user: User, at: datetime) -> models.QuerySet[Any, Any]:
    """The items to which the user is asked, while they are shown to her.

    Of a case that was closed before the meeting began, nobody needs to know any more.
    """
    begins = F("item__meeting__starts_at")
    is_of_use = Q(item__case__closed_at__isnull=True) | Q(item__case__closed_at__gte=begins)
    asked = apps.get_model("infohus", "ItemParticipant")._default_manager
    return asked.filter(
        _let_in(),
        _still_member(at),
        is_of_use,
        participant__user=user,
        participant__removed_at__isnull=True,
        participant__reply__in=["", "accepted"],
        item__meeting__convened_at__lte=at,
        item__meeting__cancelled_at__isnull=True,
        item__meeting__sight_ends_at__gt=at,
    ).values("item")


def _still_member(at: datetime) -> Q:
    """A guest, or who is in the register that day as the user and in the seat she was asked as."""
    last_day = "participant__member__to_on"
    until = Q(**{f"{last_day}__isnull": True}) | Q(**{f"{last_day}__gte": local_day(at)})
    return Q(participant__member__isnull=True) | until & Q(
        participant__member__user=F("participant__user"),
        participant__member__seat=F("participant__seat"),
    )


def _barred(user: User) -> Q:
    """The items on cases from which she is blocked, or that were joined to such a case."""
    blocks = CaseBlock.objects.filter(user=user, lifted_at__isnull=True).values("case")
    joined = Q(case__joined_into__in=blocks) | Q(case__joined_into__joined_into__in=blocks)
    return Q(case__in=blocks) | joined


def _let_in() -> Q:
    """Whom the basis of an item lets in: without section 115 neither guests nor outsiders.

    Specialist advisers take part in anonymised items alone.
    """
    is_standing = Q(participant__member__isnull=False) | Q(participant__stands_in_for__isnull=False)
    own = is_standing & ~Q(participant__seat__in=[*OUTSIDE, Seat.ADVISER])
    within = Q(item__basis=Basis.SECTION_115) & ~Q(participant__seat=Seat.ADVISER)
    return own | within | Q(item__basis=Basis.ANONYMISED)
