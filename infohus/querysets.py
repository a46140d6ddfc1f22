"""Who may know of a meeting, and of which of its items (need to know, R84, R90).

The coordinator knows the meetings on cases that she sees. A participant knows the items to which
she is asked, from the invitation until the set time after the meeting, where the item's basis
lets her seat in; where she is blocked from the case, or has a personal tie, the item is not
there. What an item holds she reads once she has declared that she has no tie. Two things outlast
the time: what is recommended to her own authority, until it is done, and minutes to which she has
yet to agree.
"""

from datetime import datetime
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from beredskab.accounts.models import User
from cases.models import Case, CaseBlock
from infohus import permissions
from infohus.choices import OUTSIDE, Answered, Basis, Seat, Section, Tie


class AgendaItemQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any, at: datetime | None = None) -> Self:
        """The items of which the user may know; the one gate."""
        if not isinstance(user, User):
            return self.none()
        at = at or timezone.now()
        ways = Q(pk__in=_asked(user, at))
        if permissions.can_convene(user):
            ways |= Q(case__in=Case.objects.visible_to(user, at=at))
        barred = CaseBlock.objects.filter(user=user, lifted_at__isnull=True)
        return self.filter(ways).exclude(case__in=barred.values("case")).exclude(_tied(user))

    def read_by(self, user: Any, at: datetime | None = None) -> Self:
        """The items whose contents the user may read: who is asked has declared no tie first."""
        ways = Q(pk__in=_declared(user))
        if permissions.can_convene(user):
            ways |= Q(case__in=Case.objects.visible_to(user, at=at))
        return self.visible_to(user, at).filter(ways)

    def to_agree(self, user: User) -> Self:
        """The items that she attended and to whose minutes she has yet to agree, at any time."""
        answers = apps.get_model("infohus", "MinutesAnswer")._default_manager
        agreed = answers.filter(
            version__item=OuterRef("pk"),
            version__section=Section.MINUTES,
            version__number=OuterRef("minutes_number"),
            participant__user=user,
            agrees=True,
        )
        barred = CaseBlock.objects.filter(user=user, lifted_at__isnull=True)
        mine = self.filter(minutes_number__isnull=False, pk__in=_attended(user))
        return (
            mine.exclude(Exists(agreed))
            .exclude(case__in=barred.values("case"))
            .exclude(_tied(user))
        )


class MeetingQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any, at: datetime | None = None) -> Self:
        """The meetings of which the user may know an item."""
        items = apps.get_model("infohus", "AgendaItem")._default_manager.visible_to(user, at)
        return self.filter(pk__in=items.values("meeting"))

    def lock(self, meeting: models.Model) -> Any:
        """The meeting itself, read anew and held until the transaction ends."""
        return self.select_for_update().get(pk=meeting.pk)


class RecommendationQuerySet(models.QuerySet[Any]):
    def live(self) -> Self:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def handed_on(self) -> Self:
        """Those that have left the meeting, final or provisional."""
        out = Q(item__concluded_at__isnull=False) | Q(item__provisional_at__isnull=False)
        return self.live().filter(out)

    def waiting(self) -> Self:
        """Those of which the authority has still to do something."""
        return self.handed_on().filter(outcome="measure", answer__in=["", Answered.ACCEPTED.value])

    def visible_to(self, user: Any, at: datetime | None = None) -> Self:
        """Those of which the user may know: of her cases, and of her own authority (R84, R93)."""
        if not isinstance(user, User):
            return self.none()
        at = at or timezone.now()
        ways = Q(item__case__in=Case.objects.visible_to(user, at=at)) | Q(pk__in=self.own(user))
        barred = CaseBlock.objects.filter(user=user, lifted_at__isnull=True)
        return (
            self.handed_on()
            .filter(ways)
            .exclude(item__case__in=barred.values("case"))
            .exclude(item__in=_tied_items(user))
        )

    def own(self, user: User) -> Self:
        """What is recommended to the authority for which she was at the table, until it is done."""
        return self.waiting().filter(
            Exists(
                _let_in_rows(user).filter(
                    Q(participant__seat=OuterRef("seat"))
                    | Q(participant__member__unit=OuterRef("unit")),
                    item=OuterRef("item"),
                )
            ),
            item__in=_declared(user),
        )


def _asked(user: User, at: datetime) -> models.QuerySet[Any, Any]:
    """The items to which the user is asked, while they are shown to her."""
    return (
        _let_in_rows(user)
        .filter(
            item__meeting__convened_at__lte=at,
            item__meeting__cancelled_at__isnull=True,
            item__meeting__sight_ends_at__gt=at,
        )
        .values("item")
    )


def _let_in_rows(user: User) -> models.QuerySet[Any, Any]:
    """Where the user is asked to an item whose basis lets her in, and has not said no."""
    asked = apps.get_model("infohus", "ItemParticipant")._default_manager
    return asked.filter(
        _let_in(),
        participant__user=user,
        participant__removed_at__isnull=True,
        participant__reply__in=["", "accepted"],
    )


def _tied(user: User) -> Q:
    """The condition that a personal tie closes an item to the user, who may keep Infohus."""
    return Q(pk__in=_tied_items(user))


def _tied_items(user: User) -> models.QuerySet[Any, Any]:
    ties = apps.get_model("infohus", "TieDeclaration")._default_manager
    closing = ties.filter(participant__user=user).exclude(answer=Tie.NONE)
    return closing.exclude(answer=Tie.UNSURE, ruling__may_take_part=True).values("item")


def _declared(user: User) -> models.QuerySet[Any, Any]:
    """The items of which she has said how she is tied to their persons."""
    ties = apps.get_model("infohus", "TieDeclaration")._default_manager
    return ties.filter(participant__user=user).values("item")


def _attended(user: User) -> models.QuerySet[Any, Any]:
    """The items at which she was present by her log-in, and which let her in."""
    attendances = apps.get_model("infohus", "Attendance")._default_manager
    there = attendances.filter(participant__user=user, struck_at__isnull=True)
    return _let_in_rows(user).filter(item__in=there.values("item")).values("item")


def _let_in() -> Q:
    """Whom the basis of an item lets in: without section 115 neither guests nor outsiders.

    Specialist advisers take part in anonymised items alone.
    """
    is_standing = Q(participant__member__isnull=False) | Q(participant__stands_in_for__isnull=False)
    own = is_standing & ~Q(participant__seat__in=[*OUTSIDE, Seat.ADVISER])
    within = Q(item__basis=Basis.SECTION_115) & ~Q(participant__seat=Seat.ADVISER)
    return own | within | Q(item__basis=Basis.ANONYMISED)
