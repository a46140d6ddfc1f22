"""Who was appointed is only added to."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("infohus", "0009_substitutes")]

    operations = [
        migrations.RunSQL(
            "REVOKE UPDATE, DELETE ON infohus_substitute FROM beredskab_app;",
            reverse_sql="GRANT UPDATE, DELETE ON infohus_substitute TO beredskab_app;",
        )
    ]
