"""The explanations of the words of the forms: all of them, and those of a field."""

from collections.abc import Iterable
from dataclasses import dataclass

from actioncards.choices import Knowledge
from actioncards.models import Explanation

Known = dict[tuple[str, str], Explanation]


@dataclass(frozen=True)
class Section:
    """The explanations of one kind."""

    kind: Knowledge
    explanations: tuple[Explanation, ...]


def sections() -> list[Section]:
    """Return every explanation by its kind, in the order of the forms; no kind without any."""
    found: dict[str, list[Explanation]] = {}
    for explanation in Explanation.objects.all():
        found.setdefault(explanation.kind, []).append(explanation)
    return [Section(kind, tuple(found[kind])) for kind in Knowledge if kind in found]


def known() -> Known:
    """Return every explanation by the kind and the key of the choice that it explains."""
    return {(one.kind, one.key): one for one in Explanation.objects.all()}


def of_choices(
    explained: Known, kind: str, choices: Iterable[tuple[str, object]]
) -> list[tuple[str, Explanation]]:
    """Return the label of each choice that has an explanation, with it, in the same order."""
    return [
        (str(label), explained[kind, key]) for key, label in choices if (kind, key) in explained
    ]
