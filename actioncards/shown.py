"""A version of a card as somebody is shown it at a moment: its text with the numbers of today."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from actioncards.choices import CardAge, Part
from actioncards.models import CardStep, CardVersion
from beredskab.municipality import directory
from beredskab.municipality.directory import Line
from beredskab.municipality.models import Municipality, Route

# Stand in the text of cards for what differs between municipalities (R32).
PLACEHOLDERS = ("{modtager}", "{kommune}")


@dataclass(frozen=True)
class Names:
    """What the placeholders of a card stand for here."""

    receiver: str
    municipality: str

    def fill(self, text: str) -> str:
        """Put the names in the place of `{modtager}` and `{kommune}`."""
        return text.replace("{modtager}", self.receiver).replace("{kommune}", self.municipality)


@dataclass(frozen=True)
class ShownStep:
    """A step with whom to call at it; who is open now first."""

    key: str
    heading: str
    text: str
    law: str
    action: str
    lines: tuple[Line, ...]


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
        found = {
            line.contact.pk: line
            for step in (*self.steps, *self.acute_steps)
            for line in step.lines
        }
        return directory.in_order(found.values())

    @property
    def laws(self) -> list[str]:
        """The legal bases of its steps, each once."""
        return list(dict.fromkeys(s.law for s in (*self.steps, *self.acute_steps) if s.law))


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

    def shown(step: CardStep) -> ShownStep:
        contacts = [
            tie.contact
            for tie in step.contact_ties.all()
            if tie.contact.retired_at is None
            and tie.contact.phone
            and tie.contact.audience in audiences
            and (not of_person or tie.contact.fits(age))
        ]
        return ShownStep(
            key=step.key,
            heading=names.fill(step.heading),
            text=names.fill(step.text),
            law=step.law,
            action=step.action,
            lines=tuple(directory.lines(contacts, at)),
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
    unit = Route.objects.unit_for("", is_adult=version.card.age == CardAge.ADULT)
    municipality = Municipality.objects.current()
    return Names(
        receiver=unit.name if unit else "myndigheden",
        municipality=municipality.name or "kommunen",
    )
