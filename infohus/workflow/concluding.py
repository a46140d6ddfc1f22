"""The end of an item: its recommendations are handed on, final or provisional (R85-R96)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from beredskab.accounts.models import User
from beredskab.audit import trail
from beredskab.errors import Refused
from cases import workflow as cases_workflow
from infohus import conclusion, quorum
from infohus.choices import Presence, Section
from infohus.models import AgendaItem
from infohus.workflow.attendance import NobodyThere, note_by_name, require_day
from infohus.workflow.confirming import begin_provisional, end_confirming
from infohus.workflow.handing import hand_on
from infohus.workflow.holding import hold_open


class Lacking(Refused):
    message = _("The item can't be concluded yet. See what is missing.")


class SeatMissing(Refused):
    message = _("Somebody who must be there is missing. Until then it can only be provisional.")


class NobodyMissing(Refused):
    message = _("Everybody who must be there is there. Conclude the item.")


class ProvisionalAlready(Refused):
    message = _("The item is provisional already.")


class NotProvisional(Refused):
    message = _("Only a provisional item is confirmed afterwards.")


class NotMissing(Refused):
    message = _("Nobody who speaks for this is missing.")


@transaction.atomic
def conclude_item(item: AgendaItem, *, by: User, at: datetime) -> AgendaItem:
    """Conclude an item, which hands its recommendations to their authorities.

    Raises Lacking while something is to be written (R85, R90, R91, R96) or somebody has yet to
    say whether she has a personal tie, SeatMissing while somebody who must be there is not
    (R86-R88), NotConvened, Concluded.
    """
    item = hold_open(item, by=by, at=at)
    if conclusion.of_content(item) or conclusion.of_ties(item):
        raise Lacking
    if conclusion.of_table(item):
        raise SeatMissing
    return _conclude(item, by=by, at=at)


@transaction.atomic
def make_provisional(item: AgendaItem, *, by: User, at: datetime) -> AgendaItem:
    """Hand the recommendations on, though somebody who must be there is yet to confirm them.

    Raises NotYet before the day, Lacking, NobodyThere, NobodyMissing, ProvisionalAlready,
    NotConvened, Concluded.
    """
    item = hold_open(item, by=by, at=at)
    if item.is_provisional:
        raise ProvisionalAlready
    require_day(item, at)
    if conclusion.of_content(item):
        raise Lacking
    if not quorum.present(item):
        raise NobodyThere
    if quorum.held(item).is_met:
        raise NobodyMissing
    _note_held(item, by=by, at=at)
    begin_provisional(item, by=by, at=at)
    hand_on(item, by=by, at=at)
    return item


@transaction.atomic
def confirm(
    item: AgendaItem, *, by: User, at: datetime, seat: str, name: str, has_no_tie: bool
) -> AgendaItem:
    """Note that somebody for a missing seat confirms all that is written (R86).

    With the last one the recommendations are final, unless somebody who was there has yet to say
    whether she has a personal tie: then it is still to be concluded.
    Raises NotProvisional, Lacking while there is something to write, NotMissing, NeedsReason
    without a name, TieUnknown, NotConvened, Concluded.
    """
    item = hold_open(item, by=by, at=at)
    if not item.is_provisional:
        raise NotProvisional
    if conclusion.of_content(item):
        raise Lacking
    if seat not in quorum.held(item).missing:
        raise NotMissing
    how = Presence.CONFIRMED
    note_by_name(item, by=by, at=at, name=name, seat=seat, has_no_tie=has_no_tie, how=how)
    trail.record(item.meeting, "infohus.confirmed", by=by, at=at, item=item.pk, seat=seat)
    if conclusion.of_table(item) or conclusion.of_ties(item):
        return item
    return _conclude(item, by=by, at=at)


def _note_held(item: AgendaItem, *, by: User, at: datetime) -> None:
    """Tell the case, the first time its item is handed on, that it was discussed (R81).

    Of an urgent talk it was told at once.
    """
    if not (item.is_handed_on or item.meeting.is_urgent):
        held_at = min(item.meeting.starts_at, at)
        cases_workflow.note_held(item.case, by=by, at=at, held_at=held_at)


def _conclude(item: AgendaItem, *, by: User, at: datetime) -> AgendaItem:
    _note_held(item, by=by, at=at)
    item.concluded_at, item.concluded_by = at, by
    item.save(update_fields=["concluded_at", "concluded_by"])
    trail.record(item.meeting, "infohus.concluded", by=by, at=at, item=item.pk)
    item.drafts.exclude(section=Section.MINUTES).delete()
    item.advice_drafts.all().delete()
    end_confirming(item, at=at)
    hand_on(item, by=by, at=at)
    return item
