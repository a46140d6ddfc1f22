"""Why somebody must know is only added to, and no guest is asked without it."""

from django.db import migrations

# Processes of the release before note the reason with the participant.
GUESTS = """
CREATE FUNCTION infohus_guest_with_reason() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM infohus_participant
        WHERE id = NEW.participant_id AND member_id IS NULL AND reason IS NULL
    ) AND NOT EXISTS (
        SELECT FROM infohus_needtoknow
        WHERE item_id = NEW.item_id AND participant_id = NEW.participant_id
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


class Migration(migrations.Migration):
    dependencies = [("infohus", "0012_known_needs")]

    operations = [
        migrations.RunSQL(GUESTS, reverse_sql=NO_GUESTS),
        migrations.RunSQL(
            "REVOKE UPDATE, DELETE ON infohus_needtoknow FROM beredskab_app;",
            reverse_sql="GRANT UPDATE, DELETE ON infohus_needtoknow TO beredskab_app;",
        ),
    ]
