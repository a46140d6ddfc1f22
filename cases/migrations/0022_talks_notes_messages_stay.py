"""Talks, notes and messages stay as they were written; of a message only its reading is noted."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0021_talks_notes_messages")]

    operations = [
        migrations.RunSQL(
            """
            REVOKE UPDATE, DELETE ON cases_note FROM beredskab_app;
            REVOKE UPDATE, DELETE ON cases_noteversion FROM beredskab_app;
            REVOKE UPDATE, DELETE ON cases_message FROM beredskab_app;
            GRANT UPDATE (read_at, read_by_id) ON cases_message TO beredskab_app;
            REVOKE UPDATE, DELETE ON cases_caselink FROM beredskab_app;
            """,
            reverse_sql="""
            GRANT UPDATE, DELETE ON cases_note TO beredskab_app;
            GRANT UPDATE, DELETE ON cases_noteversion TO beredskab_app;
            GRANT UPDATE, DELETE ON cases_message TO beredskab_app;
            GRANT UPDATE, DELETE ON cases_caselink TO beredskab_app;
            """,
        )
    ]
