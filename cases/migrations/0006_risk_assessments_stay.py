"""A risk assessment is only written anew; the leader adds her name to it, and no more (LR23)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_risk_assessment")]

    operations = [
        migrations.RunSQL(
            """
            REVOKE UPDATE, DELETE ON cases_riskassessment FROM beredskab_app;
            GRANT UPDATE (countersigned_at, countersigned_by_id, countersign_remark)
                ON cases_riskassessment TO beredskab_app;
            """,
            reverse_sql="GRANT UPDATE, DELETE ON cases_riskassessment TO beredskab_app;",
        )
    ]
