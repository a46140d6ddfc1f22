"""A version of a card as somebody is shown it at a moment: its text with the numbers of today."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.utils.translation import gettext as _

from actioncards.choices import CardAge, Part
from actioncards.models import CardStep, CardVersion
from beredskab.municipality import directory, phones
from beredskab.municipality.directory import Line
from beredskab.municipality.models import Contact, Municipality, Route

RECEIVER, MUNICIPALITY = "{modtager}", "{kommune}"
# Stand in the text of cards for what differs between municipalities (R32).
PLACEHOLDERS = (RECEIVER, MUNICIPALITY)
# They stand on every card anyway, so that a contact with such a number is not told beside them.
ALWAYS_SHOWN = frozenset({phones.EMERGENCY, phones.POLICE})


@dataclass(frozen=True)
class Names:
    """What the placeholders of a card stand for here; asked only where a text holds one."""

    is_adult: bool

    @cached_property
    def receiver(self) -> str:
        """The unit that receives concerns about somebody of the age of the card."""
        unit = Route.objects.unit_for("", is_adult=self.is_adult)
        return unit.name if unit else _("the authority")

    @cached_property
    def municipality(self) -> str:
        return Municipality.objects.current().name or _("the municipality")

    def fill(self, text: str) -> str:
        """Put the names in the place of `{modtager}` and `{kommune}`."""
        if RECEIVER in text:
            text = text.replace(RECEIVER, self.receiver)
        if MUNICIPALITY in text:
            text = text.replace(MUNICIPALITY, self.municipality)
        return text


@dataclass(frozen=True)
class ShownStep:
    """A step with whom to call at it.

    With `police_instead` nobody whom it names answers now, and it is acute: the police stand in
    their place (R50, R52).
    """

    key: str
    heading: str
    text: str
    law: str
    action: str
    # As the card names them: for what is read at another time.
    written_lines: tuple[Line, ...]
    police_instead: bool = False
    # It names somebody, but nobody of them has a number that could be shown here.
    lacks_number: bool = False

    @property
    def lines(self) -> list[Line]:
        """Whom to call at it, who answers now first."""
        return directory.in_order(self.written_lines)

    @property
    def is_answered(self) -> bool:
        """Whether somebody whom it names is known to answer now."""
        return any(line.is_open for line in self.written_lines)


@dataclass(frozen=True)
class ShownCard:
    """A card ready to be rendered. `calls` holds each contact of the card once."""

    version: CardVersion
    title: str
    summary: str
    must_not: tuple[str, ...]
    acute_when: str
    steps: tuple[ShownStep, ...]
    acute_steps: tuple[ShownStep, ...]

    @property
    def calls(self) -> list[Line]:
        """Whom to call, who answers now first, who is closed last."""
        return directory.in_order(self.written_calls)

    @property
    def written_calls(self) -> list[Line]:
        """Whom to call, as the card names them."""
        return _once((*self.steps, *self.acute_steps))

    @property
    def advice(self) -> list[Line]:
        """Who can be called about anybody before it is acute, as the card names them."""
        return [line for line in _once(self.steps) if not line.ages]

    @property
    def kept_advice(self) -> list[Line]:
        """The same to be read at any time: who answers day and night first."""
        return directory.in_reading_order(self.advice)

    @property
    def first_calls(self) -> list[Line]:
        """Who of them is to be called now; with nobody the police stand first (R52)."""
        return directory.in_order(line for line in self.advice if line.may_answer)

    @property
    def unsure_calls(self) -> list[Line]:
        """Who of them has written no hours, at a time when offices are closed."""
        return [line for line in self.advice if line.is_unknown and not line.may_answer]

    @property
    def closed_calls(self) -> list[Line]:
        """Who of them is closed now."""
        return [line for line in self.advice if line.is_closed]

    @property
    def laws(self) -> list[str]:
        """The legal bases of its steps, each once."""
        return list(dict.fromkeys(s.law for s in (*self.steps, *self.acute_steps) if s.law))

    @property
    def checked_on(self) -> date | None:
        """The day since which all of its numbers were checked; None while one never was."""
        days = [line.contact.checked_on for line in self.written_calls]
        known = [day for day in days if day]
        return min(known) if known and len(known) == len(days) else None

    def outdated(self, day: date) -> list[Contact]:
        """The contacts that nobody has checked for half a year (R116)."""
        found = [line.contact for line in self.written_calls]
        return [contact for contact in found if directory.is_outdated(contact, day)]


@dataclass(frozen=True)
class Offer:
    """A card to choose among others."""

    version: CardVersion
    title: str
    summary: str


def offers(versions: Iterable[CardVersion]) -> list[Offer]:
    """Return versions as they are offered, in the same order."""
    names = {age: Names(is_adult=age == CardAge.ADULT) for age in CardAge.values}

    def offer(version: CardVersion) -> Offer:
        fill = names[version.card.age].fill
        return Offer(version, title=fill(version.title), summary=fill(version.summary))

    return [offer(version) for version in versions]


def show(
    version: CardVersion,
    *,
    at: datetime,
    audiences: Collection[str],
    of_person: bool = False,
    age: int | None = None,
) -> ShownCard:
    """Return a version that was read `with_steps()` with the contacts that these audiences see.

    With `of_person`, services for other ages than hers are left out (R114); the number of anybody
    taken out of use, or without a number, is never shown.
    """
    names = names_for(version)

    def calls(step: CardStep) -> Iterable[Contact]:
        for tie in step.contact_ties.all():
            contact = tie.contact
            if _is_shown(contact, audiences) and (not of_person or contact.fits(age)):
                yield contact

    def shown(step: CardStep) -> ShownStep:
        lines = tuple(directory.line(contact, at) for contact in calls(step))
        calls_somebody = step.part == Part.ACUTE and bool(step.contact_ties.all())
        return ShownStep(
            key=step.key,
            heading=names.fill(step.heading),
            text=names.fill(step.text),
            law=step.law,
            action=step.action,
            written_lines=lines,
            lacks_number=not lines
            and any(
                not tie.contact.phone or tie.contact.retired_at for tie in step.contact_ties.all()
            ),
            police_instead=calls_somebody and not any(line.may_answer for line in lines),
        )

    steps = list(version.steps.all())
    return ShownCard(
        version=version,
        title=names.fill(version.title),
        summary=names.fill(version.summary),
        must_not=tuple(names.fill(line) for line in version.must_not),
        acute_when=names.fill(version.acute_when),
        steps=tuple(shown(step) for step in steps if step.part == Part.STEPS),
        acute_steps=tuple(shown(step) for step in steps if step.part == Part.ACUTE),
    )


def names_for(version: CardVersion) -> Names:
    """Return what the placeholders stand for on a card of this age."""
    return Names(is_adult=version.card.age == CardAge.ADULT)


def _once(steps: Iterable[ShownStep]) -> list[Line]:
    """Return each contact of the steps once, but for those that stand on every card anyway."""
    found = {line.contact.pk: line for step in steps for line in step.written_lines}
    return [line for line in found.values() if line.contact.phone not in ALWAYS_SHOWN]


def _is_shown(contact: Contact, audiences: Collection[str]) -> bool:
    """Tell whether the contact can be called by somebody of these audiences."""
    is_callable = contact.retired_at is None and bool(contact.phone)
    return is_callable and contact.audience in audiences
