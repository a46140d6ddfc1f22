"""What the page of an item that is held shows: who is there, ties, texts, recommendations."""

from typing import Any

from django.db.models import prefetch_related_objects

from infohus import quorum, recommended, ties
from infohus.choices import Presence, Section, Tie
from infohus.conclusion import SLUGS
from infohus.models import AgendaItem, ItemText

# What the panel and the lists read of every person, attendance and declaration.
READ = ("discussed__person__roles", "attendances", "ties__ruling")


def of(item: AgendaItem) -> dict[str, Any]:
    """The parts of the page, each in words and with where it is changed."""
    prefetch_related_objects([item], *READ)
    found = quorum.held(item)
    there = list(item.attendances.filter(struck_at__isnull=True).order_by("pk"))
    sections = _sections(item)
    return {
        "quorum": found,
        "missing": [seat.label for seat in found.missing],
        "there": there,
        # Who was there without being invited, or has confirmed afterwards.
        "others": [row for row in there if row.participant_id is None],
        "has_confirmed": any(row.how == Presence.CONFIRMED for row in there),
        "ties": _ties(item),
        "sections": sections,
        "has_minutes": any(row["slug"] == "referat" and row["text"] for row in sections),
        "persons": _persons(item),
        "minutes": minutes_of(item),
    }


def newest_texts(item: AgendaItem) -> dict[str, ItemText]:
    """The version of each section that counts."""
    rows = item.texts.select_related("made_by").order_by("number")
    return {row.section: row for row in rows}


def minutes_of(item: AgendaItem) -> list[dict[str, Any]]:
    """Who was there, and what each has said to the minutes that were asked about."""
    if item.minutes_number is None:
        return []
    version = item.texts.get(section=Section.MINUTES, number=item.minutes_number)
    said = {row.participant_id: row for row in version.answers.order_by("pk")}
    there = item.attendances.filter(
        struck_at__isnull=True, how=Presence.PRESENT, participant__isnull=False
    )
    return [
        {"row": row, "answer": said.get(row.participant_id or 0)}
        for row in there.select_related("participant").order_by("pk")
    ]


def _ties(item: AgendaItem) -> list[dict[str, Any]]:
    declared = ties.by_participant(item)
    rows = item.asked.select_related("participant").order_by("participant__seat", "pk")
    return [
        {
            "participant": row.participant,
            "declared": (one := declared.get(row.participant_id)),
            "is_closed": bool(one and one.closes),
            "waits": bool(one and ties.is_waiting(one)),
            "is_warning": bool(one and one.answer != Tie.NONE),
            "url": item.address("infohus_tie_for", row.participant_id),
        }
        for row in rows
        if row.participant.removed_at is None
    ]


def _sections(item: AgendaItem) -> list[dict[str, Any]]:
    """The sections in the order in which they are written; what is not its turn has no link."""
    newest = newest_texts(item)
    rows = []
    for slug, section in SLUGS.items():
        is_turn = section != Section.ASSESSMENT or Section.MAPPING in newest
        is_open = section == Section.MINUTES or not item.is_concluded
        rows.append(
            {
                "slug": slug,
                "label": section.label,
                "text": newest.get(section),
                "url": item.address("infohus_write", slug) if is_turn and is_open else "",
            }
        )
    return rows


def _persons(item: AgendaItem) -> list[dict[str, Any]]:
    """Each person with her recommendations; nothing is to be added before the assessment."""
    is_turn = item.texts.filter(section=Section.ASSESSMENT).exists() and not item.is_concluded
    rows = recommended.rows(item)
    return [
        {
            "row": row,
            "url": item.address("infohus_recommend", row.person.pk) if is_turn else "",
            "may_copy": is_turn
            and row.has_measure
            and bool(recommended.siblings(item, row.person, rows)),
        }
        for row in rows
    ]
