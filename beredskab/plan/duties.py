"""How the duties of § 15(3) are met, and what else keeps the plan alive, for who answers for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beredskab.accounts.models import Membership
from beredskab.accounts.roles import current_on
from beredskab.municipality.models import Contact
from beredskab.plan import permissions, revision
from beredskab.plan.models import Acknowledgement, Edition, PlanPdf
from beredskab.plan.revision import Stage
from beredskab.timelimits import local_day

FEW = 5  # So many people are shown by their unit; in fewer, one could be told from the others.
# The portal's own measure, no law: who is to have read the plan within how long.
ENOUGH = 90
TIME_TO_READ = timedelta(days=60)
CHECK_SOON = timedelta(days=30)


class Standing(StrEnum):
    """Whether a duty is met."""

    MET = "met"
    SOON = "soon"
    NOT_MET = "not_met"

    @property
    def badge(self) -> tuple[str, str, str]:
        """The variant, the word and the icon that tell it."""
        variant, word, icon = _BADGES[self]
        return variant, str(word), icon


_BADGES: dict[str, tuple[str, str | Promise, str]] = {
    Standing.MET: ("success", gettext_lazy("Met"), ""),
    Standing.SOON: ("warning", gettext_lazy("Soon"), "hourglass"),
    Standing.NOT_MET: ("error", gettext_lazy("Not met"), "error"),
}
_OF_STAGE = {
    Stage.GREEN: Standing.MET,
    Stage.AMBER: Standing.SOON,
    Stage.RED: Standing.NOT_MET,
}


@dataclass(frozen=True)
class Share:
    """How many of a group have said that they have read the plan."""

    name: str
    people: int
    read: int

    @property
    def percent(self) -> int:
        """Rounded down: only all are 100."""
        return self.read * 100 // self.people if self.people else 0


@dataclass(frozen=True)
class Reading:
    """Who of the staff has read the plan, by unit; nothing of fewer than `FEW` people."""

    standing: Standing
    total: Share
    units: tuple[Share, ...]

    @property
    def is_shown(self) -> bool:
        return self.total.people >= FEW


@dataclass(frozen=True)
class Contacts:
    """How many of the contacts in use have been looked at, and can be called."""

    standing: Standing
    in_use: int
    to_check: int
    soon: int


@dataclass(frozen=True)
class Duties:
    """All of it for the edition in force."""

    edition: Edition
    pdf: PlanPdf
    stage: Stage
    reading: Reading
    contacts: Contacts

    @property
    def revision(self) -> Standing:
        return _OF_STAGE[self.stage]


def read(edition: Edition, *, at: datetime) -> Duties:
    """Read how the duties are met `at` a moment, in as many queries whatever the staff."""
    day = local_day(at)
    return Duties(
        edition=edition,
        pdf=PlanPdf.objects.defer("content").get(edition=edition),
        stage=revision.stage(edition, day),
        reading=_reading(edition, at),
        contacts=_contacts(day),
    )


def _contacts(day: date) -> Contacts:
    in_use = Contact.objects.in_use().count()
    to_check = Contact.objects.to_check(day).count()
    soon = Contact.objects.to_check(day + CHECK_SOON).count() - to_check
    standing = Standing.SOON if soon else Standing.MET
    if to_check or not in_use:
        standing = Standing.NOT_MET
    return Contacts(standing, in_use, to_check, soon)


def _reading(edition: Edition, at: datetime) -> Reading:
    units = _staff(local_day(at))
    # Who has read what is corrected has read the correction: it says the same.
    rows = Acknowledgement.objects.filter(edition__number=edition.number)
    readers = set(rows.values_list("user", flat=True))
    total = _share(_("All staff"), set().union(*units.values()), readers)
    return Reading(_standing(total, edition, at), total, tuple(_shares(units, readers)))


def _standing(total: Share, edition: Edition, at: datetime) -> Standing:
    if total.people and total.percent >= ENOUGH:
        return Standing.MET
    since = edition.in_force_at
    is_new = since is not None and at - since < TIME_TO_READ
    return Standing.SOON if is_new else Standing.NOT_MET


def _staff(day: date) -> dict[tuple[str, int], set[int]]:
    """The keys of the active users of each unit, less who is there for the police.

    Who is in several counts in the first: were she in two, a sum less the others would name her.
    """
    rows = Membership.objects.filter(
        current_on(day), role__in=permissions.STAFF, user__is_active=True
    )
    found: dict[tuple[str, int], set[int]] = {}
    placed: set[int] = set()
    rows = rows.order_by("unit__name", "unit", "user")
    for name, unit, user in rows.values_list("unit__name", "unit", "user"):
        if user not in placed:
            found.setdefault((name, unit), set()).add(user)
            placed.add(user)
    return found


def _shares(units: dict[tuple[str, int], set[int]], readers: set[int]) -> Iterator[Share]:
    """A share for each unit; small ones are one together, with others until they are enough.

    None when that is all there is: then it is all staff.
    """
    together: set[int] = set()
    apart = dict(units)
    for unit, people in sorted(units.items(), key=lambda row: len(row[1])):
        if len(people) < FEW or 0 < len(together) < FEW:
            together |= apart.pop(unit)
    for (name, _unit), people in apart.items():
        yield _share(name, people, readers)
    if apart and len(together) >= FEW:
        yield _share(_("Other units together"), together, readers)


def _share(name: str, people: set[int], readers: set[int]) -> Share:
    return Share(name, len(people), len(people & readers))
