import re

import pytest

from actioncards import differences, workflow
from actioncards.models import CardVersion
from beredskab.municipality.models import Contact
from beredskab.web import redline
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
    assert plain(redline.words(old, new)) == shown


def test_the_marks_are_heard_and_hold_no_foreign_html():
    html = redline.words("<b>x</b>", "<script>y</script>")
    assert DEL in html
    assert INS in html
    assert "<script>" not in html
    assert "<b>" not in html


def read(version):
    return CardVersion.objects.with_steps().get(pk=version.pk)


def compare(old, new, audiences=("public", "staff", "authority")):
    return differences.compare(old, new, audiences=audiences)


def called(desk, contacts, audiences):
    """What somebody of these audiences reads when other contacts are called than before."""
    draft = desk.begin()
    step = draft.steps.get(key="call")
    fields = {"heading": step.heading, "part": "steps", "action": "talk_adviser"}
    workflow.change_step(step, by=desk.writer, at=NOW, contacts=contacts, **fields)
    [found] = compare(read(desk.in_force), read(draft), audiences).steps
    return plain(found.fields[-1].html)


@pytest.mark.django_db
def test_versions_that_read_alike_do_not_differ(desk):
    draft = workflow.begin_draft(desk.card, by=desk.writer, at=NOW)
    assert not compare(read(desk.in_force), read(draft))


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
    found = compare(read(desk.in_force), read(draft))
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
    found = compare(read(desk.in_force), read(draft)).steps
    assert [(one.heading, one.became) for one in found] == [("Ring til SSP", ("moved", "changed"))]
    assert [variant for variant, _word in found[0].badges] == ["info", "neutral"]


@pytest.mark.django_db
def test_with_nothing_before_all_is_new(desk):
    found = compare(None, read(desk.in_force))
    assert {step.became for step in found.steps} == {("added",)}
    assert plain(found.fields[0].html) == "{Under 18 år – fagperson}"


@pytest.mark.django_db
def test_who_is_gone_stands_where_it_stood(desk):
    draft = desk.begin()
    workflow.remove_step(draft.steps.get(key="talk"), by=desk.writer, at=NOW)
    step = draft.steps.get(key="call")
    fields = {"heading": "Ring til os", "part": "steps", "action": "talk_adviser"}
    workflow.change_step(step, by=desk.writer, at=NOW, contacts=[desk.contact], **fields)
    found = compare(read(desk.in_force), read(draft)).steps
    assert [one.heading for one in found] == ["Tal med din leder", "Ring til os"]


@pytest.mark.django_db
@pytest.mark.rule("R115")
def test_contacts_for_authorities_are_counted_but_not_named_to_others(desk):
    new = [
        desk.contact,
        cards.contact(name="VISO"),
        *(cards.contact(name=f"Nyt {n}", audience="authority") for n in range(2)),
    ]
    shown = called(desk, new, {"public", "staff"})
    assert shown == "SSP|{VISO}|{2 kontakter, der kun vises for myndigheder}"


@pytest.mark.django_db
def test_who_is_shown_them_reads_their_names(desk):
    viso = cards.contact(name="VISO", audience="authority")
    assert called(desk, [viso], {"public", "staff", "authority"}) == "[SSP]|{VISO}"


@pytest.mark.django_db
@pytest.mark.rule("R115")
def test_a_contact_for_authorities_that_came_for_another_differs_unnamed(desk):
    Contact.objects.filter(pk=desk.contact.pk).update(audience="authority")
    other = cards.contact(name="VISO", audience="authority")
    one = "1 kontakt, der kun vises for myndigheder"
    assert called(desk, [other], {"public", "staff"}) == f"[{one}]|{{{one}}}"


@pytest.mark.django_db
def test_contacts_of_one_name_are_told_apart(desk):
    other = cards.contact(name=desk.contact.name)
    assert other.slug != desk.contact.slug
    shown = called(desk, [other], {"public"})
    assert f"[SSP ({desk.contact.slug})]" in shown
    assert f"{{SSP ({other.slug})}}" in shown
