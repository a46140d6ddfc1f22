"""A concern is sent, put aside to be clarified, or registered as it came in otherwise."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.deadlines import duedates
from beredskab.errors import NeedsReason, Refused
from cases import deadlines, kinds, permissions
from cases.choices import Answer, Channel, NotifierKind, Source
from cases.models import Addition, Case, Concern, Consultation
from cases.states import ConcernStatus, WrongState, require_concern_move, require_open
from cases.workflow import assessment, sight
from cases.workflow.checklist import begin_for_reporter
from cases.workflow.opening import open_cases
from cases.workflow.stays import note_news
from cases.workflow.telling import tell

# Not knowing is acute as well, until the authority has judged (R24).
ACUTE = frozenset({Answer.YES, Answer.UNKNOWN})


class Incomplete(Refused):
    message = _("Answer whether it is acute, how old the person is, and what you saw or heard.")


class ReceivedInFuture(Refused):
    message = _("The received time can't be later than now.")


# Who may notify without a name; the others have a personal duty, and sign it (LR12).
MAY_BE_ANONYMOUS = {Source.CITIZEN, Source.EXPOSED, Source.OTHER}


class AnonymousProfessional(Refused):
    message = _("A professional can't notify anonymously.")


@transaction.atomic
def send(concern: Concern, *, by: User, at: datetime, reason: str | None = None) -> Concern:
    """Send a concern in one's own name: under 18 it is an underretning, and its clocks start.

    No talk or approval stands before it; the duty is personal (R27). Where the reporter was
    asked why she talked with no leader first, `reason` is her answer, kept with the concern
    (R29). The receipt that follows confirms it. Raises Incomplete without acute answer, age and
    words; NeedsReason when she was asked, it is not acute, and she gave none.
    """
    concern = Concern.objects.lock(concern)
    permissions.require_write_concern(by, concern)
    require_concern_move(concern.status, ConcernStatus.SENT)
    _require_complete(concern)
    if reason is not None and lacks_talk(concern):
        _keep_reason(concern, reason)
    duedates.cancel(concern, kinds.CLARIFY, at=at)
    concern.acute = concern.answer("acute")
    concern.source = concern.answer("source")
    concern.channel = Channel.PORTAL
    concern.notifier, concern.notifier_kind = by, NotifierKind.PROFESSIONAL
    open_cases(concern, received_at=at, by=by, at=at)
    begin_for_reporter(concern, at=at)
    return concern


@transaction.atomic
def clarify_first(concern: Concern, *, by: User, at: datetime) -> Concern:
    """Put a concern aside to talk it over first; no clock runs, and the reporter is reminded."""
    concern = Concern.objects.lock(concern)
    permissions.require_write_concern(by, concern)
    require_concern_move(concern.status, ConcernStatus.CLARIFYING)
    _require_complete(concern)
    concern.status = ConcernStatus.CLARIFYING
    concern.clarifying_since = concern.saved_at = at
    concern.expires_on = None
    concern.acute = concern.answer("acute")
    concern.save(update_fields=["status", "clarifying_since", "saved_at", "expires_on", "acute"])
    deadlines.open_clarifying(concern, at=at)
    begin_for_reporter(concern, at=at)
    trail.record(concern, "cases.concern_being_clarified", by=by, at=at)
    return concern


@transaction.atomic
def register_received(
    *,
    by: User,
    at: datetime,
    answers: Mapping[str, Any],
    source: str,
    channel: str,
    received_at: datetime,
    notifier_kind: str,
    notifier_name: str = "",
    notifier_contact: str = "",
    notifier_in_family: str = "",
    notifier: User | None = None,
    reason: str = "",
    assessed: Mapping[str, Any] | None = None,
    into: Case | None = None,
    beside: Case | None = None,
) -> Concern:
    """Register what came in by phone, post, mail or web form, with the time it came in.

    Raises NeedsReason when the received time is set back without a reason; AnonymousProfessional
    (LR12); ReceivedInFuture. `assessed` is an assessment made before registration, with its own
    time (R36). `into` is the case of a repeated notification, `beside` one of the same family:
    who is blocked from it is blocked from a new one too. `notifier` is the adviser who came
    to know of it in her own work, to whom no answer is owed.
    """
    permissions.require_register(by)
    if into is not None:
        into = Case.objects.lock(into)
        permissions.require_edit(by, into)
        require_open(into.status)
    if received_at > at:
        raise ReceivedInFuture
    if (at - received_at).total_seconds() >= 60 and not reason:
        raise NeedsReason(_("Say why the received time is earlier than now."))
    anonymous = notifier_kind == NotifierKind.ANONYMOUS
    if anonymous and source not in MAY_BE_ANONYMOUS:
        raise AnonymousProfessional
    if anonymous and notifier_name:
        raise AnonymousProfessional(_("An anonymous notifier has no name here."))
    concern = Concern(
        status=ConcernStatus.DRAFT,
        reporter=by,
        created_at=at,
        saved_at=at,
        answers={**answers, "received_reason": reason},
        source=source,
        channel=channel,
        acute=answers.get("acute", ""),
        notifier=notifier,
        notifier_kind=notifier_kind,
        notifier_name=notifier_name or None,
        notifier_contact=None if anonymous else notifier_contact or None,
        notifier_in_family=notifier_in_family,
    )
    _require_complete(concern)
    concern.save()
    ties = open_cases(
        concern,
        received_at=received_at,
        by=by,
        at=at,
        into=into,
        beside=beside,
        assessed_at=assessed["assessed_at"] if assessed else None,
    )
    if assessed:
        for tie in ties:
            if tie.case.is_minor:
                assessment.assess(tie, by=by, at=at, **assessed)
    for tie in ties:
        sight.keep(tie.case, by=by, at=at)
    return concern


@transaction.atomic
def add_information(concern: Concern, *, by: User, at: datetime, text: str) -> Addition:
    """Add what came to be known since; whoever has the duty to act in the cases is told."""
    # The cases before the concern, in the order in which all others hold them.
    cases = Case.objects.lock_all_of(concern)
    concern = Concern.objects.lock(concern)
    if concern.reporter_id != by.pk:
        permissions.require_register(by)
    if concern.status != ConcernStatus.SENT:
        raise WrongState
    addition = Addition.objects.create(concern=concern, text=text, added_at=at, added_by=by)
    trail.record(concern, "cases.information_added", by=by, at=at)
    for case in cases:
        trail.record(case, "cases.information_added", by=by, at=at, concern=concern.reference)
        if case.holder_id != by.pk:
            key, urgent = f"addition:{addition.pk}:{case.pk}", case.acute
            tell(case, case.holder, key, at=at, kind="information_added", urgent=urgent)
        if case.closed_at is None:
            note_news(case, at=at)
            deadlines.refresh(case)
        if concern.reporter_id != by.pk:
            sight.keep(case, by=by, at=at)
    return addition


def lacks_talk(concern: Concern) -> bool:
    """Whether it isn't acute, and no talk with the nearest leader is noted (R29)."""
    talks = list(concern.consultations.all())
    if concern.answer("acute") in ACUTE or any(talk.is_acute for talk in talks):
        return False
    held = any(talk.kind == Consultation.Kind.LEADER for talk in talks)
    return not (held or concern.answer("talked_with"))


def _keep_reason(concern: Concern, reason: str) -> None:
    if not (reason.strip() or concern.answer("no_talk_reason")):
        raise NeedsReason(
            _("Choose or write why you send without a talk with your leader first."),
            field="no_talk_why",
        )
    if reason.strip():
        concern.answers = {**concern.answers, "no_talk_reason": reason.strip()}


def _require_complete(concern: Concern) -> None:
    persons = concern.answer("persons") or []
    has_age = persons and all(
        person.get("born_on") or person.get("stated_age") is not None or person.get("age_unknown")
        for person in persons
    )
    words = (concern.answer("words") or "").strip()
    acute, source = concern.answer("acute"), concern.source or concern.answer("source")
    if acute not in Answer.values or source not in Source.values or not has_age or not words:
        raise Incomplete
