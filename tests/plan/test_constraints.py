"""What must be true of the plan is held by the database, whoever writes past the workflow."""

import hashlib
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from beredskab.plan import workflow
from beredskab.plan.models import (
    Acknowledgement,
    Edition,
    PlanPdf,
    Section,
    SectionDraft,
    SectionVersion,
)
from tests.factories import NOW
from tests.factories import plan as made

pytestmark = pytest.mark.django_db
MODELS = [Edition, Section, SectionVersion, SectionDraft, PlanPdf, Acknowledgement]
LATER = NOW + timedelta(days=1)
STAYS = "only a draft|stays in its edition|fixed"
IN_FORCE, NEXT, CORRECTION = (1, 0), (2, 0), (1, 1)


@pytest.fixture
def writer():
    return made.editor()


@pytest.fixture
def ground(writer):
    """An edition in force that somebody has read, a draft of the next, a correction on its way."""
    in_force = made.in_force(by=writer)
    workflow.acknowledge(in_force, by=writer, at=NOW)
    made.publishing(made.correction(writer), by=writer)
    one = made.draft().sections.first()
    known = {"seen": 1, "title": "Kladde", "text": "<p>Endnu ikke.</p>"}
    workflow.save_section_draft(one, by=writer, at=NOW, **known)
    return writer


def called(name):
    return Edition.objects.filter(number=name[0], correction=name[1])


def change(name, **wrong):
    """Write to an edition as it is written past the workflow; `by` stands for the writer."""

    def write(writer):
        called(name).update(**{field: writer if v == "by" else v for field, v in wrong.items()})

    return write


def with_pdf(name, **wrong):
    """The same to an edition whose PDF was made."""

    def write(writer):
        pdf_of(called(name).get()).save()
        change(name, **wrong)(writer)

    return write


def pdf_of(edition, content=made.PDF, **wrong):
    known = {
        "sha256": hashlib.sha256(content).hexdigest(),
        "size": len(content),
        "made_at": NOW,
        **wrong,
    }
    return PlanPdf(edition=edition, content=content, **known)


def another_correction(_writer):
    made.edition(number=1, correction=2, corrects=called(IN_FORCE).get())


def change_section(**wrong):
    def write(_writer):
        one = Section.objects.filter(edition__number=2).first()
        Section.objects.filter(pk=one.pk).update(**wrong)

    return write


def add_again(model):
    def write(_writer):
        row = model.objects.order_by("pk")[0]
        row.pk, row._state.adding = None, True
        row.save()

    return write


APPROVED = {"approved_at": NOW, "approved_by": "by"}
WRONG = {
    "plan_edition_once": [
        lambda _writer: called(NEXT).delete() and made.edition(number=1, changes="x")
    ],
    "plan_one_in_force": [with_pdf(CORRECTION, status="in_force", in_force_at=NOW)],
    "plan_one_in_work": [lambda _writer: made.edition(), another_correction],
    "plan_edition_known_status": [change(CORRECTION, status="gone")],
    "plan_edition_known_themes": [change(NEXT, themes=["extremism", "weather"])],
    "plan_correction_of_something": [
        change(NEXT, correction=1),
        lambda writer: change(NEXT, corrects=called(IN_FORCE).get())(writer),
    ],
    "plan_submitted_pair": [change(NEXT, submitted_at=NOW), change(NEXT, submitted_by="by")],
    "plan_submitted_before_approved": [
        change(NEXT, status="submitted"),
        change(CORRECTION, submitted_at=None, submitted_by=None),
    ],
    "plan_approved_pair": [change(NEXT, approved_at=NOW), change(NEXT, approved_by="by")],
    "plan_approved_before_adopted": [
        change(NEXT, status="approved"),
        change(NEXT, status="adopted", adopted_on=NOW, adopted_body="x"),
    ],
    "plan_two_people": [
        change(NEXT, edited_by="by", **APPROVED),
        change(NEXT, submitted_at=NOW, submitted_by="by", **APPROVED),
    ],
    "plan_adopted_pair": [change(NEXT, adopted_on=NOW), change(NEXT, adopted_body="x")],
    "plan_adopted_before_in_force": [
        change(NEXT, status="adopted", **APPROVED),
        change(CORRECTION, adopted_on=None, adopted_body=""),
    ],
    "plan_in_force_from_adoption": [
        with_pdf(CORRECTION, status="in_force", in_force_at=NOW - timedelta(days=1)),
    ],
    "plan_publication_asked_for": [
        change(CORRECTION, publish_asked_at=None),
        change(CORRECTION, publish_asked_by=None),
    ],
    "plan_in_force_since": [
        change(NEXT, in_force_at=NOW),
        with_pdf(CORRECTION, status="in_force"),
    ],
    "plan_ended_when_superseded": [
        change(NEXT, ended_at=NOW),
        change(IN_FORCE, ended_at=NOW),
        change(IN_FORCE, status="superseded"),
    ],
    "plan_section_once": [change_section(key="bekymring")],
    "plan_section_has_its_place": [change_section(position=2)],
    "plan_section_level": [change_section(level=0), change_section(level=4)],
    "plan_section_version_once": [add_again(SectionVersion)],
    "plan_section_draft_one_of_a_writer": [add_again(SectionDraft)],
    "plan_pdf_is_whole": [lambda _writer: pdf_of(called(CORRECTION).get(), b"").save()],
    "plan_acknowledged_once": [add_again(Acknowledgement)],
}


def test_every_constraint_has_its_row():
    named = {one.name for model in MODELS for one in model._meta.constraints}
    assert named == WRONG.keys()


def broken_by(write, writer):
    """Write, and check at once what the database checks at the end of a transaction."""
    with transaction.atomic():
        write(writer)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_each_constraint_fails_when_it_is_broken(ground):
    for name, ways in WRONG.items():
        for write in ways:
            with pytest.raises(IntegrityError, match=f'"{name}"'):
                broken_by(write, ground)
