"""Which concerns and cases somebody may see, and the questions lists ask of them."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Q
from django.utils import timezone

from beredskab.accounts import duty, grants, roles
from beredskab.accounts.roles import Role
from beredskab.encryption import keyed_hash, word_hashes
from cases import readers, risks
from cases.choices import Category
from cases.states import CaseStatus, ConcernStatus

if TYPE_CHECKING:
    from cases.models import (  # noqa: F401  names the models to mypy
        Case,
        CaseLink,
        CheckIn,
        Concern,
        ConcernCase,
        DutyPeriod,
        Message,
        NoteVersion,
        OutsideAssessment,
        Tick,
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
        if units := roles.units_with_role(user, [Role.LEADER]):
            ways.append(case._default_manager.filter(unit_id__in=units).values("pk"))
        if roles.has_role(user, Role.DUTY_OFFICER) and (units := duty.units_on_duty(user, at)):
            ways.append(case._default_manager.filter(unit_id__in=units).on_duty().values("pk"))
        keys = grants.user_keys(case, user, at).union(*ways)
        blocks = apps.get_model("cases", "CaseBlock")._default_manager
        barred = blocks.filter(user_id=user.pk, lifted_at__isnull=True).values("case_id")
        return self.filter(pk__in=keys).exclude(pk__in=barred)

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
            | Q(pk__in=risks.stay_tasks().values("subject_id"))
            | Q(pk__in=risks.going_stays().values("case_id"))
            | Q(pk__in=risks.returns().values("case_id"))
        )

    def for_page(self, at: datetime) -> Self:
        """With all that the head of a case's page shows."""
        related = ["unit", "holder", "handler", "offered_to", "exposed", "closed_by"]
        related.append("checklist__version__card")
        found = self.select_related(*related)
        return found.annotate(reader_count=readers.counted(at), **risks.of_page())

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

    def lock_open_of(self, concern: "Concern") -> "list[Case]":
        """Read the open cases of a concern and hold them until the transaction ends."""
        found = self.open().filter(concern_ties__concern=concern).order_by("pk")
        return list(found.select_for_update(of=("self",)).select_related("unit", "holder"))


class ConcernQuerySet(models.QuerySet["Concern"]):
    def visible_to(self, user: Any, *, at: datetime | None = None) -> Self:
        """The concerns that the user wrote or sent herself, and those in cases she may see."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        concerns = apps.get_model("cases", "Concern")._default_manager
        ties = apps.get_model("cases", "ConcernCase")._default_manager
        case = apps.get_model("cases", "Case")._default_manager
        cases = case.visible_to(user, at=at).values("pk")
        keys = concerns.written_by(user).values("pk")
        return self.filter(pk__in=keys.union(ties.filter(case_id__in=cases).values("concern_id")))

    def written_by(self, user: Any) -> Self:
        """The concerns that the user wrote herself, whatever became of them."""
        return self.filter(reporter_id=user.pk)

    def with_orientation(self) -> Self:
        """With what their notifier was told."""
        return self.select_related("orientation")

    def drafts(self) -> Self:
        """Concerns that are not sent and not being clarified."""
        return self.filter(status=ConcernStatus.DRAFT)

    def expired(self, day: Any) -> Self:
        """Drafts whose time is up on `day`."""
        return self.drafts().filter(expires_on__lt=day)

    def lock(self, concern: "Concern") -> "Concern":
        """Read the concern again and hold it until the transaction ends."""
        return self.select_for_update(of=("self",)).get(pk=concern.pk)


class ConcernCaseQuerySet(models.QuerySet["ConcernCase"]):
    def of_case(self, case: "Case") -> Self:
        """The concerns about the person of a case, the first one first."""
        return self.filter(case=case).order_by("tied_at", "pk")

    def of_concern(self, reference: str) -> Self:
        """The ties of one concern."""
        return self.filter(concern__reference=reference)

    def with_answers(self) -> Self:
        """With the concern, its notifier, its assessment, and what the notifier was told."""
        return self.select_related(
            "concern__notifier",
            "concern__reporter",
            "concern__confirmation__leader",
            "concern__confirmation__recorded_by",
            "concern__orientation__leader",
            "concern__orientation__recorded_by",
            "assessment__signed_by",
            "assessment__countersigned_by",
        )


class CheckInQuerySet(models.QuerySet["CheckIn"]):
    def of_case(self, case: "Case") -> Self:
        """The agreed moments of a case, the next one first."""
        found = self.filter(case=case).select_related("agreed_by", "settled_by")
        return found.order_by("due_at", "pk")

    def unsettled(self) -> Self:
        """Those of which nobody has said what became of them."""
        return self.filter(outcome="")

    def late(self) -> Self:
        """Those that were missed, and of which nobody has said more."""
        return self.unsettled().filter(missed_at__isnull=False)

    def passed(self, at: datetime) -> Self:
        """Those of open cases whose moment has passed in silence, and isn't noted as missed."""
        waiting = self.unsettled().filter(missed_at__isnull=True, due_at__lt=at)
        return waiting.exclude(case__status=CaseStatus.CLOSED)

    def lock(self, check_in: "CheckIn") -> "CheckIn":
        """Read an agreed moment again and hold it until the transaction ends."""
        return self.select_for_update(of=("self",)).select_related("case").get(pk=check_in.pk)


class CaseLinkQuerySet(models.QuerySet["CaseLink"]):
    def of_case(self, case: "Case") -> Self:
        """The links of a case, whichever end it is."""
        return self.filter(Q(first=case) | Q(second=case)).order_by("pk")


class NoteVersionQuerySet(models.QuerySet["NoteVersion"]):
    def of_case(self, case: "Case") -> Self:
        """All versions of all notes of a case: the newest note first, its newest version first."""
        found = self.filter(note__case=case).select_related("made_by")
        return found.order_by("-note_id", "-number")


class MessageQuerySet(models.QuerySet["Message"]):
    def unread(self, *, from_notifier: bool) -> Self:
        """What one side wrote and the other has not read."""
        return self.filter(from_notifier=from_notifier, read_at__isnull=True)

    def of_case(self, case: "Case") -> Self:
        """What was written about the concerns of a case, newest first, by whom."""
        found = self.filter(concern__case_ties__case=case).select_related("author", "read_by")
        return found.order_by("-sent_at", "-pk")


class TickQuerySet(models.QuerySet["Tick"]):
    def for_step(self, key: str) -> Self:
        """What was said of one step and by whom, newest first."""
        found = self.filter(step_key=key).select_related("ticked_by")
        return found.order_by("-ticked_at", "-pk")

    def last_of_each(self) -> dict[str, "Tick"]:
        """What was said last of each step, by its key."""
        ticks = self.select_related("ticked_by").order_by("ticked_at", "pk")
        return {tick.step_key: tick for tick in ticks}


class DutyPeriodQuerySet(models.QuerySet["DutyPeriod"]):
    def chain_of(self, case: "Case") -> Self:
        """Who has had the duty to act in a case, the first one first."""
        return self.filter(case=case).select_related("holder").order_by("pk")


class OutsideAssessmentQuerySet(models.QuerySet["OutsideAssessment"]):
    def waiting_for(self, case: "Case", assessor: str) -> Self:
        """What this assessor was asked about a case and hasn't answered."""
        return self.filter(case=case, assessor=assessor, received_at__isnull=True)

    def of_case(self, case: "Case") -> Self:
        """What others were asked about a case and answered, newest first."""
        return self.filter(case=case).select_related("asked_by", "recorded_by")


class ActQuerySet(models.QuerySet[Any]):
    """Acute calls and hand-overs, which belong to a case or to a concern."""

    def about_case(self, case: "Case") -> Self:
        """Those of a case and of the concerns in it, newest first."""
        found = self.filter(Q(case=case) | Q(concern__case_ties__case=case))
        return found.select_related("recorded_by", "concern")

    def about_concern(self, concern: "Concern") -> Self:
        """Those that the reporter of a concern recorded, newest first."""
        return self.filter(concern=concern)


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
    blocks = apps.get_model("cases", "CaseBlock")._default_manager.filter(lifted_at__isnull=True)
    path = paths[label]
    return set(blocks.filter(**{f"{path}__in": list(keys)}).values_list(path, "user_id"))
