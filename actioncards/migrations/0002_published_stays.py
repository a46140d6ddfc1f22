"""What a card has said in force is never changed: cases stand on it."""

from django.db import migrations

VERSIONS = """
CREATE FUNCTION actioncards_version_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.published_at IS NOT NULL THEN
            RAISE EXCEPTION 'a version that was in force stays' USING ERRCODE = 'check_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF OLD.published_at IS NOT NULL AND (
        NEW.card_id <> OLD.card_id
        OR NEW.number <> OLD.number
        OR NEW.title <> OLD.title
        OR NEW.summary <> OLD.summary
        OR NEW.must_not <> OLD.must_not
        OR NEW.acute_when <> OLD.acute_when
        OR NEW.published_at <> OLD.published_at
        OR NEW.approved_by_id IS DISTINCT FROM OLD.approved_by_id
        OR NEW.edited_by_id IS DISTINCT FROM OLD.edited_by_id
    ) THEN
        RAISE EXCEPTION 'a version that was in force stays' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER actioncards_version_stays BEFORE UPDATE OR DELETE ON actioncards_cardversion
    FOR EACH ROW EXECUTE FUNCTION actioncards_version_stays();
"""

STEPS = """
CREATE FUNCTION actioncards_step_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    step actioncards_cardstep;
BEGIN
    IF TG_OP = 'INSERT' THEN step := NEW; ELSE step := OLD; END IF;
    IF EXISTS (
        SELECT 1 FROM actioncards_cardversion
        WHERE id = step.version_id AND published_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'a version that was in force stays' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER actioncards_step_stays BEFORE INSERT OR UPDATE OR DELETE ON actioncards_cardstep
    FOR EACH ROW EXECUTE FUNCTION actioncards_step_stays();

CREATE FUNCTION actioncards_contact_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    tie actioncards_stepcontact;
BEGIN
    IF TG_OP = 'INSERT' THEN tie := NEW; ELSE tie := OLD; END IF;
    IF EXISTS (
        SELECT 1 FROM actioncards_cardstep AS step
        JOIN actioncards_cardversion AS version ON version.id = step.version_id
        WHERE step.id = tie.step_id AND version.published_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'a version that was in force stays' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER actioncards_contact_stays BEFORE INSERT OR UPDATE OR DELETE ON actioncards_stepcontact
    FOR EACH ROW EXECUTE FUNCTION actioncards_contact_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("actioncards", "0001_initial"), ("audit", "0002_append_only")]

    operations = [
        migrations.RunSQL(
            VERSIONS + STEPS,
            reverse_sql="""
            DROP FUNCTION actioncards_version_stays CASCADE;
            DROP FUNCTION actioncards_step_stays CASCADE;
            DROP FUNCTION actioncards_contact_stays CASCADE;
            """,
        )
    ]
