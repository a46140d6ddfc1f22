"""What was done when it was acute is only added to; what others judged is never deleted."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0017_acute_way")]

    operations = [
        migrations.RunSQL(
            """
            REVOKE UPDATE, DELETE ON cases_acutemark FROM beredskab_app;
            REVOKE UPDATE, DELETE ON cases_acutecall FROM beredskab_app;
            REVOKE UPDATE, DELETE ON cases_policehandover FROM beredskab_app;
            REVOKE DELETE ON cases_outsideassessment FROM beredskab_app;
            """,
            reverse_sql="""
            GRANT UPDATE, DELETE ON cases_acutemark TO beredskab_app;
            GRANT UPDATE, DELETE ON cases_acutecall TO beredskab_app;
            GRANT UPDATE, DELETE ON cases_policehandover TO beredskab_app;
            GRANT DELETE ON cases_outsideassessment TO beredskab_app;
            """,
        )
    ]
