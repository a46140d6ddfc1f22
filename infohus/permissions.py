"""Who may do what in Infohus Kommune."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils import timezone

from beredskab.accounts.models import Membership, User
from beredskab.accounts.roles import ADVISERS, Role, current_memberships, current_on, has_role
from beredskab.municipality.models import Municipality
from cases.models import Case
from cases.permissions import can_edit, is_leader_for
from infohus.choices import Seat


def can_convene(user: Any) -> bool:
    """Whether the user keeps Infohus: the SSP coordinator alone (R79, R85), where there is one."""
    return has_role(user, Role.COORDINATOR) and Municipality.objects.current().has_infohus


def require_convene(user: Any) -> User:
    """Return the user; raise PermissionDenied unless she keeps Infohus."""
    if not isinstance(user, User) or not can_convene(user):
        raise PermissionDenied
    return user


def can_appoint(user: Any) -> bool:
    """Whether the user may appoint a substitute of the coordinator: a leader (R79)."""
    return has_role(user, Role.LEADER) and Municipality.objects.current().has_infohus


# Who may stand in for the coordinator: staff of whom the role alone opens no part of a case. An
# adviser or duty officer would read all of each case that she is given, not what Infohus needs.
STAND_INS = frozenset(
    {
        Role.LEADER,
        Role.PROFESSIONAL_LEADER,
        Role.PROFESSIONAL,
        Role.JOBCENTER,
        Role.LAWYER,
    }
)
READ_ALL = ADVISERS | {Role.DUTY_OFFICER}


def stand_ins(on: date) -> QuerySet[User]:
    """The users who may be appointed substitute on that day."""
    held = Membership.objects.filter(current_on(on))
    found = User.objects.filter(
        is_active=True, pk__in=held.filter(role__in=STAND_INS).values("user")
    )
    return found.exclude(pk__in=held.filter(role__in=READ_ALL).values("user"))


def require_appoint(user: Any, substitute: User | None = None) -> User:
    """Return the user; raise PermissionDenied unless she may appoint, and it is not herself."""
    if not isinstance(user, User) or not can_appoint(user) or user == substitute:
        raise PermissionDenied
    return user


def can_fetch(user: User) -> bool:
    """Whether the address of the user's calendar answers: while she is here, and Infohus is."""
    return user.is_active and Municipality.objects.current().has_infohus


def can_follow(user: Any) -> bool:
    """Whether the user may have her meetings in her own calendar.

    The coordinator, standing members and who is asked now; who has an address may close it.
    """
    if not isinstance(user, User) or not can_fetch(user):
        return False
    if can_convene(user) or user.infohus_seats.on(timezone.localdate()).exists():
        return True
    meetings = apps.get_model("infohus", "Meeting")._default_manager
    return hasattr(user, "calendar_feed") or bool(meetings.visible_to(user).exists())


def require_follow(user: Any) -> User:
    """Return the user; raise PermissionDenied unless she may have her meetings in her calendar."""
    if not isinstance(user, User) or not can_follow(user):
        raise PermissionDenied
    return user


def own_seats(case: Case) -> frozenset[Seat]:
    """The seats that speak for the authority whose case it is; others answer for themselves."""
    if case.is_minor:
        return frozenset({Seat.CHILD_AUTHORITY})
    return frozenset({Seat.ADULT_LEADERSHIP, Seat.ADULT_AUTHORITY})


def can_refer(user: Any, recommendation: Any, at: datetime) -> bool:
    """Whether the user may say which decision weighed it: who has the duty to act in its case.

    Who reads it at the table, or keeps Infohus, decides nothing (R92).
    """
    known = type(recommendation).objects.visible_to(user, at).filter(pk=recommendation.pk)
    return known.exists() and can_edit(user, recommendation.item.case)


def require_refer(user: Any, recommendation: Any, at: datetime) -> None:
    """Raise PermissionDenied unless the user may say which decision weighed it."""
    if not can_refer(user, recommendation, at):
        raise PermissionDenied


def can_answer(user: Any, recommendation: Any, at: datetime) -> bool:
    """Whether the user may answer for the authority that is responsible (R94).

    The coordinator notes what she is told; who was at the table for the authority, works in the
    unit, or has the duty to act in the case where her own authority is meant, answers herself.
    """
    known = type(recommendation).objects.visible_to(user, at).filter(pk=recommendation.pk)
    if not known.exists():
        return False
    items = apps.get_model("infohus", "AgendaItem")._default_manager
    keeps = items.kept_by(user, at).filter(pk=recommendation.item_id).exists()
    if keeps or known.own(user, at).exists():
        return True
    if recommendation.unit_id:
        return recommendation.unit_id in {one.unit_id for one in current_memberships(user)}
    case = recommendation.item.case
    return recommendation.seat in own_seats(case) and can_edit(user, case)


def require_answer(user: Any, recommendation: Any, at: datetime) -> None:
    """Raise PermissionDenied unless the user may answer for the authority."""
    if not can_answer(user, recommendation, at):
        raise PermissionDenied


def to_rule(user: User, case: Case, declarations: Iterable[Any], at: datetime) -> list[Any]:
    """The declarations of a case on which the user may rule: she leads its unit and sees it.

    Never on her own, and on none where there is no Infohus (R101).
    """
    if not is_leader_for(user, case) or not Municipality.objects.current().has_infohus:
        return []
    if not Case.objects.visible_to(user, at=at).filter(pk=case.pk).exists():
        return []
    return [one for one in declarations if one.participant.user_id != user.pk]


def can_rule(user: User, declaration: Any, at: datetime) -> bool:
    """Whether the user may rule on the personal tie that was declared."""
    return bool(to_rule(user, declaration.item.case, [declaration], at))


def require_rule(user: User, declaration: Any, at: datetime) -> None:
    """Raise PermissionDenied unless the user may rule on the personal tie."""
    if not can_rule(user, declaration, at):
        raise PermissionDenied
