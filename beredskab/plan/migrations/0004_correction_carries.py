"""A correction carries the number and the adoption of what it corrects."""

from django.db import migrations

CORRECTIONS = """
CREATE FUNCTION plan_correction_carries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- What was in force stays as it is, so that it needs no look from the other side.
    IF NOT EXISTS (
        SELECT 1 FROM plan_edition
        WHERE id = NEW.corrects_id AND in_force_at IS NOT NULL
        AND (number, adopted_on, adopted_body, adopted_case, adopted_minutes)
            = (NEW.number, NEW.adopted_on, NEW.adopted_body, NEW.adopted_case, NEW.adopted_minutes)
    ) THEN
        RAISE EXCEPTION 'a correction carries number and adoption of what it corrects'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER plan_correction_carries AFTER INSERT OR UPDATE ON plan_edition
    FOR EACH ROW WHEN (NEW.corrects_id IS NOT NULL) EXECUTE FUNCTION plan_correction_carries();
"""


class Migration(migrations.Migration):
    dependencies = [("plan", "0003_adopted_before_in_force")]

    operations = [
        migrations.RunSQL(CORRECTIONS, reverse_sql="DROP FUNCTION plan_correction_carries CASCADE;")
    ]
