"""Who is reached by an alert: owners, officers and leaders, their deputies, less who is barred.

Whoever is reached can open what the alert leads to: the owner because she sees it, everybody else
because she is let in (`opened_by`). Everything is asked at the moment of the alert and for a whole
batch at once, so that the number of queries doesn't grow with the batch.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import NamedTuple, Protocol

from django.contrib.auth import get_user_model
from django.db.models import Q

from beredskab.accounts import duty
from beredskab.accounts.models import Absence, DutyShift, Membership
from beredskab.accounts.roles import Role, current_on
from beredskab.municipality.models import Unit
from beredskab.timelimits import local_day

Barred = Callable[[int, Sequence[int]], set[tuple[int, int]]]
_barred_by: list[Barred] = []


class Opens(Protocol):
    """Tells who of pairs (subject id, user id) can open what an alert leads to."""

    def __call__(
        self, content_type_id: int, pairs: set[tuple[int, int]], *, at: datetime, let_in: bool
    ) -> set[tuple[int, int]]: ...


_opened_by: list[Opens] = []


class Alert(NamedTuple):
    """A claimed deadline whose alert is to be posted."""

    pk: int
    content_type_id: int
    subject_id: int
    owner_id: int | None
    unit_id: int | None
    acute: bool
    due_at: datetime
    amber_at: datetime | None
    reference: str
    path: str
    step: int
    to: str

    @property
    def audiences(self) -> list[str]:
        """To whom the alert goes; none when only the breach is to be noted."""
        return list(json.loads(self.to))


def barred_by(ask: Barred) -> Barred:
    """Register who must not be told: `ask(content_type_id, subject_ids)` returns pairs.

    The pairs are (subject id, user id). Cases use it for blocks.
    """
    if ask not in _barred_by:
        _barred_by.append(ask)
    return ask


def opened_by(ask: Opens) -> Opens:
    """Register who can open what an alert leads to; `let_in` opens it to who is to be alerted.

    Who can't, is not alerted. Pairs of subjects that the registered knows nothing of pass.
    """
    if ask not in _opened_by:
        _opened_by.append(ask)
    return ask


def resolve(alerts: Sequence[Alert], *, at: datetime) -> dict[int, list[int]]:
    """Return the ids of the users whom each alert reaches, by deadline: its audiences, else the
    leaders of its unit, else any leader of children's units.

    Nobody is reached by an alert without audience, and where even the leaders are out of reach.
    """
    alerts = [alert for alert in alerts if alert.audiences]
    if not alerts:
        return {}
    people = _People(alerts, at)
    barred = _barred(alerts)
    reached: dict[int, list[int]] = {alert.pk: [] for alert in alerts}
    for wanted in (people.wanted, people.leaders, people.leaders_anywhere):
        left = {
            alert: people.present(wanted(alert)) - barred[alert.content_type_id, alert.subject_id]
            for alert in alerts
            if not reached[alert.pk]
        }
        opened = _opening(left, at, let_in=True)
        reached |= {alert.pk: sorted(users) for alert, users in opened.items()}
    return reached


def _barred(alerts: Sequence[Alert]) -> dict[tuple[int, int], set[int]]:
    """Ask once per model and rule who must not be told."""
    subjects = defaultdict(set)
    for alert in alerts:
        subjects[alert.content_type_id].add(alert.subject_id)
    barred = defaultdict(set)
    for content_type_id, ids in subjects.items():
        for ask in _barred_by:
            for subject_id, user_id in ask(content_type_id, sorted(ids)):
                barred[content_type_id, subject_id].add(user_id)
    return barred


def _opening(
    wanted: Mapping[Alert, set[int]], at: datetime, *, let_in: bool
) -> dict[Alert, set[int]]:
    """Leave of whom each alert is to reach those who can open it."""
    pairs: dict[int, set[tuple[int, int]]] = defaultdict(set)
    for alert, users in wanted.items():
        pairs[alert.content_type_id].update((alert.subject_id, user) for user in users)
    for content_type_id in pairs:
        for ask in _opened_by:
            pairs[content_type_id] = ask(
                content_type_id, pairs[content_type_id], at=at, let_in=let_in
            )
    return {
        alert: {user for user in users if (alert.subject_id, user) in pairs[alert.content_type_id]}
        for alert, users in wanted.items()
    }


class _People:
    """Who may be reached by a batch of alerts at one moment; all of them are active."""

    def __init__(self, alerts: Sequence[Alert], at: datetime) -> None:
        self.at = at
        units = {alert.unit_id for alert in alerts if alert.unit_id}
        self._owners = self._owners_who_see(alerts)
        self._leaders = self._members(Role.LEADER, Q(unit__in=units))
        self._deputies = self._absent()
        self._officers = self._on_shift()

    def wanted(self, alert: Alert) -> set[int]:
        """Whom its rung of the ladder names."""
        found: set[int] = set()
        for audience in alert.audiences:
            found |= self._AUDIENCES[audience](self, alert)
        return found

    def leaders(self, alert: Alert) -> set[int]:
        """The leaders of its unit."""
        return self._leaders.get(alert.unit_id, set())

    def leaders_anywhere(self, _alert: Alert) -> set[int]:
        """The leaders of all units for children."""
        return self._child_leaders

    def present(self, users: set[int]) -> set[int]:
        """The users, or who stands in for them."""
        return set(map(self._stand_in, users))

    def _owner(self, alert: Alert) -> set[int]:
        return self._owners[alert]

    def _duty(self, alert: Alert) -> set[int]:
        """The officers on duty for the unit, else for any; whenever acute, all there are."""
        on_duty = self._officers.get(alert.unit_id) or set().union(*self._officers.values())
        return on_duty or (self._all_officers if alert.acute else set())

    _AUDIENCES = {"owner": _owner, "leader": leaders, "duty": _duty}

    def _owners_who_see(self, alerts: Sequence[Alert]) -> dict[Alert, set[int]]:
        """Whose sight was taken is not let in by what she still owes; the leaders are told then."""
        keys = {alert.owner_id for alert in alerts if alert.owner_id}
        users = get_user_model().objects.filter(pk__in=keys, is_active=True)
        active = set(users.values_list("pk", flat=True))
        owners = {alert: {alert.owner_id or 0} & active for alert in alerts}
        return _opening(owners, self.at, let_in=False)

    @cached_property
    def _all_officers(self) -> set[int]:
        return set().union(*self._members(Role.DUTY_OFFICER, Q()).values())

    @cached_property
    def _child_leaders(self) -> set[int]:
        return set().union(*self._members(Role.LEADER, Q(unit__kind=Unit.Kind.CHILD)).values())

    def _members(self, role: Role, where: Q) -> dict[int | None, set[int]]:
        current = Membership.objects.filter(
            current_on(local_day(self.at)), where, role=role, user__is_active=True
        )
        members: dict[int | None, set[int]] = defaultdict(set)
        for unit_id, user_id in current.values_list("unit", "user"):
            members[unit_id].add(user_id)
        return members

    def _on_shift(self) -> dict[int | None, set[int]]:
        officers: dict[int | None, set[int]] = defaultdict(set)
        for shift in duty.shifts_at(self.at):
            if shift.kind == DutyShift.Kind.OFFICER:
                officers[shift.unit_id].add(shift.user_id)
        return officers

    def _absent(self) -> dict[int, int]:
        """Who stands in for whom now; the newest absence counts, as in `duty.stand_in`."""
        absences = Absence.objects.filter(
            from_at__lte=self.at, to_at__gt=self.at, deputy__is_active=True
        ).order_by("from_at", "-pk")
        return dict(absences.values_list("user", "deputy"))

    def _stand_in(self, user: int) -> int:
        for _ in range(duty.MAX_CHAIN):
            user = self._deputies.get(user, user)
        return user
