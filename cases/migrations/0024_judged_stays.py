"""What was judged is only written anew; the leader adds her name, and no more (LR23)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0023_judgements_and_screenings")]

    operations = [
        migrations.RunSQL(
            """
            REVOKE UPDATE, DELETE ON cases_judgement, cases_screening FROM beredskab_app;
            GRANT UPDATE (countersigned_at, countersigned_by_id, countersign_remark)
                ON cases_judgement TO beredskab_app;
            """,
            reverse_sql="""
            GRANT UPDATE, DELETE ON cases_judgement, cases_screening TO beredskab_app;
            """,
        )
    ]
