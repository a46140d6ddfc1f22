"""What was ticked stays, and so does the version that a checklist is pinned to (LR23)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_checklist")]

    operations = [
        migrations.RunSQL(
            """
            REVOKE UPDATE, DELETE ON cases_tick FROM beredskab_app;
            REVOKE UPDATE, DELETE ON cases_checklist FROM beredskab_app;
            """,
            reverse_sql="""
            GRANT UPDATE, DELETE ON cases_tick TO beredskab_app;
            GRANT UPDATE, DELETE ON cases_checklist TO beredskab_app;
            """,
        )
    ]
