import pytest
from django.utils.translation import gettext as _

from beredskab.plan import law, placeholders, problems, workflow
from beredskab.plan.models import Edition
from tests.factories import NOW
from tests.factories import plan as made

pytestmark = pytest.mark.django_db

EMPTY = "The section is empty."
NOTHING_NEW = "Nothing tells what is new in this edition."
OUTDATED = "The edition that it corrects is not in force any more. Discard the correction."
SKIPPED = "A level is skipped: move the section a level out."
NO_SUCH_LINK = "A link leads to a section that is not there: %(link)s"
NO_SUCH_PAGE = "A link leads to a page that is not there: %(link)s"
BEHIND_LOG_IN = "A link leads to a page that asks for log-in: %(link)s"
NUMBER = "A number stands in the text: %(phone)s. Numbers come from the directory."
MAIL = "A mail address stands in the text: %(address)s. Name the function instead."
STREET = "An address stands in the text: %(address)s. The portal holds none."
BRACES = "%(words)s stands for nothing."


def found(edition):
    """What is said of the edition, and of its sections by their keys."""
    return [(one.section.key if one.section else "", one.message) for one in problems.find(edition)]


def in_section(text, **fields):
    edition = made.edition()
    made.section(edition, "ord", text=text, **fields)
    return [message for key, message in found(edition)]


def test_a_plan_in_order_has_no_problems():
    assert found(made.draft()) == []


def test_an_empty_plan_lacks_it_all():
    assert found(made.edition(title="", themes=[])) == [
        ("", _("The plan has no title.")),
        ("", _("Nothing tells what the plan is about.")),
        ("", _("The plan has no section.")),
    ]


def test_the_next_edition_tells_what_is_new():
    assert found(made.draft(changes="")) == []
    Edition.objects.all().delete()
    made.in_force()
    assert found(made.draft(changes="")) == [("", _(NOTHING_NEW))]


def test_a_correction_tells_what_is_new():
    made.in_force()
    correction = made.correction()
    Edition.objects.filter(pk=correction.pk).update(changes="")
    correction.refresh_from_db()
    assert found(correction) == [("", _(NOTHING_NEW))]


def test_a_correction_of_many_words_is_a_new_edition():
    made.in_force()
    correction = made.correction()
    first = correction.sections.first()
    known = {"by": made.editor(), "at": NOW, "seen": first.version, "title": first.title}
    workflow.save_section(first, text="<p>" + "Helt andre ord. " * 9 + "</p>", **known)
    message = _("More than spelling and names differs in “%(title)s”. That is a new edition.")
    assert found(correction) == [("", message % {"title": first.title})]


def test_a_plan_that_no_worker_can_print_in_time_is_told():
    edition = made.draft()
    for number in range(5):
        made.section(edition, f"lang-{number}", text="<p>" + "ord " * 24_000 + "</p>")
    assert [text for _key, text in found(edition) if "400000" in text]


def test_what_placeholders_stand_for_counts_as_text(monkeypatch):
    monkeypatch.setitem(law.REFERENCES, "lang", law.Reference("Lov " * 40, "Den siger det."))
    edition = made.draft()
    for number in range(3):
        made.section(edition, f"lov-{number}", text="<p>" + "{{lov:lang}} " * 1_000 + "</p>")
    assert [text for _key, text in found(edition) if "400000" in text]


def test_no_more_figures_stand_in_the_plan_than_it_can_hold():
    figure, most = "{{figur:forebyggelsestrekant}}", placeholders.MOST_FIGURES
    edition = made.draft()
    made.section(edition, "faa", text=f"<p>{figure * most}</p>")
    assert found(edition) == []
    made.section(edition, "en-til", text=f"<p>{figure}</p>")
    message = _("The plan has more figures than it can hold: at most %(most)s.")
    assert found(edition) == [("", message % {"most": most})]
    filled = "".join(placeholders.fill(one.text for one in edition.sections.all()))
    assert (filled.count("<img"), filled.count(figure)) == (most, 1)


def test_a_correction_corrects_something_in_the_edition_in_force():
    made.in_force()
    correction = made.correction()
    assert found(correction) == []
    first = correction.sections.first()
    known = {"by": made.editor(), "at": NOW, "seen": first.version, "title": first.title}
    workflow.save_section(first, text=correction.corrects.sections.first().text, **known)
    assert found(correction) == [("", _("Nothing is corrected yet."))]
    made.in_force()
    correction.corrects.refresh_from_db()
    assert ("", _(OUTDATED)) in found(correction)


def test_what_is_in_force_is_not_asked_for_news():
    assert found(made.in_force()) == []


def test_a_section_without_a_title_is_told():
    assert in_section("<p>Ord</p>", title="") == [_("The section has no title.")]


@pytest.mark.parametrize("text", ["", "<p> </p>", "<ul><li></li></ul>", "<p>&nbsp;</p>"])
def test_an_empty_section_is_told(text):
    assert in_section(text) == [_(EMPTY)]


def test_a_heading_above_others_may_be_empty():
    edition = made.edition()
    made.section(edition, "over", text="")
    made.section(edition, "under", level=2)
    made.section(edition, "efter", text="")
    assert found(edition) == [("efter", _(EMPTY))]


def test_a_level_that_is_skipped_is_told():
    edition = made.edition()
    for key, level in (("a", 2), ("b", 1), ("c", 3), ("d", 3), ("e", 1)):
        made.section(edition, key, level=level)
    assert found(edition) == [("a", _(SKIPPED)), ("c", _(SKIPPED))]


def test_a_link_to_a_section_that_is_not_there_is_told():
    edition = made.edition()
    made.section(edition, "a", text='<p><a href="#b">B</a> <a href="#c">C</a></p>')
    made.section(
        edition,
        "b",
        text='<p><a href="#kontakter">Kontakter</a> <a href="#a">A</a> <a href="/plan/">P</a></p>',
    )
    assert found(edition) == [("a", _(NO_SUCH_LINK) % {"link": "#c"})]


@pytest.mark.parametrize(
    "link",
    [
        "/",
        "/akut/",
        "/plan",
        "/plan/#ord",
        "/plan/soeg/?q=infohus",
        "/plan/arkiv/1/plan.pdf",
        "/actioncards/under-18-fagperson/",
        "https://example.com/findes/ikke/",
    ],
)
def test_a_link_to_a_page_for_everybody_is_no_problem(link):
    assert in_section(f'<p><a href="{link}">Se</a></p>') == []


@pytest.mark.parametrize(
    "link", ["/plna/", "/plan/arkiv/0/", "/akut/x", "/pl%61n/x/", "/\N{EM DASH}"]
)
def test_a_link_to_a_page_that_is_not_there_is_told(link):
    text = f'<p><a href="{link}">Se</a></p>'
    assert in_section(text) == [_(NO_SUCH_PAGE) % {"link": link}]


@pytest.mark.parametrize("link", ["/overblik/", "/plan/rediger/", "/plan/pligter/", "/admin/"])
def test_a_link_to_a_page_behind_the_log_in_is_told(link):
    text = f'<p><a href="{link}">Se</a></p>'
    assert in_section(text) == [_(BEHIND_LOG_IN) % {"link": link}]


@pytest.mark.parametrize("words", ["", " ", "&nbsp;", "<strong></strong>"])
def test_a_link_without_words_is_told(words):
    text = f'<p>Se <a href="/plan/">{words}</a></p>'
    assert in_section(text) == [_("A link has no words.")]


def test_a_placeholder_that_stands_for_nothing_is_told():
    text = "<p>{{lov:barnets-lov-133}} {{lov:loven}} {{ vejr }}</p>"
    assert in_section(text) == [
        _(BRACES) % {"words": "{{lov:loven}}"},
        _(BRACES) % {"words": "{{ vejr }}"},
    ]


@pytest.mark.rule("R114", "R116")
def test_numbers_mail_and_street_addresses_stand_nowhere():
    text = "<p>Ring 70 20 30 40, eller 112.</p><p>Skriv til ssp@example.com. Kom på Toften 3.</p>"
    assert in_section(text) == [
        _(NUMBER) % {"phone": "70 20 30 40"},
        _(MAIL) % {"address": "ssp@example.com"},
        _(STREET) % {"address": "Toften 3"},
    ]


@pytest.mark.rule("R116")
def test_nor_do_they_in_a_title():
    assert in_section("<p>Ord</p>", title="Ring 70203040") == [_(NUMBER) % {"phone": "70203040"}]


def test_what_is_wrong_twice_is_told_once():
    text = "<p>Ring 70 20 30 40. Igen: 70 20 30 40. {{x}} {{x}} " + '<a href="#y">Y</a> ' * 2
    assert in_section(text) == [
        _(NO_SUCH_LINK) % {"link": "#y"},
        _(NUMBER) % {"phone": "70 20 30 40"},
        _(BRACES) % {"words": "{{x}}"},
    ]


def test_a_row_of_corrections_is_bound_as_one():
    made.in_force()
    for number in range(3):
        correction = made.correction()
        first, by = correction.sections.first(), made.editor()
        known = {"by": by, "at": NOW, "seen": first.version, "title": first.title}
        workflow.save_section(first, text=f"{first.text}<p>{'ord ' * 2}{number}</p>", **known)
        if number < 2:
            made.in_force(correction, by=by)
    message = _("More than spelling and names differs in “%(title)s”. That is a new edition.")
    assert ("", message % {"title": first.title}) in found(correction)


def test_the_title_of_the_plan_is_bound_too():
    made.in_force()
    correction = made.correction()
    title = "En helt anden plan om noget helt andet end det, som byrådet vedtog"
    known = {"title": title, "themes": correction.themes, "changes": "Titel."}
    correction = workflow.change_head(
        correction, seen=correction.head_sum, by=made.editor(), at=NOW, **known
    )
    assert [text for _key, text in found(correction) if title in text]
