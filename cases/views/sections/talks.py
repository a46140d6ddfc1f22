"""What was talked over and written about a case: talks of the authority, messages."""

from collections.abc import Iterable
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from cases import permissions
from cases.models import Case, ConcernCase, Consultation, Message
from cases.states import ConcernStatus
from cases.views.sections.base import Reading, Section
from cases.views.sections.entries import Entry
from cases.visibility import Part


def talks(reading: Reading) -> Section | None:
    """The talks of the authority about the case, the newest first."""
    if Part.TALKS not in reading.seen:
        return None
    found = reading.case.consultations.select_related("recorded_by", "basis_leader")
    entries = [_talk(talk) for talk in found.order_by("-held_at", "-pk")]
    return Section("talks", _("Talks and advice"), "cases/_case_talks.html", {"entries": entries})


def messages(reading: Reading) -> Section | None:
    """What was written with the notifiers, by concern; those without a log-in have none."""
    if Part.MESSAGES not in reading.seen:
        return None
    ties = ConcernCase.objects.of_case(reading.case).with_answers()
    written = _by_concern(Message.objects.of_case(reading.case))
    rows = [
        _messages_of(tie, written.get(tie.concern_id, []), reading)
        for tie in ties
        if tie.concern.notifier_id
    ]
    if not rows:
        return None
    heading = _("Messages with the notifier")
    return Section("messages", heading, "cases/_case_messages.html", {"rows": rows})


def _talk(talk: Consultation) -> Entry:
    badges = [("error", _("Acute"))] if talk.is_acute else []
    if talk.lacks_basis:
        badges.append(("warning", _("With names, without a basis")))
    facts = [
        talk.get_purpose_display(),
        talk.get_naming_display() if talk.kind == Consultation.Kind.SPARRING else "",
        talk.get_basis_display(),
        talk.basis_leader.name if talk.basis_leader else "",
        _("Acute action: %(answer)s") % {"answer": talk.get_acute_display()},
        _("Recorded by %(name)s") % {"name": talk.recorded_by.name},
    ]
    named = talk.get_service_display()
    return Entry(
        title=_("Advice from %(who)s") % {"who": named} if named else str(talk.get_kind_display()),
        at=talk.held_at,
        who=talk.with_whom,
        badges=badges,
        facts=[str(fact) for fact in facts if fact],
        text=talk.outcome,
    )


def _by_concern(found: Iterable[Message]) -> dict[int, list[Message]]:
    ordered = sorted(found, key=lambda message: message.concern_id)
    return {key: list(rows) for key, rows in groupby(ordered, lambda one: one.concern_id)}


def _messages_of(tie: ConcernCase, written: list[Message], reading: Reading) -> dict[str, object]:
    concern, case = tie.concern, reading.case
    is_own = concern.notifier_id == reading.user.pk
    may_write = _may_write(case, reading) and concern.status == ConcernStatus.SENT and not is_own
    unread = [one for one in written if one.from_notifier and one.read_at is None]
    return {
        "concern": concern,
        "entries": [entry(message, by_notifier=is_own) for message in written],
        "unread": len(unread) if not is_own else 0,
        "url": reverse("case_message", args=[case.reference, concern.reference]),
        "read_url": reverse("case_messages_read", args=[case.reference, concern.reference]),
        "may_write": may_write,
    }


def entry(message: Message, *, by_notifier: bool) -> Entry:
    """A message as its reader is shown it, who is the notifier or the authority."""
    sent = _("From the notifier") if message.from_notifier else _("From the authority")
    is_new = message.read_at is None and message.from_notifier != by_notifier
    badges = [("warning", _("Unread"))] if is_new else []
    return Entry(sent, message.sent_at, message.author.name, badges, text=message.text)


def _may_write(case: Case, reading: Reading) -> bool:
    return case.closed_at is None and permissions.can_edit(reading.user, case)
