"""A guest is needed for an item, not for a meeting: the reason moves to where she is asked."""

from typing import Any

from django.db import migrations

import beredskab.encryption

GUESTS = """
CREATE FUNCTION infohus_guest_with_reason() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.reason IS NULL AND EXISTS (
        SELECT FROM infohus_participant WHERE id = NEW.participant_id AND member_id IS NULL
    ) THEN
        RAISE EXCEPTION 'a guest is asked with a reason' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER infohus_guest_with_reason BEFORE INSERT OR UPDATE ON infohus_itemparticipant
    FOR EACH ROW EXECUTE FUNCTION infohus_guest_with_reason();
"""
NO_GUESTS = """
DROP TRIGGER infohus_guest_with_reason ON infohus_itemparticipant;
DROP FUNCTION infohus_guest_with_reason();
"""


def to_items(apps: Any, _schema_editor: Any) -> None:
    """Each value is bound to its column, so that it is read and written anew."""
    rows = apps.get_model("infohus", "ItemParticipant").objects.select_related("participant")
    for row in rows.filter(participant__reason__isnull=False):
        row.reason = row.participant.reason
        row.save(update_fields=["reason"])


def to_participants(apps: Any, _schema_editor: Any) -> None:
    rows = apps.get_model("infohus", "ItemParticipant").objects.select_related("participant")
    for row in rows.filter(reason__isnull=False):
        row.participant.reason = row.reason
        row.participant.save(update_fields=["reason"])


class Migration(migrations.Migration):
    dependencies = [("infohus", "0010_substitutes_stay")]

    operations = [
        migrations.AddField(
            model_name="itemparticipant",
            name="reason",
            field=beredskab.encryption.EncryptedTextField(editable=False, null=True),
        ),
        migrations.RunPython(to_items, to_participants),
        migrations.RemoveConstraint(model_name="participant", name="participant_guest_with_reason"),
        migrations.RemoveField(model_name="participant", name="reason"),
        migrations.RunSQL(GUESTS, reverse_sql=NO_GUESTS),
    ]
