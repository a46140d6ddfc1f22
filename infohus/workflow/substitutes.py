"""A leader appoints a substitute of the coordinator while both consultants are away (R79)."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts import grants
from beredskab.accounts.models import Absence, Membership, User
from beredskab.accounts.roles import Role, current_on
from beredskab.audit import trail
from beredskab.errors import NeedsReason, Refused
from beredskab.notices import outbox
from beredskab.timelimits import end_of_day
from cases.models import CaseUserGrant
from cases.workflow.telling import blocked
from infohus import permissions
from infohus.models import Substitute
from infohus.workflow.members import EndsBeforeItBegan

# For how long at most: whoever is needed longer becomes a coordinator.
LONGEST = timedelta(days=60)


class NotAway(Refused):
    message = _(
        "A coordinator is here on one of the days. Her absence is recorded first, under Absences."
    )


class IsCoordinator(Refused):
    message = _("She is a coordinator already.")


class ReadsAll(Refused):
    message = _("An adviser or duty officer would read all of each case. Choose somebody else.")


class TooLong(Refused):
    message = _("A substitute is appointed for at most 60 days.")


@transaction.atomic
def appoint_substitute(
    *, user: User, from_on: date, to_on: date, reason: str, by: User, at: datetime
) -> Substitute:
    """Let somebody keep Infohus from a day to a day; she sees the cases that wait there.

    Raises PermissionDenied unless `by` is a leader and appoints another, NeedsReason,
    EndsBeforeItBegan, TooLong, IsCoordinator, ReadsAll of whom her role opens the whole case, and
    NotAway where a coordinator is here on one of the days.
    """
    permissions.require_appoint(by, user)
    if to_on < from_on:
        raise EndsBeforeItBegan
    if to_on - from_on > LONGEST:
        raise TooLong
    if not reason.strip():
        raise NeedsReason(_("Write why"), field="reason")
    keepers = _keepers(from_on)
    if not keepers:
        raise NotAway(_("There is no coordinator to stand in for. The administrator makes one."))
    if _is_coordinator(user, from_on):
        raise IsCoordinator
    if not permissions.stand_ins(from_on).filter(pk=user.pk).exists():
        raise ReadsAll
    if not all(_is_away(one.user_id, from_on, to_on) for one in keepers):
        raise NotAway
    _become_coordinator(user, keepers[0], from_on=from_on, to_on=to_on)
    row = Substitute.objects.create(
        user=user,
        from_on=from_on,
        to_on=to_on,
        reason=reason.strip(),
        appointed_at=at,
        appointed_by=by,
    )
    trail.record(row, "infohus.substitute_appointed", by=by, at=at, user=user.pk)
    _hand_over(row, by=by, at=at)
    for to in (user, *(one.user for one in keepers)):
        outbox.post(to, f"substitute:{row.pk}", at=at, kind="infohus_substitute")
    return row


def _keepers(day: date) -> list[Membership]:
    """The coordinators of the day, without who only stands in."""
    held = Membership.objects.select_for_update(of=["self"]).filter(
        current_on(day), role=Role.COORDINATOR, user__is_active=True
    )
    stand_ins = Substitute.objects.filter(from_on__lte=day, to_on__gte=day).values("user")
    return list(held.exclude(user__in=stand_ins).select_related("unit", "user").order_by("pk"))


def _is_coordinator(user: User, day: date) -> bool:
    """Whether she is or becomes one by herself, so that no appointment may cut it short."""
    held = user.memberships.filter(role=Role.COORDINATOR).exclude(to_on__lt=day)
    return held.exists() and not Substitute.objects.filter(user=user, to_on__gte=day).exists()


def _is_away(user: int, first: date, last: date) -> bool:
    """Whether one absence of hers begins on the first day at the latest, and outlasts the last.

    Absences are written to the minute, so 23.59 is the end of the day.
    """
    begun, ended = end_of_day(first), end_of_day(last).replace(second=0, microsecond=0)
    return Absence.objects.filter(user=user, from_at__lt=begun, to_at__gte=ended).exists()


def _become_coordinator(user: User, kept: Membership, *, from_on: date, to_on: date) -> None:
    Membership.objects.update_or_create(
        user=user,
        unit=kept.unit,
        role=Role.COORDINATOR,
        defaults={"from_on": from_on, "to_on": to_on},
    )


def _hand_over(row: Substitute, *, by: User, at: datetime) -> None:
    """Let her see the open cases that wait for Infohus, as long as she stands in.

    They were given to the coordinators, or to their deputies while they were away.
    """
    given = CaseUserGrant.objects.filter(reason="infohus", content_object__closed_at__isnull=True)
    until = end_of_day(row.to_on)
    cases = {one.content_object for one in given.select_related("content_object")}
    for case in sorted(cases, key=lambda one: one.pk):
        if row.user_id not in blocked(case):
            grants.give(case, row.user, by=by, at=at, reason="infohus", until=until)
