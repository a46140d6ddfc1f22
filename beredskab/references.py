"""Random, neutral references, said on the phone: "7K2-PQ9".

The last symbol checks the others: a single wrong symbol, or two that changed places, is noticed.
There are 6.4 million, so two may be alike: who stores one has a unique constraint and tries again.
"""

import secrets

# Without what is mistaken in hand or voice (0 O, 1 I L, 8 B, 5 S, 2 Z, 6 G) and without vowels,
# so that no word can appear. 23 is a prime, which the check symbol needs.
SYMBOLS = "23456789CDFHJKMNPQRTVWX"
LENGTH = 6
_WEIGHT = 5


def new() -> str:
    """Return a random reference."""
    text = "".join(secrets.choice(SYMBOLS) for _ in range(LENGTH - 1))
    check = -_WEIGHT * _weigh(text) % len(SYMBOLS)
    return _spell(text + SYMBOLS[check])


def normalise(text: str) -> str:
    """Return the text as a reference is written, whatever case, spaces and hyphens it came with."""
    return _spell("".join(text.split()).replace("-", "").upper())


def is_valid(text: str) -> bool:
    """Tell whether the text, once normalised, can be a reference."""
    bare = normalise(text).replace("-", "")
    return (
        len(bare) == LENGTH
        and all(symbol in SYMBOLS for symbol in bare)
        and _weigh(bare) % len(SYMBOLS) == 0
    )


def _weigh(text: str) -> int:
    total = 0
    for symbol in text:
        total = total * _WEIGHT + SYMBOLS.index(symbol)
    return total


def _spell(text: str) -> str:
    return f"{text[:3]}-{text[3:]}" if len(text) > 3 else text
