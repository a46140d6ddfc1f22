import hashlib
from datetime import timedelta
from functools import partial

import pytest

from beredskab.accounts.models import Membership
from beredskab.accounts.roles import Role
from beredskab.audit.models import AuditEvent
from beredskab.notices.models import Notice
from beredskab.plan import workflow
from beredskab.plan.models import Edition, PlanPdf
from beredskab.plan.states import EditionStatus
from beredskab.plan.workflow.publication import (
    MOST_TRIES,
    ONE_TRY,
    CorrectsAnother,
)
from tests import factories
from tests.factories import NOW
from tests.factories import plan as made
from tests.plan.workflow.acts import (
    LATER,
    SECOND,
    ask,
    publish,
    stop,
    told,
)
from tests.racing import at_once_on, fresh, types_of

pytestmark = pytest.mark.django_db


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
