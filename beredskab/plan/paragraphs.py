"""Two texts as one, paragraph by paragraph; where much has stayed, it is left out."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.safestring import SafeString

from beredskab.web import redline

FOLD_FROM = 240  # characters that have stayed in a row
ALIKE = 0.4  # of their words, for two paragraphs to be one that was changed
MOST_ALIKE = 20_000  # pairs of lines that are the same
MOST_PAIRS = 2_500  # paragraphs by paragraphs that are held against each other
EFFORT = 60_000_000  # characters by characters compared word by word; a second or two at most
_NOTHING = SafeString("")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph with what is gone and what has come; or so many words that were left out."""

    html: SafeString = _NOTHING
    folded: int = 0


class Effort:
    """What a page may cost: once it is spent, what differs is told by whole paragraphs."""

    def __init__(self, left: int = EFFORT) -> None:
        self.left = left

    def words(self, gone: str, come: str) -> SafeString:
        """Return both as one, word by word as long as that is quick enough."""
        cost = len(gone) * len(come)
        if cost > self.left:
            return redline.marked(gone, come)
        self.left -= cost
        return redline.words(gone, come)


def compare(old: str, new: str, effort: Effort) -> list[Paragraph]:
    """Return both texts as one; each line of them is a paragraph, as `cleaning.text_of` has it."""
    before, after = _lines(old), _lines(new)
    if _alike(before, after) > MOST_ALIKE:
        return [Paragraph(redline.marked(gone, "")) for gone in before] + [
            Paragraph(redline.marked("", come)) for come in after
        ]
    matcher = SequenceMatcher(None, before, after)
    found: list[Paragraph] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            found += _kept(before[i1:i2])
        else:
            pairs = _paired(before[i1:i2], after[j1:j2])
            found += [Paragraph(effort.words(gone, come)) for gone, come in pairs]
    return found


def _alike(before: Sequence[str], after: Sequence[str]) -> int:
    """How many pairs of lines are the same: what it costs to hold the texts against each other."""
    olds, news = Counter(before), Counter(after)
    return sum(count * news[line] for line, count in olds.items())


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


def _kept(lines: Sequence[str]) -> list[Paragraph]:
    if sum(map(len, lines)) > FOLD_FROM:
        return [Paragraph(folded=sum(len(line.split()) for line in lines))]
    return [Paragraph(redline.marked(line, line)) for line in lines]


def _paired(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What stood with what stands instead, in their order; alone where nothing is like it."""
    alike = _likeness(before, after)
    if not alike:
        yield from ((gone, "") for gone in before)
        yield from (("", come) for come in after)
        return
    best = _best(alike, len(before), len(after))
    i = j = 0
    while i < len(before) or j < len(after):
        if (i, j) in alike and best[i][j] == best[i + 1][j + 1] + alike[i, j]:
            yield before[i], after[j]
            i, j = i + 1, j + 1
        elif i < len(before) and best[i][j] == best[i + 1][j]:
            yield before[i], ""
            i += 1
        else:
            yield "", after[j]
            j += 1


def _best(alike: dict[tuple[int, int], float], rows: int, columns: int) -> list[list[float]]:
    """How like each other the paragraphs from each place on can be, paired in their order."""
    best = [[0.0] * (columns + 1) for _row in range(rows + 1)]
    for i in reversed(range(rows)):
        for j in reversed(range(columns)):
            paired = best[i + 1][j + 1] + alike[i, j] if (i, j) in alike else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    return best


def _likeness(before: Sequence[str], after: Sequence[str]) -> dict[tuple[int, int], float]:
    """The share of their words that two paragraphs have in common, where it is enough."""
    if len(before) * len(after) > MOST_PAIRS:
        return {}
    olds, news = ([Counter(line.lower().split()) for line in lines] for lines in (before, after))
    shares = {
        (i, j): 2 * (old & new).total() / (old.total() + new.total())
        for i, old in enumerate(olds)
        for j, new in enumerate(news)
    }
    return {place: share for place, share in shares.items() if share >= ALIKE}
