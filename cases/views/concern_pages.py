"""What the pages of a user's own concerns show."""

from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.html import format_html
from django.utils.translation import gettext as _

from beredskab.accounts.models import User
from beredskab.municipality import phones
from beredskab.municipality.models import Route, Unit
from beredskab.timelimits import local_day
from beredskab.web import moments
from cases import checklist, deadlines, duty_holder, notification, permissions
from cases.choices import Answer, NotifierKind
from cases.models import Concern, Orientation
from cases.states import ConcernStatus
from cases.visibility import Part

from . import concern_answers, drafts
from .sections.talks import entry as message_entry

VARIANTS = {
    ConcernStatus.DRAFT: "neutral",
    ConcernStatus.CLARIFYING: "info",
    ConcernStatus.SENT: "success",
}


def row(concern: Concern, now: datetime) -> dict[str, Any]:
    """One line of the list: what it is, and what happens with it."""
    return {
        "concern": concern,
        "about": concern_answers.about_words(concern, local_day(now)),
        "variant": VARIANTS.get(ConcernStatus(concern.status), ""),
        "what_happens": _what_happens(concern, now),
        "is_draft": concern.status == ConcernStatus.DRAFT,
    }


def detail(concern: Concern, now: datetime, *, reader: User) -> tuple[str, dict[str, Any]]:
    """The page of a concern that is not a draft: template and context."""
    prefetch_related_objects([concern], "consultations", "judgements")
    context = {
        "concern": concern,
        "now": now,
        "is_acute": drafts.is_acute(concern),
        "talks": notification.talks(concern, frozenset(Part)),
        "judgements": notification.judgements(concern, frozenset(Part)),
        "is_minor": drafts.is_minor(concern, now),
        "sections": concern_answers.sections(concern),
        "checklist": checklist.of_concern(concern, reader, at=now),
        "holders": duty_holder.lines(concern, list(concern.police_handovers.all())),
        "may_act": permissions.can_write_concern(reader, concern),
    }
    if concern.status in {ConcernStatus.SENT, ConcernStatus.IN_ERROR}:
        return "cases/concern_receipt.html", context | _receipt(concern, now, reader=reader)
    talks = concern.consultations.all()
    return "cases/concern_detail.html", context | {
        "found_acute": any(talk.acute == Answer.YES for talk in talks),
        "is_clarifying": concern.status == ConcernStatus.CLARIFYING,
    }


def _receipt(concern: Concern, now: datetime, *, reader: User) -> dict[str, Any]:
    own = concern.notifier_id == reader.pk
    # By the route, never by the case: the reporter learns nothing of a case known before.
    unit = Route.objects.unit_for(concern.source, is_adult=not concern.is_minor)
    return {
        "own": own,
        "in_error": concern.status == ConcernStatus.IN_ERROR,
        "is_being_assessed": _is_being_assessed(concern, now),
        "answer_by": _answer_by(concern) if own else None,
        "facts": _facts(concern, unit),
        "told": _orientation(concern) if own else [],
        "additions": list(concern.additions.all()),
        **_messages(concern, own),
    }


def _messages(concern: Concern, own: bool) -> dict[str, Any]:
    """What was written with the authority; it is hers alone who notified with a log-in."""
    if not own:
        return {"messages_shown": [], "has_unread": False}
    written = list(concern.messages.select_related("author").order_by("-sent_at", "-pk"))
    return {
        "messages_shown": [message_entry(message, by_notifier=True) for message in written],
        "has_unread": any(not one.from_notifier and one.read_at is None for one in written),
    }


def _facts(concern: Concern, unit: Unit | None) -> list[dict[str, Any]]:
    assert concern.received_at is not None
    facts = [
        (_("Reference"), concern.reference),
        (_("Received"), moments.exact_words(concern.received_at)),
        (_("Status"), concern.get_status_display()),
    ]
    if unit:
        facts.append((_("Received by"), _reached(unit)))
    return [{"label": label, "value": value} for label, value in facts]


def _reached(unit: Unit) -> str:
    """The unit, with its number to call if it has one."""
    if not unit.phone:
        return unit.name
    dialled, number = phones.dialled(unit.phone), phones.unbroken(unit.phone)
    return format_html('{}, <a href="tel:{}">{}</a>', unit.name, dialled, number)


def _is_being_assessed(concern: Concern, now: datetime) -> bool:
    """Whether the 24 hours still run, as far as the reporter knows; then they are spoken of."""
    assert concern.received_at is not None
    ends = deadlines.ASSESSMENT_LIMIT.due(concern.received_at).at
    return bool(concern.is_minor) and now <= ends and not _told(concern)


def _answer_by(concern: Concern) -> datetime | None:
    """Until when she is to be told whether something was started; None if she isn't, or was."""
    orientation: Orientation | None = getattr(concern, "orientation", None)
    owed = concern.is_minor and concern.notifier_kind == NotifierKind.PROFESSIONAL
    if not owed or (orientation and orientation.ending):
        return None
    return deadlines.answer_due(concern).at


def _told(concern: Concern) -> Orientation | None:
    """The orientation, if it was given."""
    orientation: Orientation | None = getattr(concern, "orientation", None)
    given = orientation and orientation.ending == Orientation.Ending.GIVEN
    return orientation if given else None


def _orientation(concern: Concern) -> list[dict[str, Any]]:
    """Whether something was started, and which kind when that was told (LR11)."""
    orientation = _told(concern)
    if orientation is None:
        return []
    label = _("A measure or examination is started")
    told = [{"label": label, "value": orientation.get_started_display()}]
    if orientation.kind:
        told.append({"label": _("Which kind"), "value": orientation.kind})
    return told


def _what_happens(concern: Concern, now: datetime) -> str:
    if concern.status == ConcernStatus.DRAFT and concern.expires_on:
        day = moments.day_words(concern.expires_on, local_day(now))
        return _("Not sent. Is deleted %(day)s") % {"day": day}
    if concern.status == ConcernStatus.CLARIFYING:
        return _("Not sent. Talk it over, then notify or close it.")
    if concern.status == ConcernStatus.SENT and concern.sent_at:
        sent = moments.moment_words(concern.sent_at, now)
        if _told(concern):
            return _("Sent %(moment)s. The municipality has answered.") % {"moment": sent}
        if _is_being_assessed(concern, now):
            return _("Sent %(moment)s. The municipality assesses within 24 hours.") % {
                "moment": sent
            }
        return _("Sent %(moment)s. The municipality has received it.") % {"moment": sent}
    return ""
