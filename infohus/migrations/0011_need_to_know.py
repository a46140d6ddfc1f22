"""Why a participant must know of an item; the grounds of an item are its purpose alone."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import beredskab.encryption


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0032_contacts_and_measures_stay"),
        ("deadlines", "0001_initial"),
        ("infohus", "0010_substitutes_stay"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="NeedToKnow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", beredskab.encryption.EncryptedTextField()),
                ("noted_at", models.DateTimeField(verbose_name="noted at")),
            ],
            options={
                "verbose_name": "need to know",
                "verbose_name_plural": "needs to know",
                "ordering": ["pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="agendaitem",
            name="agenda_item_basis_with_grounds",
        ),
        migrations.RemoveConstraint(
            model_name="participant",
            name="participant_guest_with_reason",
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("basis", "s115"), _negated=True),
                    ("purpose__isnull", False),
                    _connector="OR",
                ),
                name="agenda_item_basis_with_purpose",
            ),
        ),
        migrations.AddField(
            model_name="needtoknow",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="needs",
                to="infohus.agendaitem",
            ),
        ),
        migrations.AddField(
            model_name="needtoknow",
            name="noted_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="needtoknow",
            name="participant",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="needs",
                to="infohus.participant",
            ),
        ),
    ]
