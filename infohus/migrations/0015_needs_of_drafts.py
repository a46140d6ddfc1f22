"""Why somebody must know of an item goes with it, as long as nobody is invited; then it stays."""

from django.db import migrations

STAYS = """
CREATE FUNCTION infohus_need_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM infohus_agendaitem item JOIN infohus_meeting meeting
        ON meeting.id = item.meeting_id
        WHERE item.id = OLD.item_id AND meeting.convened_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'why somebody must know stays' USING ERRCODE = 'check_violation';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER infohus_need_stays BEFORE DELETE ON infohus_needtoknow
    FOR EACH ROW EXECUTE FUNCTION infohus_need_stays();
GRANT DELETE ON infohus_needtoknow TO beredskab_app;
"""
ALL_STAY = """
REVOKE DELETE ON infohus_needtoknow FROM beredskab_app;
DROP TRIGGER infohus_need_stays ON infohus_needtoknow;
DROP FUNCTION infohus_need_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("infohus", "0014_held_is_known")]

    operations = [migrations.RunSQL(STAYS, reverse_sql=ALL_STAY)]
