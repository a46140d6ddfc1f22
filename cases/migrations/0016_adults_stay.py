"""What was judged, offered, advised and handed over about adults stays as it was recorded."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0015_adults")]

    operations = [
        migrations.RunSQL(
            """
            REVOKE UPDATE, DELETE ON cases_adultrouting FROM beredskab_app;
            REVOKE UPDATE, DELETE ON cases_actionplanneed FROM beredskab_app;
            REVOKE UPDATE, DELETE ON cases_actionplanoffer FROM beredskab_app;
            REVOKE UPDATE, DELETE ON cases_actionplan FROM beredskab_app;
            REVOKE UPDATE, DELETE ON cases_adviceoffer FROM beredskab_app;
            REVOKE UPDATE, DELETE ON cases_anonymousadvice FROM beredskab_app;
            REVOKE UPDATE, DELETE ON cases_municipalityhandover FROM beredskab_app;
            REVOKE UPDATE, DELETE ON cases_concernjudgement FROM beredskab_app;
            REVOKE DELETE ON cases_adulttransfer FROM beredskab_app;
            """,
            reverse_sql="""
            GRANT UPDATE, DELETE ON cases_adultrouting TO beredskab_app;
            GRANT UPDATE, DELETE ON cases_actionplanneed TO beredskab_app;
            GRANT UPDATE, DELETE ON cases_actionplanoffer TO beredskab_app;
            GRANT UPDATE, DELETE ON cases_actionplan TO beredskab_app;
            GRANT UPDATE, DELETE ON cases_adviceoffer TO beredskab_app;
            GRANT UPDATE, DELETE ON cases_anonymousadvice TO beredskab_app;
            GRANT UPDATE, DELETE ON cases_municipalityhandover TO beredskab_app;
            GRANT UPDATE, DELETE ON cases_concernjudgement TO beredskab_app;
            GRANT DELETE ON cases_adulttransfer TO beredskab_app;
            """,
        )
    ]
