"""What is to be corrected in a draft of the plan before it can be sent for approval."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from beredskab.municipality import typed
from beredskab.plan import cleaning, corrections, placeholders, portal
from beredskab.plan.models import Edition, Section
from beredskab.plan.states import IN_WORK, EditionStatus

CONTACTS_ANCHOR = "kontakter"
MOST_TEXT = 400_000  # characters, placeholders filled, that a worker makes a PDF of in time
# So many words of a title or a section may differ in corrections; of a long one, one in so many.
FEW_WORDS, SHARE = 8, 10


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
    texts = [section.text for section in sections]
    correction = corrections.to_be_made_in(edition)
    in_edition = [
        *_in_head(edition),
        *corrections.undone_in_title(edition, correction),
        *_too_much(texts),
    ]
    found = [Problem(message) for message in in_edition]
    if not sections:
        found.append(Problem(_("The plan has no section."), page="plan_section_add"))
    anchors = {section.key for section in sections} | {CONTACTS_ANCHOR}
    unknown = placeholders.unknown(texts)
    undone = corrections.undone_in_sections(sections, correction)
    level = 0
    for place, section in enumerate(sections):
        following = sections[place + 1 : place + 2]
        has_below = bool(following) and following[0].level > section.level
        messages = [
            *undone.get(section.key, []),
            *_in_section(section, anchors, has_below=has_below),
            *(_("%(words)s stands for nothing.") % {"words": one} for one in unknown[place]),
        ]
        found += [Problem(message, section) for message in dict.fromkeys(messages)]
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


def _too_much(texts: list[str]) -> Iterator[str]:
    """What no worker can make a PDF of in time, and no page holds."""
    if sum(map(len, placeholders.fill(texts))) > MOST_TEXT:
        message = _("The plan is longer than can be printed: at most %(most)s characters.")
        yield message % {"most": MOST_TEXT}
    if placeholders.figures_in(texts) > placeholders.MOST_FIGURES:
        message = _("The plan has more figures than it can hold: at most %(most)s.")
        yield message % {"most": placeholders.MOST_FIGURES}


def _in_correction(edition: Edition, corrected: Edition) -> Iterator[str]:
    """What a correction may not be: outdated, empty, or a new edition under another name.

    It is held against what the council adopted, so that a row of corrections is bound as one.
    """
    if corrected.status != EditionStatus.IN_FORCE:
        yield _("The edition that it corrects is not in force any more. Discard the correction.")
    if (edition.title, _texts_of(edition)) == (corrected.title, _texts_of(corrected)):
        yield _("Nothing is corrected yet.")
    adopted = Edition.objects.get(number=edition.number, correction=0)
    texts = _texts_of(adopted)
    pairs = [(_words_in(adopted.title), _words_in(edition.title), edition.title)]
    for key, (title, text) in _texts_of(edition).items():
        stood = texts.get(key, ("", ""))
        pairs.append((_words_in(*stood), _words_in(title, text), title))
    for old, new, title in pairs:
        if ((old - new) + (new - old)).total() > max(FEW_WORDS, old.total() // SHARE):
            yield _(
                "More than spelling and names differs in “%(title)s”. That is a new edition."
            ) % {"title": title}


def _texts_of(edition: Edition) -> dict[str, tuple[str, str]]:
    rows = edition.sections.values_list("key", "title", "text")
    return {key: (title, text) for key, title, text in rows}


def _words_in(title: str, text: str = "") -> Counter[str]:
    """The words that readers see, and where links lead to."""
    return Counter([*title.split(), *cleaning.text_of(text).split(), *cleaning.links_of(text)])


def _in_section(section: Section, anchors: set[str], *, has_below: bool) -> Iterator[str]:
    text = cleaning.text_of(section.text)
    if not section.title:
        yield _("The section has no title.")
    if cleaning.is_empty(section.text) and not has_below:
        yield _("The section is empty.")
    for link in cleaning.links_of(section.text):
        if link.startswith("#") and link[1:] not in anchors:
            yield _("A link leads to a section that is not there: %(link)s") % {"link": link}
        if link.startswith("/") and (trouble := portal.trouble_with(link)):
            yield trouble
    if any(not words.strip() for words in cleaning.words_of_links(section.text)):
        yield _("A link has no words.")
    # What stands in two cells or paragraphs is no number.
    addressed = [link for link in cleaning.links_of(section.text) if not _leads_to_page(link)]
    words = " ¶ ".join([section.title, *text.split("\n"), *addressed])
    yield from typed.problems_in(words)


def _leads_to_page(link: str) -> bool:
    return link.startswith(("https:", "#", "/"))
