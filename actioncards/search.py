"""The search in cards in force, in the directory and in the explanations; never in cases.

The tables are small, so the words are matched when they are asked for, with no index to keep.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.utils.html import format_html
from django.utils.safestring import SafeString

from actioncards.choices import CardAge
from actioncards.models import Card, CardVersion, Explanation
from actioncards.shown import Names, names_for
from beredskab.municipality import directory
from beredskab.municipality.directory import Line
from beredskab.municipality.models import Contact
from beredskab.municipality.services import Service, Topic
from beredskab.search import words as reading
from beredskab.search.matching import Document, matches
from beredskab.search.words import Word

_MOST_PARTS, _PART = 3, 140


@dataclass(frozen=True)
class Hit:
    """A card or an explanation that was found; its words are marked."""

    url: str
    title: SafeString
    text: SafeString
    parts: tuple[SafeString, ...] = ()


@dataclass(frozen=True)
class ContactHit:
    """A contact that was found, as it stands now."""

    line: Line
    name: SafeString
    note: SafeString
    about: SafeString


@dataclass(frozen=True)
class Found:
    """What a search found, the best first; `is_partial` when nothing holds all of its words.

    Who asks whom to call gets those first who answer now.
    """

    cards: Sequence[Hit] = ()
    contacts: Sequence[ContactHit] = ()
    explanations: Sequence[Hit] = ()
    is_acute: bool = False
    is_partial: bool = False
    asks_whom: bool = False

    @property
    def count(self) -> int:
        """How many hits there are; the page of acute calls is one of them."""
        return len(self.cards) + len(self.contacts) + len(self.explanations) + self.is_acute


def find(typed: str, *, at: datetime, audiences: Collection[str]) -> Found:
    """Return what holds all the words; when nothing does, what holds some of them."""
    asked = reading.read(typed)
    words = asked.words
    if not words:
        return Found()
    names = {age: names_for(CardVersion(card=Card(age=age))) for age in CardAge}
    found = matches([*_cards(names), *_contacts(audiences, words), *_explanations()], words)
    best = max((match.words for match in found), default=0)
    whole = best == len(words)
    rows = [match.row for match in found if match.words == len(words) or not whole]
    cards = [row for row in rows if isinstance(row, CardVersion)]
    lines = [directory.line(row, at) for row in rows if isinstance(row, Contact)]
    explanations = [row for row in rows if isinstance(row, Explanation)]
    return Found(
        cards=[_card_hit(one, words, names[CardAge(one.card.age)]) for one in cards],
        contacts=[
            _contact_hit(one, words)
            for one in (directory.in_order(lines) if asked.asks_whom else lines)
        ],
        explanations=[_explanation_hit(one, words) for one in explanations],
        is_acute=any("acute" in word.means for word in words),
        is_partial=bool(best) and not whole,
        asks_whom=asked.asks_whom,
    )


def _cards(names: dict[CardAge, Names]) -> Iterator[Document]:
    """The cards in force with what they say, their placeholders filled."""
    for version in CardVersion.objects.in_force().prefetch_related("steps"):
        fill = names[CardAge(version.card.age)].fill
        steps = [said for one in version.steps.all() for said in (one.heading, one.text, one.law)]
        rest = fill(" ".join((*version.must_not, version.acute_when, *steps)))
        title, summary = fill(version.title), fill(version.summary)
        yield Document(version, (title, summary, rest), inside=f"{title} {summary} {rest}")


def _contacts(audiences: Collection[str], words: Sequence[Word]) -> Iterator[Document]:
    meant = {word.text: _meant(word) for word in words}

    def means(contact: Contact) -> Callable[[Word], bool]:
        return lambda word: meant[word.text](contact)

    for contact in Contact.objects.in_use().for_audiences(audiences):
        unit = contact.unit.name if contact.unit else ""
        yield Document(
            contact,
            (contact.name, contact.note, unit),
            inside=f"{contact.name} {contact.note}",
            means=means(contact),
        )


def _explanations() -> Iterator[Document]:
    for one in Explanation.objects.all():
        # A word can stand inside of its text alone.
        yield Document(one, (one.title, one.text, ""), inside=one.text)


def _meant(word: Word) -> Callable[[Contact], bool]:
    """Return what a word asks of a contact besides its texts: its service, topics, hours."""
    topics = {key for key, label in Topic.choices if reading.says(str(label), [word])}
    services = {key for key, label in Service.choices if reading.says(str(label), [word])}

    def is_meant(contact: Contact) -> bool:
        return (
            not topics.isdisjoint(contact.topics)
            or contact.service in services
            or ("calling" in word.means and bool(contact.phone))
            or ("night" in word.means and contact.always_open)
            or ("urgent" in word.means and contact.is_acute)
        )

    return is_meant


def _card_hit(version: CardVersion, words: Sequence[Word], names: Names) -> Hit:
    return Hit(
        url=version.card.get_absolute_url(),
        title=reading.mark(names.fill(version.title), words),
        text=reading.mark(names.fill(version.summary), words),
        parts=tuple(islice(_parts(version, words, names), _MOST_PARTS)),
    )


def _parts(version: CardVersion, words: Sequence[Word], names: Names) -> Iterator[SafeString]:
    """What the card says with these words: its steps first, then what stands around them."""
    for step in version.steps.all():
        heading, text = names.fill(step.heading), names.fill(step.text)
        if reading.says(text, words):
            shown = reading.excerpt(text, words, most=_PART)
            yield format_html("{} – {}", reading.mark(heading, words), shown)
        elif reading.says(heading, words):
            yield reading.mark(heading, words)
    for line in (*version.must_not, version.acute_when):
        if reading.says(names.fill(line), words):
            yield reading.excerpt(names.fill(line), words, most=_PART)


def _contact_hit(line: Line, words: Sequence[Word]) -> ContactHit:
    contact = line.contact
    service = Service(contact.service)
    labels = [] if service == Service.OTHER else [str(service.label)]
    labels += line.topics
    return ContactHit(
        line=line,
        name=reading.mark(contact.name, words),
        note=reading.mark(contact.note, words),
        about=reading.mark(", ".join(labels), words),
    )


def _explanation_hit(explanation: Explanation, words: Sequence[Word]) -> Hit:
    return Hit(
        url=explanation.get_absolute_url(),
        title=reading.mark(explanation.title, words),
        text=reading.excerpt(explanation.text, words),
    )
