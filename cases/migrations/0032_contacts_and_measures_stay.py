"""Of a planned contact and a measure, only what came to be known later can be written (LR23)."""

from django.db import migrations

SETTLED = {
    "cases_personcontact": (
        "way, about, initiative, happened_at, text, despite, recorded_at, recorded_by_id, "
        "interpreter_id, dropped_at, dropped_by_id, drop_reason"
    ),
    "cases_measure": (
        "what, purpose, expected_duration, acute_assessment, plan_reason, custody_consent, "
        "youth_consent, party_told, plan_needed, started_on, ended_on, ended_at, ended_by_id, "
        "end_reason"
    ),
}


class Migration(migrations.Migration):
    dependencies = [("cases", "0031_closing_stays")]

    operations = [
        migrations.RunSQL(
            f"""
            REVOKE UPDATE ON {table} FROM beredskab_app;
            GRANT UPDATE ({columns}) ON {table} TO beredskab_app;
            """,
            reverse_sql=f"GRANT UPDATE ON {table} TO beredskab_app;",
        )
        for table, columns in SETTLED.items()
    ]
