"""What is said of children and of the safe way of contact is never changed; the rest stays."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0027_contacts_children_partners")]

    operations = [
        migrations.RunSQL(
            """
            REVOKE UPDATE, DELETE ON cases_childline, cases_safecontact FROM beredskab_app;
            REVOKE DELETE ON cases_personcontact, cases_partner, cases_noticepostponement
                FROM beredskab_app;
            """,
            reverse_sql="""
            GRANT UPDATE, DELETE ON cases_childline, cases_safecontact TO beredskab_app;
            GRANT DELETE ON cases_personcontact, cases_partner, cases_noticepostponement
                TO beredskab_app;
            """,
        )
    ]
