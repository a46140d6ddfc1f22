"""Of what is settled later, nothing but how it was settled can be changed."""

from django.db import migrations

SETTLED = {
    "cases_locklift": "relocked_at, relocked_by_id, relock_reason",
    "cases_partner": "ended_at, ended_by_id, end_reason",
    "cases_noticepostponement": "ending, ended_at, ended_by_id",
    "cases_plannedchildtalk": "cancelled_at, cancelled_by_id, cancel_reason",
    "cases_outsideassessment": "received_at, result, level, recorded_at, recorded_by_id",
    "cases_adulttransfer": "accepted_at",
    "cases_examination": "aware_at, due_at, concluded_at, concluded_by_id, conclusion",
}


class Migration(migrations.Migration):
    dependencies = [("cases", "0028_contacts_stay")]

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
