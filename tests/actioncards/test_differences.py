import re

import pytest

from actioncards import differences, workflow
from actioncards.models import CardVersion
from tests.actioncards.conftest import write
from tests.factories import NOW, cards

DEL, INS = "Slettet:", "Tilføjet:"


def plain(html):
    """The text with what is gone in brackets and what has come in braces."""
    html = re.sub(r'<span class="sr-only">.*?</span>', "", html)
    for tag, sign in (
        ("<del>", "["),
        ("</del>", "]"),
        ("<ins>", "{"),
        ("</ins>", "}"),
        ("<br>", "|"),
    ):
        html = html.replace(tag, sign)
    return html


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("Ring i dag.", "Ring i dag.", "Ring i dag."),
        ("Ring i dag.", "Ring i morgen.", "Ring i [dag]{morgen}."),
        ("Ring i dag.", "Ring straks i dag.", "Ring{ straks} i dag."),
        ("Tal med din leder", "Tal med SSP", "Tal med [din leder]{SSP}"),
        ("", "Ny", "{Ny}"),
        ("Gammel", "", "[Gammel]"),
        ("En\nTo", "En\nTre", "En|[To]{Tre}"),
        ("En to tre fire", "En 2 tre 4", "En [to tre fire]{2 tre 4}"),
        ("Før en to tre efter", "Nu en to tre da", "[Før]{Nu} en to tre [efter]{da}"),
        ("a < b", "a > b", "a [&lt;]{&gt;} b"),
    ],
)
def test_words_are_marked_where_they_differ(old, new, shown):
    assert plain(differences.words(old, new)) == shown


def test_the_marks_are_heard_and_hold_no_foreign_html():
    html = differences.words("<b>x</b>", "<script>y</script>")
    assert DEL in html
    assert INS in html
    assert "<script>" not in html
    assert "<b>" not in html


def read(version):
    return CardVersion.objects.with_steps().get(pk=version.pk)


@pytest.mark.django_db
def test_versions_that_read_alike_do_not_differ(desk):
    draft = workflow.begin_draft(desk.card, by=desk.writer, at=NOW)
    assert not differences.compare(read(desk.in_force), read(draft))


@pytest.mark.django_db
def test_changed_text_and_steps_are_told(desk):
    draft = desk.begin()
    write(draft, by=desk.writer, title="Under 18 år – alle", must_not=["Tal ikke med familien."])
    talk, call = draft.steps.get(key="talk"), draft.steps.get(key="call")
    other = cards.contact(name="Familiegruppen")
    fields = {"heading": call.heading, "part": "steps", "action": "talk_adviser"}
    workflow.change_step(call, by=desk.writer, at=NOW, contacts=[other], **fields)
    workflow.move_step(call, by=desk.writer, at=NOW, up=True)
    workflow.add_step(draft, by=desk.writer, at=NOW, heading="Skriv ned", part="steps")
    workflow.remove_step(draft.steps.get(key="danger"), by=desk.writer, at=NOW)
    found = differences.compare(read(desk.in_force), read(draft))
    assert [plain(field.html) for field in found.fields] == [
        "Under 18 år – [fagperson]{alle}",
        "Tal ikke med familien[ om bekymringen].[|Send ikke brev, sms eller mail.]",
    ]
    became = {step.heading: set(step.became) for step in found.steps}
    assert became.pop("Skriv ned") == {"added"}
    assert became.pop("Ring 112") == {"removed"}
    assert "changed" in became["Ring til SSP"]
    assert sum("moved" in one for one in became.values()) == 1
    contacts = next(s for s in found.steps if s.heading == "Ring til SSP").fields[-1]
    assert plain(contacts.html) == "{Familiegruppen}|[SSP]"
    assert talk.key == "talk"


@pytest.mark.django_db
def test_a_step_in_another_part_has_moved(desk):
    draft = desk.begin()
    step = draft.steps.get(key="call")
    fields = {"heading": step.heading, "part": "acute", "action": "talk_adviser"}
    workflow.change_step(step, by=desk.writer, at=NOW, contacts=[desk.contact], **fields)
    found = differences.compare(read(desk.in_force), read(draft)).steps
    assert [(one.heading, one.became) for one in found] == [("Ring til SSP", ("moved", "changed"))]
    assert [variant for variant, _word in found[0].badges] == ["info", "neutral"]


@pytest.mark.django_db
def test_with_nothing_before_all_is_new(desk):
    found = differences.compare(None, read(desk.in_force))
    assert {step.became for step in found.steps} == {("added",)}
    assert plain(found.fields[0].html) == "{Under 18 år – fagperson}"


@pytest.mark.django_db
def test_who_is_gone_stands_where_it_stood(desk):
    draft = desk.begin()
    workflow.remove_step(draft.steps.get(key="talk"), by=desk.writer, at=NOW)
    step = draft.steps.get(key="call")
    fields = {"heading": "Ring til os", "part": "steps", "action": "talk_adviser"}
    workflow.change_step(step, by=desk.writer, at=NOW, contacts=[desk.contact], **fields)
    found = differences.compare(read(desk.in_force), read(draft)).steps
    assert [one.heading for one in found] == ["Tal med din leder", "Ring til os"]
