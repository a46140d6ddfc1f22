"""Personal ties of participants to whom an item is about: who is barred by hers, who has declared.

The gate of `querysets.py` holds them; this says it of an item that is read already.
"""

from infohus.choices import Tie
from infohus.models import AgendaItem, TieDeclaration


def barred(item: AgendaItem) -> set[int]:
    """The keys of the participants to whom a tie closes the item."""
    return {row.participant_id for row in item.ties.all() if row.closes}


def by_participant(item: AgendaItem) -> dict[int, TieDeclaration]:
    """The declaration that counts for each participant: one that closes, else her newest."""
    found: dict[int, TieDeclaration] = {}
    for row in sorted(item.ties.all(), key=lambda one: (one.closes, one.pk)):
        found[row.participant_id] = row
    return found


def is_waiting(row: TieDeclaration) -> bool:
    """Whether a leader is still to rule on it."""
    return row.answer == Tie.UNSURE and not row.is_ruled
