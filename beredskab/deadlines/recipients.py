"""Who is reached by an alert: owners, officers and leaders, their deputies, less who is barred.

Everything is asked at the moment of the alert and for a whole batch at once, so that the number
of queries doesn't grow with the batch.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.db.models import Q

from beredskab.accounts import duty
from beredskab.accounts.models import Absence, DutyShift, Membership
from beredskab.accounts.roles import Role, current_on
from beredskab.municipality.models import Unit
from beredskab.timelimits import local_day

Barred = Callable[[int, Sequence[int]], set[tuple[int, int]]]
_barred_by: list[Barred] = []


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


def resolve(alerts: Sequence[Alert], *, at: datetime) -> dict[int, list[int]]:
    """Return the ids of the users whom each alert reaches, by deadline.

    Nobody is reached by an alert without audience, and where even the leaders are out of reach.
    """
    alerts = [alert for alert in alerts if alert.audiences]
    if not alerts:
        return {}
    people = _People(alerts, at)
    barred = _barred(alerts)
    return {
        alert.pk: people.reach(alert, barred.get((alert.content_type_id, alert.subject_id), ()))
        for alert in alerts
    }


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


class _People:
    """Who may be reached by a batch of alerts at one moment; all of them are active."""

    def __init__(self, alerts: Sequence[Alert], at: datetime) -> None:
        self.at = at
        owners = {alert.owner_id for alert in alerts if alert.owner_id}
        units = {alert.unit_id for alert in alerts if alert.unit_id}
        users = get_user_model().objects.filter(pk__in=owners, is_active=True)
        self.owners = set(users.values_list("pk", flat=True))
        self.leaders = self._members(Role.LEADER, Q(unit__in=units))
        self.deputies = self._deputies()
        self.officers = self._on_shift()

    def reach(self, alert: Alert, barred: Collection[int]) -> list[int]:
        """Return whom the alert reaches: its audiences, else its leaders, else any leader."""
        for wanted in (self._wanted, self._leaders, self._leaders_anywhere):
            if found := {self._stand_in(user) for user in wanted(alert)}.difference(barred):
                return sorted(found)
        return []

    def _wanted(self, alert: Alert) -> set[int]:
        found: set[int] = set()
        for audience in alert.audiences:
            found |= self._AUDIENCES[audience](self, alert)
        return found

    def _owner(self, alert: Alert) -> set[int]:
        return {alert.owner_id} & self.owners if alert.owner_id else set()

    def _leaders(self, alert: Alert) -> set[int]:
        return self.leaders.get(alert.unit_id, set())

    def _duty(self, alert: Alert) -> set[int]:
        """The officers on duty for the unit, else for any; whenever acute, all there are."""
        on_duty = self.officers.get(alert.unit_id) or set().union(*self.officers.values())
        return on_duty or (self._all_officers if alert.acute else set())

    def _leaders_anywhere(self, _alert: Alert) -> set[int]:
        return self._child_leaders

    _AUDIENCES = {"owner": _owner, "leader": _leaders, "duty": _duty}

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

    def _deputies(self) -> dict[int, int]:
        """Who stands in for whom now; the newest absence counts, as in `duty.stand_in`."""
        absences = Absence.objects.filter(
            from_at__lte=self.at, to_at__gt=self.at, deputy__is_active=True
        ).order_by("from_at", "-pk")
        return dict(absences.values_list("user", "deputy"))

    def _stand_in(self, user: int) -> int:
        for _ in range(duty.MAX_CHAIN):
            user = self.deputies.get(user, user)
        return user
