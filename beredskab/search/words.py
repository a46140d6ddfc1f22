"""The words of a search: what they are called too, and where they stand in a text."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby

from django.db import connection
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

CONFIG = "danish"
MOST_WORDS = 8
# So long is a stem that may stand inside a word: "ægteskab" in "tvangsægteskab".
INSIDE_FROM = 5
# What a stem may have lost: nothing else stands after a short one, and no more after a long one.
_ENDING = re.compile(r"(?:e|en|ens|ende|ene|enes|er|ers|erne|es|et|ets|ede|ne|s|t|te)?")
_LONGEST_ENDING = 5
_SHORT = 5
_TOKEN = re.compile(r"[^\W_]+")

# What questions are made of besides what they are about; the database knows the other such words.
FILLERS = "hvem hvordan hvorfor hvornår hvilken hvilket hvilke kan må bør gør gøre går tale"
CALLING = "ring kontakt kontakte telefon telefonnummer telefonnumre tlf nummer numre mobil opkald"
NIGHT = "nat døgn døgnåben aften weekend helligdag døgnvagt"
URGENT = "akut straks haster vagt"
# What words mean besides what they say; those of "acute" lead to the page of acute calls.
MEANINGS = {
    "calling": CALLING,
    "night": NIGHT,
    "urgent": URGENT,
    "acute": f"{NIGHT} {URGENT} lukket politi 112 114 fare livsfare alarm ambulance",
}
# Who looks for one of these looks for the others.
SYNONYMS = (
    CALLING,
    NIGHT,
    URGENT,
    "barn børn børnene",
    "forælder forældre mor far moder fader familie forældremyndighed",
    "søskende bror søster",
    "genopdragelsesrejse genopdragelse udlandsophold udland rejse bortrejst hjemland ferie",
    "ære æresrelateret æreskonflikt æresvold æresdrab",
    "krisecenter shelter safehouse botilbud bosted beskyttet",
    "tvangsægteskab ægteskab gift gifte forlovelse bryllup vielse",
    "underretning underrette indberette anmelde anmeldelse",
    "fagperson lærer pædagog medarbejder ansat",
    "myndighed rådgiver socialrådgiver sagsbehandler",
    "penge økonomi løn bankkonto",
    "tøj påklædning tørklæde",
    "politi 114 betjent",
    "vold slag slår overgreb mishandling",
    "trussel truer true trusler",
    "job arbejde jobcenter beskæftigelse",
    "kæreste partner",
    "opholdstilladelse opholdsgrundlag udlændinge pas",
    "jurist jura advokat",
    "overvågning overvåge kontrol kontrollere",
    "isolation isoleret udstødelse udstødt",
    "bande exit bandemiljø",
)


@dataclass(frozen=True)
class Word:
    """A word that was typed; `others` are its synonyms; the last one may not be finished."""

    text: str
    stems: frozenset[str]
    others: tuple[str, ...]
    other_stems: frozenset[str]
    means: frozenset[str]
    is_last: bool

    @property
    def own_query(self) -> str:
        """Return the tsquery for the word itself; the last one may be the beginning of a word."""
        # Letters and figures alone: there is nothing in it to end the quotes.
        plain = f"'{self.text}'"
        return f"{plain} | {plain}:*" if self.is_last and len(self.text) > 1 else plain

    @property
    def query(self) -> str:
        """Return the tsquery for the word and its synonyms."""
        return " | ".join((self.own_query, *(f"'{other}'" for other in self.others)))

    @cached_property
    def _long_stems(self) -> tuple[str, ...]:
        return tuple(stem for stem in self.stems if len(stem) >= INSIDE_FROM)

    def is_inside(self, text: str) -> bool:
        """Tell whether the word is part of a longer one in a text without capitals."""
        return any(stem in text for stem in self._long_stems)

    @cached_property
    def _all_stems(self) -> tuple[str, ...]:
        return tuple(stem for stem in self.stems | self.other_stems if stem)

    @cached_property
    def _known(self) -> dict[str, bool]:
        """What was asked of words of texts: most of them stand in several."""
        return {}

    def is_in(self, token: str) -> bool:
        """Tell whether a word of a text is this one, a form of it, or one of its synonyms."""
        if token not in self._known:
            self._known[token] = self._is_in(token.casefold())
        return self._known[token]

    def _is_in(self, token: str) -> bool:
        if self.is_last and len(self.text) > 1 and token.startswith(self.text):
            return True
        if self.is_inside(token):
            return True
        # Most words of a text begin with none of them: that is asked in one go.
        return token.startswith(self._all_stems) and any(
            _is_form(token, stem) for stem in self._all_stems
        )


@dataclass(frozen=True)
class Question:
    """What somebody asked: the words it is about, and whether she asks whom to call."""

    words: tuple[Word, ...]
    asks_whom: bool


def read(typed: str) -> Question:
    """Return what a search is about; no words when it holds only such as "i" and "på".

    It asks the database once how words are cut down to their stems.
    """
    texts = list(dict.fromkeys(_TOKEN.findall(typed.casefold())))[:MOST_WORDS]
    groups = [group.split() for group in SYNONYMS]
    stems = _known_stems() | _stems(frozenset(texts))
    meant = [text for text in texts if stems[text]]
    last = texts[-1] if texts else ""
    words = [_word(text, stems, groups, is_last=text == last) for text in meant]
    # "Ring" and the like say what is wanted, not what it is about, unless nothing else is said.
    about = [word for word in words if word.text not in FILLERS.split()] or words
    return Question(
        words=tuple([word for word in about if "calling" not in word.means] or about),
        asks_whom="hvem" in texts or any({"calling", "acute"} & word.means for word in words),
    )


def says(text: str, words: Collection[Word]) -> bool:
    """Tell whether a text holds one of the words."""
    return any(_is_wanted(token, words) for token in _TOKEN.findall(text))


def mark(text: str, words: Collection[Word]) -> SafeString:
    """Return the text with the words that were looked for marked."""
    runs = groupby(re.split(r"([^\W_]+)", text), key=lambda part: _is_wanted(part, words))
    parts = ((is_wanted, "".join(run)) for is_wanted, run in runs)
    return format_html_join(
        "",
        "{}",
        ((format_html("<mark>{}</mark>", part) if wanted else part,) for wanted, part in parts),
    )


def excerpt(text: str, words: Collection[Word], *, most: int = 240) -> SafeString:
    """Return a part of a long text around the first word that was looked for, marked."""
    if len(text) <= most:
        return mark(text, words)
    hits = (one.start() for one in _TOKEN.finditer(text) if _is_wanted(one[0], words))
    first = next(hits, 0)
    start = text.find(" ", first - most // 3) + 1 if first > most // 2 else 0
    end = text.rfind(" ", start, start + most) if start + most < len(text) else len(text)
    shown = f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"
    return mark(shown, words)


def _word(
    text: str, stems: dict[str, frozenset[str]], groups: Iterable[Sequence[str]], *, is_last: bool
) -> Word:
    own = stems[text]

    def among(words: Iterable[str]) -> bool:
        return any(own & stems[word] for word in words)

    others = tuple(
        dict.fromkeys(one for group in groups if among(group) for one in group if one != text)
    )
    return Word(
        text=text,
        stems=own,
        others=others,
        other_stems=frozenset(stem for other in others for stem in stems[other]),
        means=frozenset(key for key, words in MEANINGS.items() if among(words.split())),
        is_last=is_last,
    )


@lru_cache(maxsize=1)
def _known_stems() -> dict[str, frozenset[str]]:
    """Return the stems of the words that are written here; the database is asked once."""
    return _stems(frozenset(" ".join((*SYNONYMS, *MEANINGS.values())).split()))


def _stems(texts: Collection[str]) -> dict[str, frozenset[str]]:
    """Return the stems of each text, as the full-text search of the database cuts them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word, tsvector_to_array(to_tsvector(%s::regconfig, word))"
            " FROM unnest(%s::text[]) AS word",
            [CONFIG, list(texts)],
        )
        return {text: frozenset(stems) for text, stems in cursor.fetchall()}


def _is_wanted(part: str, words: Collection[Word]) -> bool:
    return any(word.is_in(part) for word in words)


def _is_form(token: str, stem: str) -> bool:
    if not token.startswith(stem):
        return False
    ending = token[len(stem) :]
    if len(stem) >= _SHORT:
        return len(ending) <= _LONGEST_ENDING
    # A letter that stood twice was cut too: "natten" is a form of "nat".
    return bool(_ENDING.fullmatch(ending) or _ENDING.fullmatch(ending.removeprefix(stem[-1])))
