"""The user guide names what is on the screen as it stands there, and lists its own chapters."""

import re

import embedded

GUIDE = (embedded.CHECKOUT / "docs" / "brugervejledning.md").read_text()
CATALOGUE = (embedded.CHECKOUT / "locale/da/LC_MESSAGES/django.po").read_text()
# What Django says itself, or puts together.
OF_DJANGO = {"Aktiv", "Tilføj bruger"}
# Bold words that begin a paragraph and end with a mark are its heading.
HEADING = re.compile(r"^(?:- |\d\. )?\*\*[^*]+[.:,?]\*\*", re.MULTILINE)


def plain(text):
    """On one line, with a small first letter, and dots for what is filled in."""
    text = re.sub(r"%\(\w+\)[sd]", "…", " ".join(text.split()).replace('\\"', '"'))
    return text[:1].lower() + text[1:]


def test_each_bold_word_stands_so_on_the_screen():
    texts = re.findall(r'^msgstr(?:\[\d\])? "(.+)"$', CATALOGUE, re.MULTILINE)
    known = {plain(text) for text in [*texts, *OF_DJANGO]}
    bold = re.findall(r"\*\*([^*]+)\*\*", HEADING.sub("", GUIDE))
    assert [words for words in bold if plain(words) not in known] == []
    assert len(bold) > 200


def anchor(heading):
    return re.sub(r"[^\w-]", "", heading.lower().replace(" ", "-"))


def test_the_list_at_the_top_has_each_chapter_and_each_link_leads_somewhere():
    top, *_rest = GUIDE.split("\n## ")
    listed = re.findall(r"\]\(#([^)]+)\)", top)
    first, *chapters = re.findall(r"^## (.+)$", GUIDE, re.MULTILINE)
    assert first == "Hvis det er akut"
    assert listed == [anchor(chapter) for chapter in chapters]
    headings = re.findall(r"^##+ (.+)$", GUIDE, re.MULTILINE)
    linked = set(re.findall(r"\]\(#([^)]+)\)", GUIDE))
    assert linked <= {anchor(heading) for heading in headings}
