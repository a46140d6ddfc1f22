"""What a correction mended does not come back with the next edition, unless somebody is told."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext as _

from beredskab.plan import problems, workflow
from beredskab.plan.models import Edition
from beredskab.plan.workflow.review import NotReady
from tests.factories import NOW
from tests.factories import plan as made
from tests.racing import fresh

pytestmark = pytest.mark.django_db

OLD = "<p>Ring til Rådgivningen.</p>"
NEW = "<p>Ring til Familierådgivningen.</p>"
REST = "<p>Tal med barnet.</p>"
HERE = "Correction %(name)s is not made here."
IN_TITLE = "Correction %(name)s is not made in the title of the plan."


@pytest.fixture
def in_force():
    return made.in_force(sections={"raad": ("Råd", OLD + REST), "andet": ("Andet", REST)})


def begin():
    """Begin the next edition with something new to tell."""
    edition = workflow.begin_edition(by=made.editor(), at=NOW)
    Edition.objects.filter(pk=edition.pk).update(changes="Kortere.")
    return fresh(edition)


def write(edition, key, text, title=None):
    section = edition.sections.get(key=key)
    known = {"seen": section.version, "title": title or section.title, "text": text}
    workflow.save_section(section, by=made.editor(), at=NOW, **known)


def correct(key, text, *, title=None, of_plan=None):
    """Put a correction in force."""
    correction = workflow.begin_correction(by=made.editor(), at=NOW)
    write(correction, key, text, title)
    correction = fresh(correction)
    known = {"title": of_plan or correction.title, "themes": correction.themes, "changes": "Navn."}
    known["seen"] = correction.head_sum
    workflow.change_head(correction, by=made.editor(), at=NOW, **known)
    return made.in_force(fresh(correction))


def found(edition):
    return [(one.section.key if one.section else "", one.message) for one in problems.find(edition)]


def undone(edition, *keys, name="1.1"):
    return found(edition) == [(key, _(HERE) % {"name": name}) for key in keys]


def test_an_edition_begun_before_a_correction_is_not_sent_without_it(in_force):
    edition = begin()
    assert found(edition) == []
    correct("raad", NEW + REST)
    assert undone(edition, "raad")
    with pytest.raises(NotReady):
        workflow.submit(edition, by=made.editor(), at=NOW)
    write(edition, "raad", NEW + REST)
    assert found(edition) == []
    workflow.submit(fresh(edition), by=made.editor(), at=NOW)


def test_a_section_that_was_written_anew_around_it_lacks_it_still(in_force):
    edition = begin()
    write(edition, "raad", f"<p>Helt nyt.</p>{OLD}")
    correct("raad", NEW + REST)
    assert undone(edition, "raad")
    write(edition, "raad", f"<p>Helt nyt.</p>{NEW}")
    assert found(edition) == []


def test_a_section_without_what_was_mended_lacks_nothing(in_force):
    edition = begin()
    write(edition, "raad", "<p>Helt nyt.</p>")
    workflow.remove_section(edition.sections.get(key="andet"), by=made.editor(), at=NOW)
    correct("raad", NEW + REST)
    assert found(edition) == []


def test_a_heading_and_a_link_are_asked_for_too(in_force):
    edition = begin()
    write(edition, "andet", '<p><a href="/plan/soeg/">Søg</a></p><p>Nyt.</p>')
    made.in_force(edition)
    edition = begin()
    write(edition, "andet", '<p><a href="/plan/soeg/">Søg</a></p><p>Nyere.</p>')
    write(edition, "raad", "<p>Helt nyt.</p>")
    correct("andet", '<p><a href="/plan/arkiv/">Søg</a></p><p>Nyt.</p>')
    assert undone(edition, "andet", name="2.1")
    correct("raad", OLD + REST, title="Rådgivning")
    assert undone(edition, "raad", "andet", name="2.2")


def test_what_was_only_added_is_asked_for_where_nobody_has_written(in_force):
    edition = begin()
    correct("raad", f"{OLD}{REST}<p>Også om natten.</p>")
    assert undone(edition, "raad")


def test_an_edition_begun_after_a_correction_has_it(in_force):
    correct("raad", NEW + REST)
    assert found(begin()) == []


def test_of_several_corrections_each_is_asked_for(in_force):
    correct("raad", NEW + REST)
    edition = begin()
    correct("raad", NEW.replace("Ring", "Skriv") + REST)
    assert undone(edition, "raad", name="1.2")
    correct("andet", "<p>Tal med den unge.</p>")
    assert undone(edition, "raad", "andet", name="1.3")


def test_a_correction_that_was_taken_back_is_not_asked_for(in_force):
    edition = begin()
    correct("raad", NEW + REST)
    correct("raad", OLD + REST)
    assert found(edition) == []


def test_the_title_of_the_plan_is_asked_for_too(in_force):
    edition = begin()
    correct("raad", OLD + REST, of_plan="Beredskabsplanen")
    assert found(edition) == [("", _(IN_TITLE) % {"name": "1.1"})]
    Edition.objects.filter(pk=edition.pk).update(title="Plan mod kontrol")
    assert found(fresh(edition)) == []


def test_the_correction_itself_and_what_was_in_force_lack_nothing(in_force):
    correct("raad", NEW + REST)
    write(workflow.begin_correction(by=made.editor(), at=NOW), "raad", OLD + REST)
    correction = Edition.objects.in_work().get()
    assert _(HERE) % {"name": "1.1"} not in dict(found(correction)).values()
    assert found(fresh(in_force)) == []


def test_an_edition_that_the_council_adopted_says_it_still(in_force):
    edition = made.adopted(begin())
    correct("raad", NEW + REST)
    assert undone(fresh(edition), "raad")


def test_it_takes_the_same_queries_however_many_corrections_there_are(
    in_force, django_assert_num_queries
):
    edition = begin()
    correct("raad", NEW + REST)
    with CaptureQueriesContext(connection) as asked:
        problems.find(edition)
    for number in range(3):
        correct("andet", f"<p>Tal med barnet {number}.</p>")
    with django_assert_num_queries(len(asked)):
        problems.find(edition)
