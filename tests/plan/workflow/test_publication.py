import pytest
from django.core.exceptions import PermissionDenied

from beredskab.accounts.roles import Role
from beredskab.audit.models import AuditEvent
from beredskab.municipality.models import Municipality
from beredskab.notices import doorbell
from beredskab.plan import workflow
from beredskab.plan.models import Edition, PlanPdf
from beredskab.plan.states import EditionStatus, WrongState
from beredskab.plan.workflow.publication import (
    MAKE_PDF,
    CorrectsAnother,
    NotAdoptedYet,
)
from tests import factories
from tests.factories import NOW, cards
from tests.factories import plan as made
from tests.plan.workflow.acts import LATER, ask, publish, record_adoption, stop, told
from tests.racing import fresh
from tests.unchanged import no_trail, refused

pytestmark = pytest.mark.django_db


# -- Asking --------------------------------------------------------------------------------------
def test_what_readers_get_is_fixed_when_publication_is_asked_for(desk):
    law = "{{lov:barnets-lov-133}}"
    sections = {key: (key, f"<p>Se {law}.</p>") for key in ("a", "b")}
    edition = ask(made.adopted(sections=sections), desk.writer)
    assert (edition.status, edition.publish_asked_at, edition.publish_asked_by) == (
        "publishing",
        LATER,
        desk.writer,
    )
    assert [one.html for one in edition.sections.all()] == [
        f"<p>Se {made.law('barnets-lov-133', noted=True)}.</p>",
        f"<p>Se {made.law('barnets-lov-133')}.</p>",
    ]
    assert [one.text for one in edition.sections.all()] == [f"<p>Se {law}.</p>"] * 2
    assert AuditEvent.objects.get(verb="plan.publish_asked").actor == desk.writer
    assert not Edition.objects.published().exists()


def test_a_worker_is_hurried_once_it_is_certain(
    desk, monkeypatch, django_capture_on_commit_callbacks
):
    rung = []
    monkeypatch.setattr(doorbell, "ring", lambda task, **_known: rung.append(task))
    edition = made.adopted()
    with django_capture_on_commit_callbacks(execute=True):
        ask(edition, desk.writer)
        assert rung == []
    assert rung == [MAKE_PDF]


@pytest.mark.rule("R1")
def test_what_the_council_has_not_adopted_is_not_published(desk):
    edition = made.draft()
    with refused(WrongState):
        ask(edition, desk.writer)
    edition = made.submitted(edition)
    with refused(WrongState):
        ask(edition, desk.writer)
    edition = workflow.approve(edition, by=desk.editor, at=LATER, seen=NOW)
    with refused(NotAdoptedYet):
        ask(edition, desk.writer)


@pytest.mark.rule("R1")
@pytest.mark.parametrize("status", ["draft", "submitted", "approved", "adopted"])
def test_what_does_not_wait_for_its_pdf_does_not_come_into_force(desk, status):
    edition = made.edition_in(status)
    assert workflow.publish(edition, made.PDF, asked=None, at=LATER) is None
    assert not Edition.objects.published().exists()
    assert not PlanPdf.objects.exists()


def test_a_correction_stands_on_the_adoption_of_what_it_corrects(desk):
    former = made.in_force()
    correction = ask(made.approved(made.correction()), desk.writer)
    assert {field: getattr(correction, field) for field in made.ADOPTED} == made.ADOPTED
    published = publish(correction)
    assert (published.name, published.status) == ("1.1", "in_force")
    assert published.review_due_on == former.review_due_on
    assert fresh(former).status == "superseded"


def test_a_correction_of_what_has_ended_is_not_published(desk):
    made.in_force()
    correction = made.approved(made.correction())
    made.in_force()
    with refused(CorrectsAnother):
        ask(correction, desk.writer)


def test_nor_is_one_whose_edition_ends_while_its_pdf_is_made(desk):
    made.in_force()
    correction = made.publishing(made.correction())
    made.in_force()
    with refused(CorrectsAnother):
        publish(correction)
    # It can be stopped, and thrown away.
    workflow.discard(stop(correction, desk.writer), by=desk.writer, at=LATER)


# -- Stopping ------------------------------------------------------------------------------------
def test_a_publication_is_stopped_before_the_pdf_is_there(desk):
    edition = made.publishing()
    asked = edition.publish_asked_at
    stopped = fresh(stop(edition, desk.writer))
    assert stopped.status == "adopted"
    assert AuditEvent.objects.get(verb="plan.publish_stopped").actor == desk.writer
    assert publish(stopped, asked=asked) is None
    assert workflow.try_pdf(stopped, at=LATER) is None
    assert not PlanPdf.objects.exists()


def test_a_correction_that_is_stopped_is_approved_still(desk):
    made.in_force()
    assert stop(made.publishing(made.correction()), desk.writer).status == "approved"


def test_what_was_stopped_after_it_failed_bothers_nobody(desk):
    edition = made.publishing()
    workflow.note_pdf_failed(edition, asked=NOW, at=LATER)
    stopped = fresh(stop(edition, desk.writer))
    assert told("plan_pdf_failed") == set()
    assert stopped.pdf_failed_at is None


def test_what_was_changed_meanwhile_is_fixed_anew(desk):
    back = workflow.reopen(stop(made.publishing(), desk.writer), by=desk.writer, at=LATER)
    section = back.sections.first()
    known = {"title": section.title, "text": "<p>Ny tekst.</p>", "seen": section.version}
    workflow.save_section(section, by=desk.writer, at=LATER, **known)
    edition = made.publishing(fresh(back))
    assert edition.sections.first().html == "<p>Ny tekst.</p>"


# -- What stands ---------------------------------------------------------------------------------
def everything_of(edition):
    """All that an edition has ever been, to the byte."""
    pdf = PlanPdf.objects.get(edition=edition)
    fields = Edition.objects.filter(pk=edition.pk).values().get()
    return (
        {name: value for name, value in fields.items() if name not in {"status", "ended_at"}},
        list(edition.sections.order_by("pk").values()),
        (bytes(pdf.content), pdf.sha256, pdf.size, pdf.made_at),
        list(edition.acknowledgements.values()),
    )


@pytest.mark.rule("R2")
def test_the_earlier_edition_stays_what_it_was_whatever_changes_around_it(desk):
    municipality = Municipality.objects.create(name="Prøvekøbing Kommune")
    contact = cards.contact(name="SSP")
    card = cards.card(steps={"call": {"heading": "Ring", "contacts": [contact]}}).card
    text = (
        f"<p>Brug {{{{kort:{card.slug}}}}}, se {{{{lov:barnets-lov-133}}}} og "
        "{{figur:forebyggelsestrekant}}.</p>"
    )
    former = made.in_force(sections={"kort": ("Kortet", text)}, content=made.PDF + b"1")
    workflow.acknowledge(former, by=desk.reader, at=NOW)
    before = everything_of(former)
    assert f'<a href="/actioncards/{card.slug}/">' in before[1][0]["html"]

    made.in_force(made.correction(desk.writer), by=desk.writer)
    type(card).objects.filter(pk=card.pk).update(withdrawn_at=NOW, withdrawn_by=desk.writer)
    type(contact).objects.filter(pk=contact.pk).update(name="Andre", phone="70 10 20 30")
    Municipality.objects.filter(pk=municipality.pk).update(name="Nykøbing Kommune")
    draft = workflow.begin_edition(by=desk.writer, at=LATER)
    workflow.change_head(
        draft,
        seen=draft.head_sum,
        by=desk.writer,
        at=LATER,
        title="Ny",
        themes=["extremism"],
        changes="Alt.",
    )
    section = draft.sections.get()
    workflow.save_section(
        section, by=desk.writer, at=LATER, seen=1, title="Nyt", text="<p>Nyt.</p>"
    )
    in_force = made.in_force(fresh(draft), by=desk.editor, content=made.PDF + b"2")

    assert everything_of(former) == before
    assert (fresh(former).status, in_force.name) == ("superseded", "2")


# -- Who, and when -------------------------------------------------------------------------------
VERBS = {
    "record_adoption": (record_adoption, {"approved", "adopted"}),
    "ask_to_publish": (ask, {"adopted"}),
    "stop_publication": (stop, {"publishing"}),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("status", EditionStatus.values)
def test_states_are_kept_to(desk, verb, status):
    act, statuses = VERBS[verb]
    edition = made.edition_in(status, by=desk.writer)
    if status in statuses:
        # What was recorded of the adoption is mended in its own status.
        mends = (status, verb) == ("adopted", "record_adoption")
        assert (act(edition, desk.administrator).status == status) is mends
    else:
        with refused((WrongState, NotAdoptedYet)):
            act(edition, desk.administrator)


@pytest.mark.parametrize("verb", VERBS)
def test_only_editors_do_it(desk, verb):
    act, statuses = VERBS[verb]
    edition = made.edition_in(min(statuses), by=desk.writer)
    for user in (desk.reader, desk.leader, factories.user(Role.COORDINATOR)):
        with refused(PermissionDenied):
            act(edition, user)


def test_nothing_remains_if_the_trail_fails(desk):
    made.in_force()
    edition = made.approved(by=desk.writer)
    with no_trail():
        record_adoption(edition, desk.writer)
    edition = record_adoption(edition, desk.writer)
    with no_trail():
        ask(edition, desk.writer)
    edition = ask(edition, desk.writer)
    with no_trail():
        stop(edition, desk.writer)
    with no_trail():
        workflow.note_pdf_failed(edition, asked=edition.publish_asked_at, at=LATER)
    with no_trail():
        publish(edition)
