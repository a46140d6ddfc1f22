"""Who may know of a meeting, and of which of its items (need to know, R84, R90).

The coordinator knows the meetings on cases that she sees. A participant knows the items to which
she is asked, from the invitation until the set time after the meeting, where the item's basis
lets her seat in, and as long as the register still says what she was asked as; where she is
blocked from the case, or has a personal tie, the item is not there. What an item holds she reads
once she has declared that she has no tie. Two things outlast the time, though not her place in the
register: what is recommended to her own authority, until it is done, and minutes to which she has
yet to agree. Without an Infohus nobody knows of any (R101).
"""

from datetime import datetime
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from beredskab.accounts.models import User
from beredskab.encryption import keyed_hash
from beredskab.municipality.models import Municipality
from beredskab.timelimits import local_day
from cases.models import Case, CaseBlock
from infohus import permissions
from infohus.choices import OUTSIDE, SHARED, Answered, Basis, Outcome, Seat, Section, Tie

# What the keyed hashes of calendar addresses are for.
FEED_PURPOSE = "calendar feed"


class AgendaItemQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any, at: datetime | None = None) -> Self:
        """The items of which the user may know; the one gate."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        at = at or timezone.now()
        ways = Q(pk__in=_asked(user, at)) | _kept(user, at)
        return self.filter(_has_infohus(), ways).exclude(_barred(user))

    def kept_by(self, user: User, at: datetime | None = None) -> Self:
        """The items that she keeps as coordinator, not those to which she is only asked."""
        return self.filter(_kept(user, at or timezone.now())).exclude(_barred(user))

    def read_by(self, user: Any, at: datetime | None = None) -> Self:
        """The items whose contents the user may read: who is asked has declared no tie first."""
        at = at or timezone.now()
        return self.visible_to(user, at).filter(Q(pk__in=_declared(user)) | _kept(user, at))

    def to_agree(self, user: User, at: datetime) -> Self:
        """The items that she attended and to whose minutes she has yet to agree.

        She has declared her ties, as before she reads anything else, and the register still
        says what she was asked as; the time after the meeting has no end here.
        """
        answers = apps.get_model("infohus", "MinutesAnswer")._default_manager
        agreed = answers.filter(
            version__item=OuterRef("pk"),
            version__section=Section.MINUTES,
            version__number=OuterRef("minutes_number"),
            participant__user=user,
            agrees=True,
        )
        asked = Q(minutes_number__isnull=False, pk__in=_attended(user, at))
        found = self.filter(_has_infohus(), asked, pk__in=_declared(user))
        return found.exclude(Exists(agreed)).exclude(_barred(user))


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


class ItemParticipantQuerySet(models.QuerySet[Any]):
    def let_in(self) -> Self:
        """Those whom the basis of the item lets in, and who have not said no."""
        return self.filter(
            _let_in(),
            participant__removed_at__isnull=True,
            participant__reply__in=["", "accepted"],
        )

    def shown(self, at: datetime) -> Self:
        """Those to whom the item is shown now, blocks and personal ties apart.

        Of a case that was closed before the meeting began, nobody needs to know any more.
        """
        begins = F("item__meeting__starts_at")
        is_of_use = Q(item__case__closed_at__isnull=True) | Q(item__case__closed_at__gte=begins)
        return self.let_in().filter(
            _still_member(at),
            is_of_use,
            item__meeting__convened_at__lte=at,
            item__meeting__cancelled_at__isnull=True,
            item__meeting__sight_ends_at__gt=at,
        )

    def readers_of(self, case: Case, at: datetime) -> Self:
        """Who may read an item on the case now, by a log-in of her own."""
        ties = apps.get_model("infohus", "TieDeclaration")._default_manager
        own = ties.filter(item=OuterRef("item"), participant=OuterRef("participant"))
        blocked = case.blocks.standing().values("user")
        rows = self.shown(at).filter(item__case=case, participant__user__is_active=True)
        rows = rows.exclude(participant__user__in=blocked).filter(~Exists(_closing(own)))
        return rows.select_related("participant__user", "item__meeting").order_by("pk")


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
        answers = ["", Answered.ACCEPTED.value]
        return self.handed_on().filter(outcome=Outcome.MEASURE, answer__in=answers)

    def visible_to(self, user: Any, at: datetime | None = None) -> Self:
        """Those of which the user may know: of her cases, and of her own authority (R84, R93)."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        at = at or timezone.now()
        ways = Q(item__case__in=Case.objects.visible_to(user, at=at)) | Q(pk__in=self.own(user, at))
        items = apps.get_model("infohus", "AgendaItem")._default_manager
        shut = items.filter(_barred(user)).values("pk")
        return self.handed_on().filter(_has_infohus(), ways).exclude(item__in=shut)

    def own(self, user: User, at: datetime) -> Self:
        """What is recommended to the authority for which she was at the table, until it is done.

        She still has her place in it. Where two sat in a seat that several authorities share, it
        is nobody's own.
        """
        authority = Q(participant__seat=OuterRef("seat")) | Q(
            participant__member__unit=OuterRef("unit")
        )
        asked = apps.get_model("infohus", "ItemParticipant")._default_manager
        others = asked.filter(item=OuterRef("item"), participant__seat=OuterRef("seat")).exclude(
            participant__user=user
        )
        return self.waiting().filter(
            ~Q(seat__in=SHARED) | ~Exists(others),
            Exists(_let_in_rows(user, at).filter(authority, item=OuterRef("item"))),
            item__in=_declared(user),
        )


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


def _has_infohus() -> Q:
    """The condition that the municipality has an Infohus: without one nobody knows of any."""
    return Q(~Exists(Municipality.objects.filter(has_infohus=False)))


def _kept(user: User, at: datetime) -> Q:
    """The items of the coordinator: those on cases that she sees."""
    if not permissions.can_convene(user):
        return Q(pk__in=[])
    return Q(case__in=Case.objects.visible_to(user, at=at))


def _asked(user: User, at: datetime) -> models.QuerySet[Any, Any]:
    """The items to which the user is asked, while they are shown to her."""
    asked = apps.get_model("infohus", "ItemParticipant")._default_manager
    return asked.shown(at).filter(participant__user=user).values("item")


def _let_in_rows(user: User, at: datetime) -> models.QuerySet[Any, Any]:
    """Where the user is asked to an item whose basis lets her in, and has not said no.

    As long as the register says what she was asked as.
    """
    asked = apps.get_model("infohus", "ItemParticipant")._default_manager
    return asked.let_in().filter(_still_member(at), participant__user=user)


def _declared(user: User) -> models.QuerySet[Any, Any]:
    """The items of which she has said how she is tied to their persons."""
    ties = apps.get_model("infohus", "TieDeclaration")._default_manager
    return ties.filter(participant__user=user).values("item")


def _attended(user: User, at: datetime) -> models.QuerySet[Any, Any]:
    """The items at which she was present by her log-in, and which let her in."""
    attendances = apps.get_model("infohus", "Attendance")._default_manager
    there = attendances.filter(participant__user=user, struck_at__isnull=True)
    return _let_in_rows(user, at).filter(item__in=there.values("item")).values("item")


def _still_member(at: datetime) -> Q:
    """A guest, or who is in the register that day as the user and in the seat she was asked as."""
    last_day = "participant__member__to_on"
    until = Q(**{f"{last_day}__isnull": True}) | Q(**{f"{last_day}__gte": local_day(at)})
    return Q(participant__member__isnull=True) | until & Q(
        participant__member__user=F("participant__user"),
        participant__member__seat=F("participant__seat"),
    )


def _barred(user: User) -> Q:
    """The items on cases from which she is blocked, or that were joined to such a case.

    And those that a personal tie closes to her, also where she keeps Infohus.
    """
    blocks = CaseBlock.objects.standing().of(user).values("case")
    joined = Q(case__joined_into__in=blocks) | Q(case__joined_into__joined_into__in=blocks)
    ties = apps.get_model("infohus", "TieDeclaration")._default_manager
    tied = _closing(ties.filter(participant__user=user)).values("item")
    return Q(case__in=blocks) | joined | Q(pk__in=tied)


def _closing(declarations: models.QuerySet[Any, Any]) -> models.QuerySet[Any, Any]:
    """Those that close their item: a tie, or an unsure one, that is not ruled to be none."""
    return declarations.exclude(answer=Tie.NONE).exclude(ruling__may_take_part=True)


def _let_in() -> Q:
    """Whom the basis of an item lets in: without section 115 neither guests nor outsiders.

    Within it only those of whom it is said why they must know. Specialist advisers take part in
    anonymised items alone.
    """
    needs = apps.get_model("infohus", "NeedToKnow")._default_manager
    said = needs.filter(item=OuterRef("item"), participant=OuterRef("participant"))
    is_standing = Q(participant__member__isnull=False) | Q(participant__stands_in_for__isnull=False)
    own = is_standing & ~Q(participant__seat__in=[*OUTSIDE, Seat.ADVISER])
    within = Q(item__basis=Basis.SECTION_115) & ~Q(participant__seat=Seat.ADVISER) & Exists(said)
    return own | within | Q(item__basis=Basis.ANONYMISED)
