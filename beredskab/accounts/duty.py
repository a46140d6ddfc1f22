"""Who has the duty, who leads, who stands in."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime, timedelta

from django.db.models import Q

from beredskab.accounts.models import Absence, DutyShift, Membership, User
from beredskab.accounts.roles import ADVISERS, ON_DUTY, Role, current_on
from beredskab.municipality.models import Unit
from beredskab.timelimits import TZ

MAX_CHAIN = 5


def shifts_at(at: datetime) -> list[DutyShift]:
    """The lines of the rota that run at `at`, of active users whose role lets them act."""
    local = at.astimezone(TZ)
    today, yesterday = local.date(), local.date() - timedelta(days=1)
    may_act = Membership.objects.filter(current_on(today), role__in=ON_DUTY)
    lines = DutyShift.objects.filter(
        Q(to_on__isnull=True) | Q(to_on__gte=yesterday),
        from_on__lte=today,
        user__is_active=True,
        user__in=may_act.values("user"),
    ).select_related("user", "unit")
    return [shift for shift in lines if _runs(shift, local)]


def _runs(shift: DutyShift, local: datetime) -> bool:
    now, day = local.time(), local.date()
    past_midnight = shift.starts >= shift.ends
    if past_midnight and now < shift.ends:
        day -= timedelta(days=1)
    elif now < shift.starts or (not past_midnight and now >= shift.ends):
        return False
    in_force = shift.from_on <= day and (shift.to_on is None or day <= shift.to_on)
    return in_force and day.weekday() in shift.weekdays


def adviser_on_duty(unit: Unit, at: datetime) -> User | None:
    """The duty adviser of the unit by rota, or whoever stands in for her."""
    for shift in shifts_at(at):
        if shift.unit_id == unit.pk and shift.kind == DutyShift.Kind.ADVISER:
            return stand_in(shift.user, at)
    return None


def officers_on_duty(at: datetime, unit: Unit | None = None) -> list[User]:
    """The duty officers at `at`, of all units or of one; deputies when they are away."""
    present = stand_ins(at)
    officers = {
        present(shift.user)
        for shift in shifts_at(at)
        if shift.kind == DutyShift.Kind.OFFICER and (unit is None or shift.unit_id == unit.pk)
    }
    return sorted(officers, key=lambda user: user.pk)


def units_on_duty(user: User, at: datetime) -> list[int]:
    """The keys of the units for which the user is duty officer at `at`.

    Whoever has the duty has it also for the units that nobody else covers: their alerts reach her
    (`deadlines.recipients`), so that she must be able to open what they lead to.
    """
    present = stand_ins(at)
    shifts = [shift for shift in shifts_at(at) if shift.kind == DutyShift.Kind.OFFICER]
    own = {shift.unit_id for shift in shifts if present(shift.user) == user}
    if not own:
        return []
    covered = [shift.unit_id for shift in shifts]
    uncovered = Unit.objects.filter(is_active=True).exclude(pk__in=covered)
    return sorted(own.union(uncovered.values_list("pk", flat=True)))


def stand_in(user: User, at: datetime) -> User:
    """The user herself, or whoever stands in for her at `at`; deputies of deputies too."""
    return stand_ins(at)(user)


def stand_ins(at: datetime) -> Callable[[User], User]:
    """Return `stand_in` at `at` for any number of users, by one query."""
    absences = Absence.objects.filter(from_at__lte=at, to_at__gt=at).select_related("deputy")
    # The newest absence counts, so it is read last.
    deputies = {row.user_id: row.deputy for row in absences.order_by("from_at", "-pk")}

    def present(user: User) -> User:
        for _step in range(MAX_CHAIN):
            deputy = deputies.get(user.pk)
            if deputy is None or not deputy.is_active:
                return user
            user = deputy
        return user

    return present


def members(unit: Unit, roles: Iterable[str], at: datetime) -> list[User]:
    """The active users who hold one of the roles in the unit on the day of `at`."""
    found = (
        Membership.objects.filter(
            current_on(at.astimezone(TZ).date()),
            unit=unit,
            role__in=list(roles),
            user__is_active=True,
        )
        .select_related("user")
        .order_by("pk")
    )
    return list(dict.fromkeys(membership.user for membership in found))


def leaders_of(unit: Unit, at: datetime) -> list[User]:
    """The leaders of the unit, in the order they were set."""
    return members(unit, [Role.LEADER], at)


def receiver_of(unit: Unit, at: datetime, *, without: Collection[int] = ()) -> User | None:
    """Who takes the duty to act when something reaches the unit at `at` (R35).

    The duty adviser by rota, else the duty officer, else a leader, else any adviser; none of
    those with a key in `without`.
    """
    present = stand_ins(at)
    candidates = [
        adviser_on_duty(unit, at),
        *officers_on_duty(at, unit),
        *map(present, leaders_of(unit, at)),
        *map(present, members(unit, ADVISERS, at)),
    ]
    return next((user for user in candidates if user and user.pk not in without), None)


def holders_of(role: Role, at: datetime) -> list[User]:
    """The active users who hold a role in any unit on the day of `at`; deputies when away.

    Who is here herself comes before who only stands in for another.
    """
    found = (
        Membership.objects.filter(
            current_on(at.astimezone(TZ).date()), role=role, user__is_active=True
        )
        .select_related("user")
        .order_by("pk")
    )
    present = stand_ins(at)
    there = [(present(membership.user), membership.user) for membership in found]
    there.sort(key=lambda pair: pair[0] != pair[1])
    return list(dict.fromkeys(user for user, _holder in there))


def holders(roles: Iterable[Role], at: datetime) -> list[User]:
    """All who hold one of the roles, each once; as `holders_of` finds them."""
    found = [user for role in roles for user in holders_of(role, at)]
    return list(dict.fromkeys(found))
