"""The search and the filters of the directory, as its address names them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from beredskab.municipality.directory import Line
from beredskab.municipality.models import Contact
from beredskab.municipality.services import Topic

LONGEST = 100


@dataclass(frozen=True)
class Chosen:
    """What is asked of the directory, and what can be asked of it; what is unknown is left out."""

    units: tuple[tuple[str, str], ...]
    topics: tuple[tuple[str, str], ...]
    words: str = ""
    unit: str = ""
    topic: str = ""
    open_now: bool = False

    @classmethod
    def from_query(cls, query: Mapping[str, str], contacts: Iterable[Contact]) -> "Chosen":
        """Read the filters; units and topics that no contact has are not offered."""
        contacts = list(contacts)
        units = {contact.unit.slug: contact.unit.name for contact in contacts if contact.unit}
        used = {topic for contact in contacts for topic in contact.topics}
        topics = {value: str(label) for value, label in Topic.choices if value in used}
        unit, topic = query.get("enhed", ""), query.get("emne", "")
        return cls(
            units=tuple(sorted(units.items(), key=lambda pair: pair[1])),
            topics=tuple(topics.items()),
            words=" ".join(query.get("q", "")[:LONGEST].split()),
            unit=unit if unit in units else "",
            topic=topic if topic in topics else "",
            open_now="aaben" in query,
        )

    def narrow(self, lines: Iterable[Line]) -> list[Line]:
        """Keep the contacts that are asked for."""
        return [line for line in lines if self._fits(line)]

    def query(self) -> dict[str, str]:
        """The filters as the address has them."""
        given = {
            "q": self.words,
            "enhed": self.unit,
            "emne": self.topic,
            "aaben": "1" if self.open_now else "",
        }
        return {name: value for name, value in given.items() if value}

    def tags(self) -> list[dict[str, str]]:
        """What is chosen, each with the address of the directory without it."""
        labels = {
            "q": _("Search: %(words)s") % {"words": self.words},
            "enhed": dict(self.units).get(self.unit, ""),
            "emne": dict(self.topics).get(self.topic, ""),
            "aaben": _("Open now"),
        }
        query = self.query()
        return [{"label": labels[name], "url": _address({**query, name: ""})} for name in query]

    def _fits(self, line: Line) -> bool:
        contact = line.contact
        return (
            (line.is_open or not self.open_now)
            and (not self.topic or self.topic in contact.topics)
            and (not self.unit or bool(contact.unit and contact.unit.slug == self.unit))
            and all(word in _searched(line) for word in self.words.casefold().split())
        )


def _searched(line: Line) -> str:
    """The text in which each word must stand somewhere."""
    contact = line.contact
    texts = [contact.name, contact.note, contact.get_service_display(), *line.topics]
    texts += [number.replace(" ", "") for number in contact.phones]
    if contact.anonymous_advice:
        texts.append(_("Anonymous advice possible"))
    return " ".join(map(str, texts)).casefold()


def _address(query: dict[str, str]) -> str:
    kept = urlencode({name: value for name, value in query.items() if value})
    return f"{reverse('directory')}?{kept}" if kept else reverse("directory")
