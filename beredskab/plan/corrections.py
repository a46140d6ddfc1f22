"""What a correction mended that the next edition, begun before it, would bring back."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from beredskab.plan import cleaning
from beredskab.plan.models import Edition, Section
from beredskab.plan.states import IN_WORK

Text = tuple[str, str]  # a title and what stands below it


def to_be_made_in(edition: Edition) -> Edition | None:
    """The correction in force that an edition in work has to hold as well, if any."""
    in_force = Edition.objects.in_force().first()
    if edition.is_correction or edition.status not in IN_WORK:
        return None
    return in_force if in_force is not None and in_force.is_correction else None


def undone_in_title(edition: Edition, correction: Edition | None) -> Iterator[str]:
    """Say so when the edition has the title of the plan that a correction mended."""
    if correction is None or edition.title == correction.title:
        return
    if edition.title in {former.title for former in Edition.objects.corrected_by(correction)}:
        message = _("Correction %(name)s is not made in the title of the plan.")
        yield message % {"name": correction.name}


def undone_in_sections(
    sections: Iterable[Section], correction: Edition | None
) -> dict[str, list[str]]:
    """Say of each section, by its key, in which something stands that a correction mended."""
    if correction is None:
        return {}
    corrected = {one.key: _text_of(one) for one in correction.sections.all()}
    stood: dict[str, list[Text]] = {}
    for former in Edition.objects.corrected_by(correction).prefetch_related("sections"):
        for one in former.sections.all():
            stood.setdefault(one.key, []).append(_text_of(one))
    message = _("Correction %(name)s is not made here.") % {"name": correction.name}
    return {
        one.key: [message]
        for one in sections
        if one.key in corrected
        and _brings_back(_text_of(one), corrected[one.key], stood.get(one.key, []))
    }


def _text_of(section: Section) -> Text:
    return section.title, section.text


def _brings_back(text: Text, corrected: Text, stood: list[Text]) -> bool:
    """Tell whether a text is as it stood before, or has a line that the correction took away."""
    if text == corrected:
        return False
    gone = set().union(*map(_lines, stood)) - _lines(corrected)
    return text in stood or not gone.isdisjoint(_lines(text))


def _lines(text: Text) -> set[str]:
    """The title, the paragraphs and cells, and where links lead to."""
    title, html = text
    return {title, *cleaning.text_of(html).split("\n"), *cleaning.links_of(html)}
