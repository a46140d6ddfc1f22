"""What somebody typed into a search, kept short."""

from typing import Any, NamedTuple

from django.http import HttpRequest

# More than that is no question but a text that was pasted by mistake.
LONGEST = 100


class Asked(NamedTuple):
    query: str
    too_long: bool

    @property
    def is_answerable(self) -> bool:
        return bool(self.query) and not self.too_long

    @property
    def context(self) -> dict[str, Any]:
        """What the field of the search needs, with its error."""
        return {
            "query": self.query[:LONGEST],
            "too_long": self.too_long,
            "has_errors": self.too_long,
            "longest": LONGEST,
        }


def read(request: HttpRequest) -> Asked:
    """Read `q` from the address; of what is too long no more than shows that it is."""
    asked = request.GET.get("q", "")
    query = " ".join(asked[: LONGEST + 1].replace("\0", " ").split())
    return Asked(query, too_long=len(asked.strip()) > LONGEST)
