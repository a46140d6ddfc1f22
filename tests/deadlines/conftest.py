from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from beredskab.accounts.models import Absence, DutyShift, Membership, User
from beredskab.accounts.roles import Role
from beredskab.deadlines import duedates, ladders
from beredskab.municipality.models import DEFAULT_LADDER, Unit
from beredskab.timelimits import Hours

MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)  # 10 o'clock in Denmark
NUMBER = count(1)


class Office:
    """A unit with an adviser, a leader and a duty officer, and things that are owed in it."""

    def __init__(self):
        self.unit = self.subject()
        self.adviser, self.leader, self.officer = self.user(), self.user(), self.user()
        self.member(self.adviser, Role.ADVISER_CHILD)
        self.member(self.leader, Role.LEADER)
        self.member(self.officer, Role.DUTY_OFFICER)

    def user(self, **fields):
        return User.objects.create(username=f"user{next(NUMBER)}", name="Mette Holm", **fields)

    def subject(self):
        """Return something to owe about: any row will do."""
        number = next(NUMBER)
        return Unit.objects.create(slug=f"unit{number}", name=f"Unit {number}", kind="child")

    def member(self, user, role, unit=None):
        Membership.objects.create(
            user=user, unit=unit or self.unit, role=role, from_on=MONDAY.date()
        )

    def shift(self, user, starts="16:00", ends="08:00"):
        DutyShift.objects.create(
            unit=self.unit, kind="officer", user=user, weekdays=list(range(7)), starts=starts,
            ends=ends, from_on="2026-01-01",
        )  # fmt: skip

    def away(self, user, deputy, at=MONDAY):
        Absence.objects.create(
            user=user, deputy=deputy, from_at=at - timedelta(days=1), to_at=at + timedelta(days=9)
        )

    def assessment(self, subject=None, *, received=MONDAY, at=None, **fields):
        """Owe a 24-hour assessment, with the ladder of R36."""
        due = Hours(24).due(received)
        wanted = {"owner": self.adviser, "unit": self.unit, "reference": "7K2-PQ9"}
        ladder = ladders.for_hours(due, DEFAULT_LADDER["assessment"], received=received)
        return duedates.add(
            subject or self.subject(), "assessment", due, at=at or received, ladder=ladder,
            **wanted | fields,
        )  # fmt: skip


@pytest.fixture
def office(db):
    return Office()


def sweep(at):
    """Sweep until nothing is left, as the task does."""
    return sum(iter(lambda: duedates.alert_batch(at=at), 0))


def told(*users):
    """Return the keys of the notices of these users, in order."""
    from beredskab.notices.models import Notice

    return list(
        Notice.objects.filter(recipient__in=users).order_by("pk").values_list("key", flat=True)
    )
