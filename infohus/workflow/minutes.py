"""The participants agree to the minutes of an item, apart from the case journal (R93)."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.errors import NeedsReason, Refused
from beredskab.notices import outbox
from cases.workflow.versions import Changed
from infohus import conclusion
from infohus.choices import Section
from infohus.models import AgendaItem, MinutesAnswer, Participant
from infohus.workflow.holding import hold
from infohus.workflow.writing import newest


class NoMinutes(Refused):
    message = _("Write the minutes first.")


class Undeclared(Refused):
    message = _("Somebody who was there has yet to say whether she has a personal tie. Ask first.")


class NothingToAgreeTo(Refused):
    message = _("There are no minutes to agree to, or she was not at the meeting.")


class NewMinutes(Changed):
    message = _("There are newer minutes than those that you read. Read them, and answer again.")


@transaction.atomic
def ask_to_agree(item: AgendaItem, *, by: User, at: datetime) -> AgendaItem:
    """Ask who was there to agree to the newest minutes; earlier answers count no more.

    Raises NoMinutes, NotConvened, and Undeclared while somebody who was there has not said
    whether she has a personal tie: nobody reads before that.
    """
    item = hold(item, by=by, at=at)
    minutes = newest(item, Section.MINUTES)
    if minutes is None:
        raise NoMinutes
    if conclusion.of_ties(item):
        raise Undeclared
    item.minutes_number, item.minutes_asked_at, item.minutes_asked_by = minutes.number, at, by
    item.save(update_fields=["minutes_number", "minutes_asked_at", "minutes_asked_by"])
    event = trail.record(
        item.meeting, "infohus.minutes_asked", by=by, at=at, item=item.pk, number=minutes.number
    )
    for user in _attended(item):
        if AgendaItem.objects.to_agree(user, at).filter(pk=item.pk).exists():
            outbox.post(
                user,
                f"event:{event.pk}",
                at=at,
                kind="infohus_minutes",
                reference=item.meeting.reference,
                path=item.minutes_path,
            )
    return item


@transaction.atomic
def answer_minutes(
    item: AgendaItem,
    *,
    participant: Participant,
    by: User,
    at: datetime,
    agrees: bool,
    seen: int,
    remark: str = "",
) -> MinutesAnswer:
    """Note that a participant agrees, or what she remarks: herself, or who was told.

    `seen` is the version that she read. Raises NothingToAgreeTo, NewMinutes where another is
    asked about by now, and NeedsReason where she does not agree without saying why.
    """
    item = _hers_or_kept(item, participant, by=by, at=at)
    there = item.attendances.filter(participant=participant, struck_at__isnull=True)
    version = item.texts.filter(section=Section.MINUTES, number=item.minutes_number or 0).first()
    if version is None or not there.exists():
        raise NothingToAgreeTo
    if version.number != seen:
        raise NewMinutes(version, seen=str(version.number))
    if not agrees and not remark.strip():
        raise NeedsReason(_("Write what is to be changed"), field="remark")
    row = MinutesAnswer.objects.create(
        version=version,
        participant=participant,
        agrees=agrees,
        remark=remark.strip() or None,
        answered_at=at,
        answered_by=by,
    )
    known = {"item": item.pk, "participant": participant.pk, "agrees": agrees}
    trail.record(item.meeting, "infohus.minutes_answered", by=by, at=at, **known)
    return row


def _hers_or_kept(
    item: AgendaItem, participant: Participant, *, by: User, at: datetime
) -> AgendaItem:
    """The item, for the participant while she has yet to agree, and for who keeps it."""
    if participant.user_id != by.pk:
        return hold(item, by=by, at=at)
    if not AgendaItem.objects.to_agree(by, at).filter(pk=item.pk).exists():
        raise PermissionDenied
    return AgendaItem.objects.select_related("meeting").get(pk=item.pk)


def _attended(item: AgendaItem) -> list[User]:
    rows = item.attendances.filter(struck_at__isnull=True, participant__user__isnull=False)
    return [
        row.participant.user
        for row in rows.select_related("participant__user")
        if row.participant and row.participant.user
    ]
