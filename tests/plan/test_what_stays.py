"""What was sent, adopted or published stays, whoever writes past the workflow."""

import hashlib
from datetime import UTC, date, datetime, timedelta

import psycopg
import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from beredskab.plan import workflow
from beredskab.plan.models import (
    Acknowledgement,
    Edition,
    PlanPdf,
    Section,
    SectionDraft,
    SectionVersion,
)
from beredskab.plan.states import IN_WORK, PUBLISHED, EditionStatus
from tests.factories import NOW
from tests.factories import plan as made

pytestmark = pytest.mark.django_db
MODELS = [Edition, Section, SectionVersion, SectionDraft, PlanPdf, Acknowledgement]
LATER = NOW + timedelta(days=1)
STAYS = "only a draft|stays in its edition|fixed"
IN_FORCE, NEXT, CORRECTION = (1, 0), (2, 0), (1, 1)


def pdf_of(edition, content=made.PDF, **wrong):
    known = {
        "sha256": hashlib.sha256(content).hexdigest(),
        "size": len(content),
        "made_at": NOW,
        **wrong,
    }
    return PlanPdf(edition=edition, content=content, **known)


# -- What was in force ---------------------------------------------------------------------------
EDITION_CHANGES = {
    "number": 7,
    "correction": 1,
    "title": "Ny",
    "themes": [],
    "changes": "Ny",
    "begun_at": None,
    "edited_at": None,
    "edited_by": "by",
    "remark": "Ny",
    "submitted_at": None,
    "submitted_by": "by",
    "approved_at": None,
    "approved_by": "by",
    "adopted_on": "2020-01-01",
    "adopted_body": "Ny",
    "adopted_case": "Ny",
    "adopted_minutes": "https://ny.example.com",
    "publish_asked_at": None,
    "publish_asked_by": "by",
    "pdf_tries": 9,
    "pdf_tried_at": NOW,
    "pdf_failed_at": NOW,
    "in_force_at": None,
    "corrects": "self",
}


def test_the_changes_name_every_field_but_those_that_end_it():
    fields = {field.name for field in Edition._meta.concrete_fields}
    assert fields - EDITION_CHANGES.keys() == {"id", "status", "ended_at"}


@pytest.mark.parametrize("status", ["in_force", "superseded"])
def test_nothing_of_an_edition_changes_once_it_was_in_force(status):
    edition, writer = made.edition_in(status), made.editor()
    for field, value in EDITION_CHANGES.items():
        value = {"by": writer, "self": edition}.get(value, value) if value else value
        with pytest.raises(IntegrityError, match="was in force stays"), transaction.atomic():
            Edition.objects.filter(pk=edition.pk).update(**{field: value})
    with pytest.raises(IntegrityError, match="only a draft"), transaction.atomic():
        Edition.objects.filter(pk=edition.pk)._raw_delete("default")


@pytest.mark.parametrize("status", ["in_force", "superseded"])
def test_what_was_in_force_is_never_in_work_again(status):
    edition = made.edition_in(status)
    for other in IN_WORK:
        with pytest.raises(IntegrityError), transaction.atomic():
            Edition.objects.filter(pk=edition.pk).update(
                status=other, in_force_at=None, ended_at=None
            )


def test_an_edition_ends_once():
    edition = made.edition_in("superseded")
    for change in ({"ended_at": LATER}, {"ended_at": None, "status": "in_force"}):
        with pytest.raises(IntegrityError, match="was in force stays"), transaction.atomic():
            Edition.objects.filter(pk=edition.pk).update(**change)


SECTION_CHANGES = {
    "key": "ny",
    "position": 9,
    "level": 2,
    "title": "Ny",
    "text": "<p>Ny</p>",
    "html": "<p>Ny</p>",
    "version": 9,
    "edited_at": LATER,
    "edited_by": "by",
    "edition": "draft",
}


def test_the_changes_name_every_field_of_a_section():
    assert {field.name for field in Section._meta.concrete_fields} - SECTION_CHANGES.keys() == {
        "id"
    }


@pytest.mark.parametrize("status", sorted(set(EditionStatus) - {"draft"}))
def test_only_a_draft_is_written_in(status):
    edition = made.edition_in(status)
    section, writer = edition.sections.first(), made.editor()
    other = made.draft() if status in PUBLISHED else edition
    for field, value in SECTION_CHANGES.items():
        if (value == "draft" and other == edition) or (field, status) == ("html", "publishing"):
            continue
        value = {"by": writer, "draft": other}.get(value, value)
        with pytest.raises(IntegrityError, match=STAYS), transaction.atomic():
            Section.objects.filter(pk=section.pk).update(**{field: value})
    with pytest.raises(IntegrityError, match=STAYS), transaction.atomic():
        made.section(edition, "ny", position=9)
    with pytest.raises(IntegrityError, match=STAYS), transaction.atomic():
        section.delete()


def test_a_section_stays_in_its_edition():
    edition = made.in_force()
    correction, draft = made.correction(), made.draft()
    one = made.section(draft, "tredje", position=9)
    for other in (edition, correction):
        with pytest.raises(IntegrityError, match="stays in its edition"), transaction.atomic():
            Section.objects.filter(pk=one.pk).update(edition=other)


@pytest.mark.parametrize("status", sorted(set(EditionStatus) - {"draft", *PUBLISHED}))
def test_the_head_of_what_was_sent_stays(status):
    edition = made.edition_in(status)
    for field, value in {"number": 7, "title": "Ny", "themes": [], "changes": "Ny"}.items():
        with pytest.raises(IntegrityError, match="only a draft"), transaction.atomic():
            Edition.objects.filter(pk=edition.pk).update(**{field: value})
    Edition.objects.filter(pk=edition.pk).update(remark="Ny")


# -- From draft to PDF ---------------------------------------------------------------------------
@pytest.mark.parametrize("status", sorted(set(EditionStatus) - {"draft"}))
def test_an_edition_begins_as_a_draft(status):
    with pytest.raises(IntegrityError, match="begins as a draft"), transaction.atomic():
        made.edition(status=status)


@pytest.mark.parametrize("status", sorted(set(EditionStatus) - {"draft"}))
def test_only_a_draft_can_go(status):
    edition = made.edition_in(status)
    with pytest.raises(IntegrityError, match="only a draft of the plan can go"):
        Edition.objects.filter(pk=edition.pk)._raw_delete("default")


def test_a_draft_goes_with_all_that_was_written_in_it():
    draft = made.draft()
    workflow.save_section_draft(
        draft.sections.first(), by=made.editor(), at=NOW, seen=1, title="x", text="x"
    )
    draft.delete()
    for model in MODELS:
        assert not model.objects.exists()


def test_what_readers_get_is_fixed_while_the_edition_waits_for_its_pdf():
    draft = made.draft()
    with pytest.raises(IntegrityError, match="fixed"), transaction.atomic():
        draft.sections.update(html="<p>Ny</p>")
    with pytest.raises(IntegrityError, match="fixed"), transaction.atomic():
        made.section(draft, "ny", html="<p>Ny</p>")
    waiting = made.publishing(draft)
    waiting.sections.update(html="<p>Ny</p>")
    with pytest.raises(IntegrityError, match=STAYS), transaction.atomic():
        waiting.sections.update(html="<p>Nyere</p>", title="Ny")
    pdf_of(waiting).save()
    with pytest.raises(IntegrityError, match="fixed"), transaction.atomic():
        waiting.sections.update(html="<p>Nyere</p>")


@pytest.mark.rule("R1")
def test_nothing_comes_into_force_without_its_pdf():
    waiting = Edition.objects.filter(pk=made.publishing().pk)
    with pytest.raises(IntegrityError, match="without its PDF"), transaction.atomic():
        waiting.update(status="in_force", in_force_at=NOW)
    pdf_of(waiting.get()).save()
    waiting.update(status="in_force", in_force_at=NOW)


@pytest.mark.rule("R1")
def test_nothing_comes_into_force_without_an_adoption():
    waiting = made.publishing()
    pdf_of(waiting).save()
    with pytest.raises(IntegrityError, match="adopted_before_in_force"), transaction.atomic():
        Edition.objects.filter(pk=waiting.pk).update(
            status="in_force", in_force_at=NOW, adopted_on=None, adopted_body=""
        )


@pytest.mark.rule("R1")
@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 10, 22, 59, tzinfo=UTC), 10),
        (datetime(2026, 11, 10, 23, tzinfo=UTC), 11),
    ],
)
def test_nothing_is_in_force_a_day_before_its_adoption_in_denmark(moment, day):
    waiting = made.publishing()
    pdf_of(waiting).save()
    in_force = {"status": "in_force", "in_force_at": moment}
    edition = Edition.objects.filter(pk=waiting.pk)
    with pytest.raises(IntegrityError, match="in_force_from_adoption"), transaction.atomic():
        edition.update(adopted_on=date(2026, 11, day + 1), **in_force)
    edition.update(adopted_on=date(2026, 11, day), **in_force)


# -- Corrections ---------------------------------------------------------------------------------
CARRIED = {
    "number": 7,
    "adopted_on": "2020-01-01",
    "adopted_body": "Ny",
    "adopted_case": "Ny",
    "adopted_minutes": "https://ny.example.com",
}


@pytest.mark.rule("R1")
@pytest.mark.parametrize("walk", [lambda draft: draft, made.publishing])
def test_a_correction_carries_number_and_adoption_of_what_it_corrects(walk):
    made.in_force()
    correction = Edition.objects.filter(pk=walk(made.correction()).pk)
    for field, value in CARRIED.items():
        with pytest.raises(IntegrityError, match=r"carries|only a draft"), transaction.atomic():
            correction.update(**{field: value})
    correction.update(remark="Ny")


@pytest.mark.rule("R1")
def test_a_correction_begins_with_number_and_adoption_of_what_was_in_force():
    former = made.in_force()
    carried = {field: getattr(former, field) for field in CARRIED}
    waiting = made.adopted()
    for wrong in (
        *({"corrects": former, **carried, field: value} for field, value in CARRIED.items()),
        {"corrects": waiting, **carried, "number": waiting.number},
    ):
        with pytest.raises(IntegrityError, match="carries"), transaction.atomic():
            made.edition(correction=1, **wrong)
    made.edition(correction=1, corrects=former, **carried)


def test_an_edition_with_its_pdf_is_not_written_in_again():
    waiting = made.publishing()
    pdf_of(waiting).save()
    for status in sorted(IN_WORK - {"publishing"}):
        with pytest.raises(IntegrityError, match="has its PDF"), transaction.atomic():
            Edition.objects.filter(pk=waiting.pk).update(status=status)


def test_the_sum_and_the_size_of_a_pdf_are_those_of_its_content():
    waiting = made.publishing()
    for wrong in ({"sha256": "0" * 64}, {"size": len(made.PDF) + 1}):
        with pytest.raises(IntegrityError, match="PDF"), transaction.atomic():
            pdf_of(waiting, **wrong).save()
    pdf_of(waiting).save()


@pytest.mark.parametrize("status", sorted(set(EditionStatus) - {"publishing"}))
def test_a_pdf_is_made_for_what_waits_for_it_alone(status):
    edition = made.edition_in(status)
    # One that has its PDF already would refuse a second one anyway.
    with pytest.raises(IntegrityError, match="the PDF of an edition stays"), transaction.atomic():
        pdf_of(edition).save()


# -- Past all of it ------------------------------------------------------------------------------
def test_a_pdf_and_who_has_read_what_can_only_be_added():
    edition, reader = made.in_force(), made.editor()
    row = workflow.acknowledge(edition, by=reader, at=NOW)
    pdf = PlanPdf.objects.filter(edition=edition)
    for change in (
        lambda: pdf.update(content=b"%PDF-1.4", size=8),
        lambda: pdf.update(made_at=LATER),
        lambda: pdf._raw_delete("default"),
        lambda: Acknowledgement.objects.filter(pk=row.pk).update(at=LATER),
        lambda: row.delete(),
        lambda: SectionVersion.objects.update(text="Ny"),
    ):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            change()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
@pytest.mark.parametrize("more", ["", " CASCADE"], ids=["alone", "with-all-that-hangs-on-it"])
def test_no_table_of_the_plan_can_be_emptied(model, more):
    made.in_force()
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"TRUNCATE {model._meta.db_table}{more}")


def test_not_even_the_owner_of_the_tables_changes_a_pdf(db_urls):
    with psycopg.connect(db_urls["DATABASE_OWNER_URL"]) as owner:
        owner.execute("SET session_replication_role = replica")
        owner.execute(
            "INSERT INTO plan_planpdf (id, edition_id, content, sha256, size, made_at)"
            " VALUES (1, 1, %s, %s, 1, now())",
            [b"x", hashlib.sha256(b"x").hexdigest()],
        )
        owner.execute("SET session_replication_role = origin")
        for change in ("UPDATE plan_planpdf SET size = 2", "DELETE FROM plan_planpdf"):
            with pytest.raises(psycopg.errors.CheckViolation, match="stays"), owner.transaction():
                owner.execute(change)
        owner.rollback()


@pytest.mark.parametrize("status", ["submitted", "adopted", "in_force", "superseded"])
def test_what_a_section_has_read_stays_once_the_edition_is_sent(status):
    edition = made.edition_in(status)
    versions = SectionVersion.objects.filter(section__edition=edition)
    count = versions.count()
    assert count
    with pytest.raises(IntegrityError), transaction.atomic():
        versions.delete()
    assert versions.count() == count
