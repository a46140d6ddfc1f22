"""What was declared, written and answered at a meeting is only added to; nothing is deleted."""

from django.db import migrations

ADDED = (
    "infohus_tiedeclaration, infohus_tieruling, infohus_itemtext, infohus_minutesanswer, "
    "infohus_recommendationreply, infohus_decisionreference"
)
KEPT = "infohus_attendance, infohus_recommendation"


class Migration(migrations.Migration):
    dependencies = [("infohus", "0005_holding")]

    operations = [
        migrations.RunSQL(
            f"""
            REVOKE UPDATE, DELETE ON {ADDED} FROM beredskab_app;
            REVOKE DELETE ON {KEPT} FROM beredskab_app;
            """,
            reverse_sql=f"""
            GRANT UPDATE, DELETE ON {ADDED} TO beredskab_app;
            GRANT DELETE ON {KEPT} TO beredskab_app;
            """,
        )
    ]
