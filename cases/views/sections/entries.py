"""One line of a section that lists what was noted, said or written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

LONG = 300


@dataclass(frozen=True)
class Entry:
    """What `cases/_entries.html` shows of one record; `badges` are pairs of variant and word."""

    title: str
    at: datetime
    who: str = ""
    badges: Sequence[tuple[str, str]] = ()
    facts: Sequence[str] = ()
    text: str = ""
    # Former versions, newest first.
    earlier: Sequence["Entry"] = ()
    link: tuple[str, str] | None = None
    anchor: str = ""
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def is_long(self) -> bool:
        """Whether the text stands behind a word to open it."""
        return len(self.text) > LONG
