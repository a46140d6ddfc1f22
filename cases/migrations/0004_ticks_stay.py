"""What was ticked is never changed or deleted; a later tick counts instead (LR23)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_checklist")]

    operations = [
        migrations.RunSQL(
            """
            REVOKE UPDATE, DELETE ON cases_tick FROM beredskab_app;
            REVOKE DELETE ON cases_checklist FROM beredskab_app;
            """,
            reverse_sql="""
            GRANT UPDATE, DELETE ON cases_tick TO beredskab_app;
            GRANT DELETE ON cases_checklist TO beredskab_app;
            """,
        )
    ]
