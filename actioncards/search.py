"""The search in cards in force, in the directory and in the explanations; never in cases.

The tables are small, so the words are matched when they are asked for, with no index to keep.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from itertools import islice
from operator import or_
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.contrib.postgres.search import SearchRank, SearchVector
from django.db.models import Case, F, Func, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.utils.html import format_html
from django.utils.safestring import SafeString

from actioncards import words as reading
from actioncards.choices import CardAge
from actioncards.models import Card, CardStep, CardVersion, Explanation
from actioncards.shown import Names, names_for
from actioncards.words import CONFIG, Word
from beredskab.municipality import directory
from beredskab.municipality.directory import Line
from beredskab.municipality.models import Contact
from beredskab.municipality.services import Service, Topic

LONGEST = 100
_MOST_PARTS, _PART = 3, 140
_TEXT = TextField()


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
    cards = list(_ranked(_cards(names), words).prefetch_related("steps"))
    contacts = list(_ranked(_contacts(audiences), words, also=_contact_means))
    explanations = list(_ranked(_explanations(), words))
    best = max((row.matched for row in (*cards, *contacts, *explanations)), default=0)
    whole = best == len(words)

    def kept(rows: Iterable[Any]) -> list[Any]:
        return [row for row in rows if row.matched == len(words) or not whole]

    lines = [directory.line(one, at) for one in kept(contacts)]
    return Found(
        cards=[_card_hit(one, words, names[CardAge(one.card.age)]) for one in kept(cards)],
        contacts=[
            _contact_hit(one, words)
            for one in (directory.in_order(lines) if asked.asks_whom else lines)
        ],
        explanations=[_explanation_hit(one, words) for one in kept(explanations)],
        is_acute=any("acute" in word.means for word in words),
        is_partial=bool(best) and not whole,
        asks_whom=asked.asks_whom,
    )


def _ranked(
    rows: QuerySet[Any, Any], words: Sequence[Word], also: Callable[[Word], Q] = lambda _word: Q()
) -> QuerySet[Any, Any]:
    """Narrow rows, which know their `vector` and `text`, to those with a word; the best first."""
    per_word = [Q(vector=word.query) | word.inside("text") | also(word) for word in words]
    matched = sum((Case(When(one, then=1), default=0) for one in per_word), start=Value(0))
    own = SearchRank(F("vector"), reduce(or_, (word.own_query for word in words)))
    wide = SearchRank(F("vector"), reduce(or_, (word.query for word in words)))
    # What was typed outranks what it is called as well.
    found = rows.annotate(matched=matched, rank=own + wide).filter(matched__gt=0)
    return found.order_by("-matched", "-rank", "pk")


def _cards(names: dict[CardAge, Names]) -> QuerySet[Any, Any]:
    """The cards in force with what they say, their placeholders filled."""
    steps = (
        CardStep.objects.filter(version=OuterRef("pk"))
        .order_by()
        .values("version")
        .annotate(said=StringAgg(_joined("heading", "text", "law"), " "))
        .values("said")
    )
    must_not = Func("must_not", Value(" "), function="array_to_string", output_field=_TEXT)
    rest = _joined(must_not, "acute_when", Subquery(steps))
    title, summary, rest = (_filled(one, names) for one in (F("title"), F("summary"), rest))
    return CardVersion.objects.in_force().annotate(
        vector=_weighed(title, summary, rest), text=_joined(title, summary, rest)
    )


def _contacts(audiences: Collection[str]) -> QuerySet[Any, Any]:
    found = Contact.objects.in_use().filter(audience__in=audiences)
    return found.annotate(
        vector=_weighed("name", "note", "unit__name"), text=_joined("name", "note")
    )


def _explanations() -> QuerySet[Any, Any]:
    # The model has a `text` of its own, which is all that a word can stand inside of.
    return Explanation.objects.annotate(vector=_weighed("title", "text"))


def _joined(*parts: Any) -> Func:
    return Func(Value(" "), *parts, function="concat_ws", output_field=_TEXT)


def _weighed(*parts: Any) -> Any:
    """Return the vector of texts, the most important first."""
    vectors = [
        SearchVector(part, config=CONFIG, weight=weight)
        for part, weight in zip(parts, "ABC", strict=False)
    ]
    return sum(vectors[1:], start=vectors[0])


def _filled(text: Any, names: dict[CardAge, Names]) -> Func:
    """Put the names of this municipality in the place of the placeholders, as `Names.fill`."""
    receiver = Case(
        *(When(card__age=age, then=Value(one.receiver)) for age, one in names.items()),
        default=Value(""),
    )
    municipality = Value(names[CardAge.ADULT].municipality)
    filled = _replaced(text, "{modtager}", receiver)
    return _replaced(filled, "{kommune}", municipality)


def _replaced(text: Any, placeholder: str, name: Any) -> Func:
    return Func(text, Value(placeholder), name, function="replace", output_field=_TEXT)


def _contact_means(word: Word) -> Q:
    """What a word asks of a contact that stands in no text of it: its service, topics, hours."""
    topics = [key for key, label in Topic.choices if reading.says(str(label), [word])]
    services = [key for key, label in Service.choices if reading.says(str(label), [word])]
    means = Q(topics__overlap=topics) if topics else Q()
    means |= Q(service__in=services) if services else Q()
    if "calling" in word.means:
        means |= ~Q(phone="")
    if "night" in word.means:
        means |= Q(always_open=True)
    if "urgent" in word.means:
        means |= Q(is_acute=True)
    return means


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
