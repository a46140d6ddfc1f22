"""What the role of the application may do to rows that are facts."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("table", "fact", "settled"),
    [
        ("cases_locklift", "grounds", "relocked_at"),
        ("cases_partner", "reason", "ended_at"),
        ("cases_noticepostponement", "reason", "ended_at"),
        ("cases_plannedchildtalk", "family_present", "cancelled_at"),
        ("cases_outsideassessment", "asked_by_id", "result"),
        ("cases_adulttransfer", "offered_to_id", "accepted_at"),
        ("cases_examination", "opened_by_id", "concluded_at"),
        ("cases_personcontact", "purpose", "happened_at"),
        ("cases_personcontact", "planned_for", "dropped_at"),
        ("cases_measure", "decided_at", "ended_at"),
        ("cases_measure", "without_plan_reason", "purpose"),
    ],
)
def test_nothing_but_how_it_was_settled_can_be_changed(table, fact, settled):
    question = "SELECT has_column_privilege('beredskab_app', %s, %s, 'UPDATE')"
    with connection.cursor() as cursor:
        for column, may in ((fact, False), (settled, True)):
            cursor.execute(question, [table, column])
            assert cursor.fetchone() == (may,)
        cursor.execute("SELECT has_table_privilege('beredskab_app', %s, 'DELETE')", [table])
        assert cursor.fetchone() == (False,)
