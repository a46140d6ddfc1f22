"""What an item lacks before it can be concluded, each with where it is mended (R96)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from infohus import quorum, recommended
from infohus.choices import Section
from infohus.models import AgendaItem

SLUGS = {
    "kortlaegning": Section.MAPPING,
    "vurdering": Section.ASSESSMENT,
    "referat": Section.MINUTES,
}


@dataclass(frozen=True)
class Lack:
    """One thing that is missing, in words, and the page where it is mended."""

    words: str | Promise
    url: str


def of_content(item: AgendaItem) -> list[Lack]:
    """What is to be written: participants' judgement, basis, mapping, assessment, each person."""
    written = set(item.texts.values_list("section", flat=True))
    prepare = item.address("infohus_item")
    persons = [row.person for row in item.discussed.all()]
    wanted = (
        (any(map(quorum.is_concerned, persons)), _("who is discussed"), prepare),
        (item.judgement, _("why these participants"), prepare),
        (item.basis, _("the basis for sharing"), prepare),
        (Section.MAPPING in written, _("the mapping"), _text(item, "kortlaegning")),
        (Section.ASSESSMENT in written, _("the assessment"), _text(item, "vurdering")),
    )
    lacks = [Lack(words, url) for is_there, words, url in wanted if not is_there]
    return lacks + [
        Lack(
            _("a recommendation for %(who)s") % {"who": row.words},
            item.address("infohus_recommend", row.person.pk),
        )
        for row in recommended.lacking(item)
    ]


def of_table(item: AgendaItem) -> list[Lack]:
    """Who must be there and was not, nor has confirmed; and anybody at all."""
    url = f"{item.hold_path}#fremmoede"
    wanted = [
        Lack(_("somebody who speaks for %(seat)s") % {"seat": seat.label}, url)
        for seat in quorum.held(item).missing
    ]
    return wanted if quorum.present(item) else [Lack(_("who was there"), url), *wanted]


def of_ties(item: AgendaItem) -> list[Lack]:
    """Who was there and has yet to say whether she has a personal tie."""
    declared = {row.participant_id for row in item.ties.all()}
    there = item.attendances.filter(struck_at__isnull=True, participant__isnull=False)
    return [
        Lack(
            _("whether %(who)s has a personal tie") % {"who": row.name},
            item.address("infohus_tie_for", row.participant_id),
        )
        for row in there.order_by("pk")
        if row.participant_id is not None and row.participant_id not in declared
    ]


def _text(item: AgendaItem, slug: str) -> str:
    return item.address("infohus_write", slug)
