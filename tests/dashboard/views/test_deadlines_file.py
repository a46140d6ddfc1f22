"""The deadlines as a file: no names, no formula, the same filters, in the log."""

import csv
import io
from datetime import timedelta

import pytest

from beredskab.audit.models import LookUp
from beredskab.dashboard import export
from beredskab.deadlines.models import Deadline
from tests.factories import NOW

pytestmark = pytest.mark.django_db

URL = "/frister/"
CSV = "/frister/frister.csv"
LATE = NOW - timedelta(hours=30)


def test_the_file_has_no_names_and_runs_no_formula(world, cases, client, swept):
    world.child_unit.name = "=HYPERLINK(A1)"
    world.child_unit.save()
    client.force_login(world.leader)
    response = client.get(CSV)
    assert (
        response.headers["Content-Disposition"] == 'attachment; filename="frister-2026-11-10.csv"'
    )
    assert response.headers["Cache-Control"] == "no-store, private"
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 1 + Deadline.objects.open().count()
    assert rows[1][0] == cases[0].reference
    assert rows[1][2] == "'=HYPERLINK(A1)"
    assert rows[1][4] == "2026-11-10 04:00"
    assert world.adviser.name not in response.content.decode()


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\tx", "\rx"])
def test_a_cell_is_never_a_formula(cell):
    assert export.inert(cell) == f"'{cell}"
    assert export.inert("7K2-PQ9") == "7K2-PQ9"


def test_the_file_follows_the_filters(world, cases, client, swept):
    client.force_login(world.leader)
    lines = client.get(f"{CSV}?status=overdue").content.decode().splitlines()
    assert len(lines) == 2
    assert cases[0].reference in lines[1]


@pytest.mark.django_db(transaction=True)
def test_the_list_and_the_file_are_written_down_before_they_are_shown(world, cases, page, client):
    page(world.leader, URL)
    client.get(CSV)
    for verb in ("cases.deadlines_listed", "cases.deadlines_exported"):
        look = LookUp.objects.get(verb=verb)
        assert look.actor_id == world.leader.pk
        assert sorted(look.subject_ids) == sorted(case.pk for case in cases)
        assert look.subject_type == "cases.case"
