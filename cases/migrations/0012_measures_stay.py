"""Measures and examinations stay, and what was judged on the way is only added to (LR23)."""

from django.db import migrations

FILLED_IN = ["cases_measure", "cases_examination"]
ADDED_TO = ["cases_preliminaryassessment", "cases_siblingassessment", "cases_childplan"]


class Migration(migrations.Migration):
    dependencies = [("cases", "0011_measures")]

    operations = [
        *(
            migrations.RunSQL(
                f"REVOKE DELETE ON {table} FROM beredskab_app;",
                reverse_sql=f"GRANT DELETE ON {table} TO beredskab_app;",
            )
            for table in FILLED_IN
        ),
        *(
            migrations.RunSQL(
                f"REVOKE UPDATE, DELETE ON {table} FROM beredskab_app;",
                reverse_sql=f"GRANT UPDATE, DELETE ON {table} TO beredskab_app;",
            )
            for table in ADDED_TO
        ),
    ]
