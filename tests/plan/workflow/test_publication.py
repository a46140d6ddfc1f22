import hashlib
from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied

from beredskab.accounts.models import Membership
from beredskab.accounts.roles import Role
from beredskab.audit.models import AuditEvent
from beredskab.municipality.models import Municipality
from beredskab.notices import doorbell
from beredskab.notices.models import Notice
from beredskab.plan import workflow
from beredskab.plan.models import Edition, PlanPdf
from beredskab.plan.states import EditionStatus, WrongState
from beredskab.plan.workflow.publication import (
    MAKE_PDF,
    MOST_TRIES,
    ONE_TRY,
    BeforeApproval,
    CorrectsAnother,
    InTheFuture,
    NotAdoptedYet,
)
from tests import factories
from tests.factories import NOW, cards
from tests.factories import plan as made
from tests.plan.unchanged import no_trail, refused
from tests.racing import at_once_on, fresh, types_of

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
SECOND = timedelta(seconds=1)


def told(kind):
    """Who has an unread notice of a kind; nobody has two."""
    found = [one.recipient for one in Notice.objects.filter(kind=kind, read_at=None)]
    assert len(set(found)) == len(found)
    return set(found)


def record_adoption(edition, by, **known):
    return workflow.record_adoption(edition, by=by, at=LATER, **{**made.ADOPTED, **known})


def ask(edition, by):
    return workflow.ask_to_publish(edition, by=by, at=LATER)


def stop(edition, by):
    return workflow.stop_publication(edition, by=by, at=LATER)


def publish(edition, *, content=made.PDF, asked=None, at=LATER):
    asked = asked or edition.publish_asked_at
    return workflow.publish(edition, content, asked=asked, at=at)


# -- Adopting ------------------------------------------------------------------------------------
def test_the_adoption_of_an_approved_edition_is_recorded(desk):
    edition = fresh(record_adoption(made.approved(), desk.writer))
    assert edition.status == "adopted"
    assert {field: getattr(edition, field) for field in made.ADOPTED} == made.ADOPTED
    event = AuditEvent.objects.get(verb="plan.adopted")
    assert (event.actor, event.details) == (
        desk.writer,
        {"number": "1", "adopted_on": "2026-11-10"},
    )


@pytest.mark.rule("R1")
def test_the_council_can_not_have_adopted_it_tomorrow(desk):
    edition = made.approved()
    with refused(InTheFuture):
        record_adoption(edition, desk.writer, adopted_on=NOW.date() + timedelta(days=1))
    record_adoption(edition, desk.writer, adopted_on=NOW.date())


def test_what_was_recorded_of_it_is_mended_until_it_is_to_be_published(desk):
    edition = made.adopted()
    day = NOW.date() - timedelta(days=7)
    edition = record_adoption(edition, desk.editor, adopted_on=day, adopted_case="26/1235")
    assert (fresh(edition).adopted_on, fresh(edition).adopted_case) == (day, "26/1235")
    assert edition.status == "adopted"
    days = [event.details["adopted_on"] for event in AuditEvent.objects.filter(verb="plan.adopted")]
    assert sorted(days) == ["2026-11-03", "2026-11-10"]
    edition = ask(edition, desk.writer)
    with refused(WrongState):
        record_adoption(edition, desk.editor)


def test_a_correction_is_not_adopted_anew(desk):
    made.in_force()
    correction = made.approved(made.correction())
    with refused(WrongState):
        record_adoption(correction, desk.writer)


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


# -- Trying --------------------------------------------------------------------------------------
def test_each_try_is_counted_and_waits_for_the_one_before(desk):
    edition = made.publishing()
    tried = workflow.try_pdf(edition, at=NOW)
    assert (tried.pdf_tries, tried.pdf_tried_at) == (1, NOW)
    assert workflow.try_pdf(edition, at=NOW + ONE_TRY - SECOND) is None
    assert workflow.try_pdf(edition, at=NOW + ONE_TRY).pdf_tries == 2


def test_after_three_tries_it_has_failed_and_the_editors_are_told_once(desk):
    edition = made.publishing(by=desk.writer)
    for number in range(MOST_TRIES):
        assert workflow.try_pdf(edition, at=NOW + number * ONE_TRY).pdf_tries == number + 1
    last = NOW + MOST_TRIES * ONE_TRY
    assert workflow.try_pdf(edition, at=last - SECOND) is None
    assert fresh(edition).pdf_failed_at is None
    for later in range(3):
        assert workflow.try_pdf(edition, at=last + later * ONE_TRY) is None
    assert (fresh(edition).pdf_failed_at, fresh(edition).pdf_tries) == (last, MOST_TRIES)
    assert told("plan_pdf_failed") >= {desk.writer, desk.editor, desk.administrator}
    assert not told("plan_pdf_failed") & {desk.leader, desk.reader}
    event = AuditEvent.objects.get(verb="plan.pdf_failed")
    assert (event.actor, event.details) == (None, {"number": "1"})


def test_a_failure_is_noted_once_and_nobody_tries_again_by_herself(desk):
    edition = made.publishing()
    for _time in range(2):
        workflow.note_pdf_failed(edition, asked=edition.publish_asked_at, at=LATER)
    assert fresh(edition).pdf_failed_at == LATER
    assert AuditEvent.objects.filter(verb="plan.pdf_failed").count() == 1
    assert told("plan_pdf_failed") >= {desk.writer, desk.editor, desk.administrator}
    assert workflow.try_pdf(edition, at=LATER + ONE_TRY) is None


def test_whoever_asks_again_lets_it_be_tried_anew(desk):
    edition = made.publishing()
    workflow.try_pdf(edition, at=NOW)
    workflow.note_pdf_failed(edition, asked=NOW, at=LATER)
    again = ask(stop(edition, desk.writer), desk.writer)
    assert (again.pdf_failed_at, again.pdf_tries, again.pdf_tried_at) == (None, 0, None)
    assert told("plan_pdf_failed") == set()
    assert workflow.try_pdf(again, at=LATER).pdf_tries == 1


@pytest.mark.parametrize("status", sorted(set(EditionStatus) - {"publishing"}))
def test_only_what_waits_for_its_pdf_is_tried_or_fails(desk, status):
    edition = made.edition_in(status)
    assert workflow.try_pdf(edition, at=LATER) is None
    workflow.note_pdf_failed(edition, asked=edition.publish_asked_at or NOW, at=LATER)
    assert fresh(edition).pdf_failed_at is None
    assert not Notice.objects.filter(kind="plan_pdf_failed").exists()


# -- Coming into force ---------------------------------------------------------------------------
def test_page_and_pdf_come_into_force_together(desk):
    edition = publish(made.publishing(by=desk.writer))
    assert (edition.status, edition.in_force_at) == ("in_force", LATER)
    assert Edition.objects.in_force().get() == edition
    pdf = edition.pdf
    assert bytes(PlanPdf.objects.get().content) == made.PDF
    assert (pdf.sha256, pdf.size, pdf.made_at) == (
        hashlib.sha256(made.PDF).hexdigest(),
        len(made.PDF),
        LATER,
    )
    event = AuditEvent.objects.get(verb="plan.published")
    assert (event.actor, event.subject_id, event.details) == (None, edition.pk, {"number": "1"})


def test_editors_and_leaders_are_told_once_each(desk):
    both = made.editor()
    unit = factories.unit()
    Membership.objects.create(user=both, unit=unit, role=Role.LEADER, from_on=NOW.date())
    made.in_force(by=desk.writer)
    everybody = {desk.writer, desk.editor, desk.administrator, desk.leader, both}
    assert told("plan_published") >= everybody
    assert desk.reader not in told("plan_published")
    assert {one.path for one in Notice.objects.filter(kind="plan_published")} == {"/plan/"}


def test_an_edition_replaces_exactly_the_one_before(desk):
    first = made.in_force()
    second = made.in_force(at=NOW + timedelta(days=1))
    third = publish(made.publishing())
    ended = [(one.name, one.status, one.ended_at) for one in Edition.objects.order_by("number")]
    assert ended == [
        ("1", "superseded", NOW + timedelta(days=1)),
        ("2", "superseded", LATER),
        ("3", "in_force", None),
    ]
    assert Edition.objects.in_force().get() == third
    assert [first.pk, second.pk] == [one.pk for one in Edition.objects.order_by("number")[:2]]


def test_a_failure_is_forgotten_when_the_pdf_comes_after_all(desk):
    edition = made.publishing()
    workflow.note_pdf_failed(edition, asked=edition.publish_asked_at, at=NOW)
    assert publish(edition).pdf_failed_at is None
    assert told("plan_pdf_failed") == set()


def test_a_pdf_of_what_was_asked_for_before_does_nothing(desk):
    edition = made.publishing()
    outdated = edition.publish_asked_at
    again = ask(stop(edition, desk.writer), desk.writer)
    before = list(AuditEvent.objects.all())
    assert publish(again, asked=outdated) is None
    workflow.note_pdf_failed(again, asked=outdated, at=LATER)
    assert (fresh(again).status, fresh(again).pdf_failed_at) == ("publishing", None)
    assert not PlanPdf.objects.exists()
    assert list(AuditEvent.objects.all()) == before
    assert publish(again).status == "in_force"


@pytest.mark.parametrize("status", sorted(set(EditionStatus) - {"publishing"}))
def test_nothing_else_comes_into_force(desk, status):
    edition = made.edition_in(status)
    before = Edition.objects.order_by("pk").values_list("status", "in_force_at", "ended_at")
    stood = list(before)
    assert publish(edition, asked=edition.publish_asked_at or NOW) is None
    assert list(before.all()) == stood


def test_what_is_gone_does_nothing(desk):
    draft = made.draft()
    workflow.discard(fresh(draft), by=desk.writer, at=NOW)
    assert publish(draft, asked=NOW) is None
    assert workflow.try_pdf(draft, at=NOW) is None
    workflow.note_pdf_failed(draft, asked=NOW, at=NOW)


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
        draft, by=desk.writer, at=LATER, title="Ny", themes=["extremism"], changes="Alt."
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


# -- Two at once ---------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_of_two_workers_who_made_the_pdf_at_once_one_publishes_it(desk):
    made.in_force()
    edition = made.publishing()
    outcomes = at_once_on(
        edition,
        partial(publish, fresh(edition)),
        partial(publish, fresh(edition), content=made.PDF + b"2"),
    )
    assert [type(one) for one in outcomes] == [Edition, type(None)]
    assert bytes(PlanPdf.objects.get(edition=edition).content) == made.PDF
    assert AuditEvent.objects.filter(verb="plan.published", subject_id=edition.pk).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("edition_first", [True, False])
def test_an_edition_and_a_correction_that_are_ready_at_once_follow_each_other(desk, edition_first):
    former = made.in_force()
    correction, edition = made.publishing(made.correction()), made.publishing()
    order = [edition, correction] if edition_first else [correction, edition]
    outcomes = at_once_on(former, *(partial(publish, fresh(one)) for one in order))
    assert types_of(outcomes) == ({Edition, CorrectsAnother} if edition_first else {Edition})
    assert Edition.objects.in_force().get() == edition
    assert fresh(former).status == "superseded"
    assert fresh(correction).status == ("publishing" if edition_first else "superseded")


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_who_begin_at_once_one_makes_the_pdf(desk):
    edition = made.publishing()
    tries = [partial(workflow.try_pdf, fresh(edition), at=LATER) for _time in range(2)]
    assert types_of(at_once_on(edition, *tries)) == {Edition, type(None)}
    assert fresh(edition).pdf_tries == 1


@pytest.mark.django_db(transaction=True)
def test_what_is_stopped_while_its_pdf_is_made_does_not_come_into_force(desk):
    edition = made.publishing()
    outcomes = at_once_on(
        edition,
        partial(stop, fresh(edition), fresh(desk.writer)),
        partial(publish, fresh(edition)),
    )
    assert outcomes[1] is None
    assert fresh(edition).status == "adopted"
    assert not PlanPdf.objects.exists()


BEFORE = LATER.date() - timedelta(days=1)


def test_the_first_edition_may_have_been_adopted_before_it_was_written_here(desk):
    first = made.approved(by=desk.writer)
    assert record_adoption(first, desk.writer, adopted_on=BEFORE).adopted_on == BEFORE


def test_a_later_edition_is_adopted_after_its_approval(desk):
    made.in_force()
    later = made.approved(by=desk.writer)
    with refused(BeforeApproval):
        record_adoption(later, desk.writer, adopted_on=BEFORE)
