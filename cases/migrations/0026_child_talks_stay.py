"""What a child has said stays as it was written, and so does who was there (LR23)."""

from django.db import migrations

ADDED_TO = [
    "cases_childtalk",
    "cases_childtalk_present",
    "cases_childtalkleftout",
    "cases_plannedchildtalk_present",
    "cases_reassessment",
]


class Migration(migrations.Migration):
    dependencies = [("cases", "0025_child_talks")]

    operations = [
        migrations.RunSQL(
            "REVOKE DELETE ON cases_plannedchildtalk FROM beredskab_app;",
            reverse_sql="GRANT DELETE ON cases_plannedchildtalk TO beredskab_app;",
        ),
        *(
            migrations.RunSQL(
                f"REVOKE UPDATE, DELETE ON {table} FROM beredskab_app;",
                reverse_sql=f"GRANT UPDATE, DELETE ON {table} TO beredskab_app;",
            )
            for table in ADDED_TO
        ),
    ]
