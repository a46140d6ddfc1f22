"""What is to be corrected in a version of a card before it can be sent for approval."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actioncards.choices import CardRole, Part
from actioncards.models import CardStep, CardVersion
from actioncards.shown import PLACEHOLDERS
from actioncards.states import IN_WORK
from beredskab.municipality import typed
from beredskab.municipality.models import Contact

_BRACES = re.compile(r"\{[^{}]*\}")
_NEEDED: dict[str, str | Promise] = {
    "title": gettext_lazy("The card has no title."),
    "summary": gettext_lazy("Nothing tells when to use the card."),
    "must_not": gettext_lazy("There is no line under “You must not”."),
    "acute_when": gettext_lazy("Nothing tells when it is acute."),
}


@dataclass(frozen=True)
class Problem:
    """Something to correct: in a step, or in the text around the steps when `step` is None."""

    message: str
    step: CardStep | None = None


def find(version: CardVersion) -> list[Problem]:
    """Return what is to be corrected, in the order of the page; nothing when all is well."""
    steps = list(version.steps.prefetch_related("contact_ties__contact"))
    found = [Problem(message) for message in _in_text(version, has_steps=_has_steps(steps))]
    headings = Counter(step.heading.casefold() for step in steps)
    for step in steps:
        found += [Problem(message, step) for message in _in_step(step, version)]
        if headings[step.heading.casefold()] > 1:
            message = _("Another step has the same heading: “%(heading)s”.")
            found.append(Problem(message % {"heading": step.heading}, step))
    return found


def without_number(version: CardVersion) -> list[Contact]:
    """Return the contacts that the card will call once somebody has written their numbers.

    They keep no draft back: the number is for the directory, not for the card.
    """
    return list(
        Contact.objects.in_use().filter(step_ties__step__version=version, phone="").distinct()
    )


def _has_steps(steps: list[CardStep]) -> bool:
    return any(step.part == Part.STEPS for step in steps)


def _in_text(version: CardVersion, *, has_steps: bool) -> Iterator[str]:
    for field, message in _NEEDED.items():
        if not getattr(version, field):
            yield str(message)
    if not has_steps:
        yield _("The card has no step.")
    is_next = version.status in IN_WORK and version.number > 1
    if is_next and not version.changes and version.card.versions.in_force().exists():
        yield _("Nothing tells what is new in this version.")
    texts = [version.title, version.summary, *version.must_not, version.acute_when]
    yield from _in_words("\n".join([*texts, version.changes]))


def _in_step(step: CardStep, version: CardVersion) -> Iterator[str]:
    yield from _in_words("\n".join([step.heading, step.text, step.law]))
    for tie in step.contact_ties.all():
        contact = tie.contact
        if contact.retired_at is not None:
            yield _("%(contact)s is taken out of use, and is not shown.") % {"contact": contact}
        elif _is_hidden(contact, version):
            yield _("%(contact)s is for authorities only, and is not shown to professionals.") % {
                "contact": contact
            }


def _is_hidden(contact: Contact, version: CardVersion) -> bool:
    is_for_authorities = contact.audience == Contact.Audience.AUTHORITY
    return is_for_authorities and version.card.role == CardRole.PROFESSIONAL


def _in_words(text: str) -> Iterator[str]:
    """What the directory owns, and placeholders that stand for nothing."""
    yield from typed.problems_in(text)
    for braces in _BRACES.findall(text):
        if braces not in PLACEHOLDERS:
            yield _("%(words)s stands for nothing. You can write %(known)s.") % {
                "words": braces,
                "known": ", ".join(PLACEHOLDERS),
            }
