"""What the network and PSP told is only added to."""

from django.db import migrations

ADDED = "infohus_networknote, infohus_pspnote"


class Migration(migrations.Migration):
    dependencies = [("infohus", "0007_network")]

    operations = [
        migrations.RunSQL(
            f"REVOKE UPDATE, DELETE ON {ADDED} FROM beredskab_app;",
            reverse_sql=f"GRANT UPDATE, DELETE ON {ADDED} TO beredskab_app;",
        )
    ]
