"""What was judged, planned, known and reported stays; what was agreed too, but its ending (LR23)."""

from django.db import migrations

ADDED = "cases_safetyplanneed, cases_safetyplan, cases_stay, cases_journeyreport"


class Migration(migrations.Migration):
    dependencies = [("cases", "0019_safety")]

    operations = [
        migrations.RunSQL(
            f"""
            REVOKE UPDATE, DELETE ON {ADDED}, cases_checkin FROM beredskab_app;
            GRANT UPDATE (missed_at, outcome, note, settled_at, settled_by_id)
                ON cases_checkin TO beredskab_app;
            """,
            reverse_sql=f"GRANT UPDATE, DELETE ON {ADDED}, cases_checkin TO beredskab_app;",
        )
    ]
