"""Which cases somebody may see, and the questions lists ask of them."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from beredskab.accounts import duty, grants, roles
from beredskab.accounts.roles import Role
from beredskab.encryption import keyed_hash, word_hashes
from cases import readers, safety
from cases.choices import Category
from cases.states import CaseStatus

if TYPE_CHECKING:
    from cases.models import (
        Case,
        Concern,
    )


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, user: Any, *, at: datetime | None = None) -> Self:
        """The cases that the user may know of: the only way to a case.

        By grant to her or to a unit and role of hers, as leader of the case's unit, or as duty
        officer while she has the duty; never where she is blocked.
        """
        if not roles.has_role(user, *roles.CASE_READERS):
            return self.none()
        at = at or timezone.now()
        case = apps.get_model("cases", "Case")
        ways = [grants.group_keys(case, user, at)]
        if roles.has_role(user, Role.DUTY_OFFICER) and (units := duty.units_on_duty(user, at)):
            ways.append(case._default_manager.filter(unit_id__in=units).on_duty().values("pk"))
        keys = grants.user_keys(case, user, at).union(*ways)
        blocks = apps.get_model("cases", "CaseBlock")._default_manager
        barred = blocks.standing().of(user).values("case_id")
        # Her units as a condition of its own, not as keys: a leader sees tens of thousands.
        own = Q(unit_id__in=roles.units_with_role(user, [Role.LEADER]))
        return self.filter(own | Q(pk__in=keys)).exclude(pk__in=barred)

    def open(self) -> Self:
        """Cases that are not closed."""
        return self.exclude(status=CaseStatus.CLOSED)

    def on_duty(self) -> Self:
        """What concerns a duty officer: cases with an unassessed notification, and acute ones."""
        unassessed = Q(awaits_assessment=True)
        return self.filter(unassessed | Q(acute=True) & ~Q(status=CaseStatus.CLOSED))

    def unassigned(self) -> Self:
        """Open cases that no adviser has taken."""
        return self.open().filter(handler__isnull=True)

    def overdue(self, at: datetime) -> Self:
        """Open cases with a deadline that has passed."""
        return self.open().filter(next_due_at__lt=at)

    def closed(self) -> Self:
        """Cases that are closed."""
        return self.filter(status=CaseStatus.CLOSED)

    def in_status(self, status: str) -> Self:
        """Cases in one status."""
        return self.filter(status=status)

    def in_unit(self, unit_id: int) -> Self:
        """Cases of one unit."""
        return self.filter(unit_id=unit_id)

    def acute(self) -> Self:
        """Open cases that are acute."""
        return self.open().filter(acute=True)

    def held_by(self, user: Any) -> Self:
        """Cases in which the user has the duty to act."""
        return self.filter(holder_id=user.pk)

    def of_reference(self, reference: str) -> Self:
        """The case of this reference."""
        return self.filter(reference=reference)

    def from_concern(self, concern: "Concern") -> Self:
        """The cases that a concern is tied to, the first one first."""
        return self.filter(concern_ties__concern=concern).order_by("concern_ties__pk")

    def of_cpr(self, digits: str) -> Self:
        """Cases with a person of this CPR number, found by its keyed hash."""
        persons = apps.get_model("cases", "Person")._default_manager
        found = persons.filter(cpr_hash=keyed_hash(digits, "cpr"))
        return self.filter(pk__in=found.values("case_id"))

    def of_name(self, words: str) -> Self:
        """Cases with a person whose name has all these words, found by their keyed hashes."""
        hashes = word_hashes(words)
        if not hashes:
            return self.none()
        persons = apps.get_model("cases", "Person")._default_manager
        found = persons.filter(name_words__contains=hashes)
        return self.filter(pk__in=found.values("case_id"))

    def perhaps_same_as(self, case: "Case") -> Self:
        """Cases with the same CPR number, or the same words of the name, as the exposed person.

        Without what is linked to the case already, and what was joined to another.
        """
        person = case.exposed
        same = Q(pk__in=[])
        if person and person.cpr_hash:
            same |= Q(exposed__cpr_hash=person.cpr_hash)
        if person and person.name_words:
            words = person.name_words
            has_words = Q(exposed__name_words__contains=words)
            same |= has_words & Q(exposed__name_words__contained_by=words)
        links = apps.get_model("cases", "CaseLink")._default_manager.of_case(case)
        found = self.filter(same, joined_into__isnull=True).exclude(pk=case.pk)
        linked = Q(pk__in=links.values("first_id")) | Q(pk__in=links.values("second_id"))
        return found.exclude(linked).select_related("exposed").order_by("-opened_at", "pk")

    def beside(self, case: "Case", keys: Iterable[int]) -> Self:
        """Those of these cases, and those that were joined to the case."""
        found = self.filter(Q(pk__in=list(keys)) | Q(joined_into=case))
        return found.select_related("exposed").order_by("opened_at", "pk")

    def with_joined(self, case: "Case") -> Self:
        """The case, and those that were joined to it, by way of another too.

        As a union of keys, each found by its index; alternatives in one condition read all cases.
        """
        keys = apps.get_model("cases", "Case")._default_manager.order_by().values("pk")
        joined = keys.filter(joined_into=case)
        through = keys.filter(joined_into__in=joined)
        return self.filter(pk__in=keys.filter(pk=case.pk).union(joined, through))

    def for_list(self) -> Self:
        """With all that a row of a list shows, the most urgent first; no name, no address."""
        hidden = ["name", "cpr", "address", "safe_contact", "remarks"]
        hidden += ["safe_phone", "safe_hours", "safe_word", "safe_never"]
        return (
            self.select_related("unit", "holder", "handler", "exposed")
            .defer("closing_reason", *(f"exposed__{field}" for field in hidden))
            .order_by(models.F("next_due_at").asc(nulls_last=True), "pk")
        )

    def with_total(self, cap: int) -> Self:
        """With how many rows match, counted up to `cap`, on each row: page and count at once."""
        keys = ArraySubquery(self.order_by().values("pk")[:cap])
        number = models.Func(keys, function="CARDINALITY", output_field=models.IntegerField())
        return self.annotate(total=number)

    def with_journey(self) -> Self:
        """Cases with a sign of a journey or stay abroad, written, feared or what it is about."""
        return self.filter(
            Q(categories__contains=[Category.FOREIGN_STAY])
            | Q(pk__in=safety.stay_tasks().values("subject_id"))
            | Q(pk__in=safety.going_stays().values("case_id"))
            | Q(pk__in=safety.returns().values("case_id"))
        )

    def for_page(self, at: datetime) -> Self:
        """With all that the head of a case's page shows."""
        related = ["unit", "holder", "handler", "offered_to", "exposed", "closed_by"]
        related.append("checklist__version__card")
        joined = apps.get_model("cases", "Case")._default_manager.filter(joined_into=OuterRef("pk"))
        found = self.select_related(*related).annotate(has_joined=Exists(joined))
        return found.annotate(reader_count=readers.counted(at), **safety.of_page())

    def unanswered(self, at: datetime) -> Self:
        """Open cases that were offered to somebody who hasn't answered in time."""
        return self.open().filter(offer_ends_at__lte=at).order_by("offer_ends_at", "pk")

    def lock(self, case: "Case") -> "Case":
        """Read the case again and hold it until the transaction ends."""
        return self.select_for_update(of=("self",)).select_related("unit").get(pk=case.pk)

    def lock_all_of(self, concern: "Concern") -> "list[Case]":
        """Read the cases of a concern, closed ones too, and hold them."""
        found = self.filter(concern_ties__concern=concern).order_by("pk")
        return list(found.select_for_update(of=("self",)).select_related("unit", "holder"))

    def lock_among(self, case: "Case", concern: "Concern") -> "Case":
        """Read a case again and hold it with all others of a concern of its.

        Held in the order of their keys, so that two who answer a concern from different cases
        don't wait for each other.
        """
        held = {one.pk: one for one in self.lock_all_of(concern)}
        return held.get(case.pk) or self.lock(case)

    def lock_open_of(self, concern: "Concern") -> "list[Case]":
        """Read the open cases of a concern and hold them until the transaction ends."""
        found = self.open().filter(concern_ties__concern=concern).order_by("pk")
        return list(found.select_for_update(of=("self",)).select_related("unit", "holder"))


def barred_from(content_type_id: int, keys: Iterable[int]) -> set[tuple[int, int]]:
    """Pairs (key, user) that must not be told of each other, for deadlines and notices.

    The subjects are cases, ties of concerns to cases, or concerns, as the content type says.
    """
    content_type = ContentType.objects.get_for_id(content_type_id)
    label = f"{content_type.app_label}.{content_type.model}"
    paths = {
        "cases.case": "case",
        "cases.concerncase": "case__concern_ties",
        "cases.concern": "case__concern_ties__concern",
    }
    if label not in paths:
        return set()
    blocks = apps.get_model("cases", "CaseBlock")._default_manager.standing()
    path = paths[label]
    return set(blocks.filter(**{f"{path}__in": list(keys)}).values_list(path, "user_id"))
