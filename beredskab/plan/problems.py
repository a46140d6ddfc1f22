"""What is to be corrected in a draft of the plan before it can be sent for approval."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from beredskab.municipality import typed
from beredskab.plan import cleaning, placeholders
from beredskab.plan.models import Edition, Section
from beredskab.plan.states import IN_WORK, EditionStatus

CONTACTS_ANCHOR = "kontakter"
MOST_TEXT = 400_000  # characters of an edition that a worker can make a PDF of in time
# So many words of a section may differ in a correction; of a long one, one in so many.
FEW_WORDS, SHARE = 12, 10


@dataclass(frozen=True)
class Problem:
    """Something to correct: in a section, or in the edition as a whole when `section` is None.

    `page` names the page on which the edition as a whole is corrected.
    """

    message: str
    section: Section | None = None
    page: str = "plan_head"


def find(edition: Edition) -> list[Problem]:
    """Return what is to be corrected, in the order of the plan; nothing when all is well."""
    sections = list(edition.sections.all())
    found = [Problem(message) for message in _in_head(edition)]
    if sum(len(section.text) for section in sections) > MOST_TEXT:
        message = _("The plan is longer than can be printed: at most %(most)s characters.")
        found.append(Problem(message % {"most": MOST_TEXT}))
    if not sections:
        found.append(Problem(_("The plan has no section."), page="plan_section_add"))
    anchors = {section.key for section in sections} | {CONTACTS_ANCHOR}
    level = 0
    for place, section in enumerate(sections):
        following = sections[place + 1 : place + 2]
        has_below = bool(following) and following[0].level > section.level
        messages = dict.fromkeys(_in_section(section, anchors, has_below=has_below))
        found += [Problem(message, section) for message in messages]
        if section.level > level + 1:
            found.append(Problem(_("A level is skipped: move the section a level out."), section))
        level = section.level
    return found


def _in_head(edition: Edition) -> Iterator[str]:
    if not edition.title:
        yield _("The plan has no title.")
    if not edition.themes:
        yield _("Nothing tells what the plan is about.")
    if edition.corrects is not None and edition.status in IN_WORK:
        yield from _in_correction(edition, edition.corrects)
    is_next = edition.status in IN_WORK and (edition.number > 1 or edition.is_correction)
    if is_next and not edition.changes and Edition.objects.published().exists():
        yield _("Nothing tells what is new in this edition.")


def _in_correction(edition: Edition, corrected: Edition) -> Iterator[str]:
    if corrected.status != EditionStatus.IN_FORCE:
        yield _("The edition that it corrects is not in force any more. Discard the correction.")
    before, after = _words_of(corrected), _words_of(edition)
    if (edition.title, after) == (corrected.title, before):
        yield _("Nothing is corrected yet.")
    for key, (title, words) in after.items():
        _title, stood = before.get(key, ("", []))
        old, new = Counter(stood), Counter(words)
        if ((old - new) + (new - old)).total() > max(FEW_WORDS, len(stood) // SHARE):
            yield _(
                "More than spelling and names differs in “%(title)s”. That is a new edition."
            ) % {"title": title}


def _words_of(edition: Edition) -> dict[str, tuple[str, list[str]]]:
    return {
        one.key: (one.title, f"{one.title} {one.text}".split()) for one in edition.sections.all()
    }


def _in_section(section: Section, anchors: set[str], *, has_below: bool) -> Iterator[str]:
    text = cleaning.text_of(section.text)
    if not section.title:
        yield _("The section has no title.")
    if cleaning.is_empty(section.text) and not has_below:
        yield _("The section is empty.")
    for link in cleaning.links_of(section.text):
        if link.startswith("#") and link[1:] not in anchors:
            yield _("A link leads to a section that is not there: %(link)s") % {"link": link}
    if any(not words.strip() for words in cleaning.words_of_links(section.text)):
        yield _("A link has no words.")
    for braces in placeholders.unknown(section.text):
        yield _("%(words)s stands for nothing.") % {"words": braces}
    # What stands in two cells or paragraphs is no number.
    addressed = [link for link in cleaning.links_of(section.text) if not _leads_to_page(link)]
    words = " ¶ ".join([section.title, *text.split("\n"), *addressed])
    for phone in typed.phones_in(words):
        yield _("A number stands in the text: %(phone)s. Numbers come from the directory.") % {
            "phone": phone
        }
    for address in typed.mails_in(words):
        yield _("A mail address stands in the text: %(address)s. Name the function instead.") % {
            "address": address
        }
    for address in typed.addresses_in(words):
        yield _("An address stands in the text: %(address)s. The portal holds none.") % {
            "address": address
        }


def _leads_to_page(link: str) -> bool:
    return link.startswith(("https:", "#", "/"))
