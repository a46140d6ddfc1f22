"""What a leader lifted, and who interpreted, stays (LR23)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_contact_locks")]

    operations = [
        migrations.RunSQL(
            """
            REVOKE DELETE ON cases_locklift FROM beredskab_app;
            REVOKE UPDATE, DELETE ON cases_interpreteruse FROM beredskab_app;
            """,
            reverse_sql="""
            GRANT DELETE ON cases_locklift TO beredskab_app;
            GRANT UPDATE, DELETE ON cases_interpreteruse TO beredskab_app;
            """,
        )
    ]
