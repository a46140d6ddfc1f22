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
    -- It may end, once; nothing else of it ever changes.
    IF OLD.published_at IS NOT NULL AND (
        OLD.ended_at IS NOT NULL
        OR to_jsonb(NEW) - '{status,ended_at}'::text[]
            IS DISTINCT FROM to_jsonb(OLD) - '{status,ended_at}'::text[]
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
BEGIN
    -- OLD is null on INSERT, NEW on DELETE.
    IF EXISTS (
        SELECT 1 FROM actioncards_cardversion
        WHERE id IN (OLD.version_id, NEW.version_id) AND published_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'a version that was in force stays' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER actioncards_step_stays BEFORE INSERT OR UPDATE OR DELETE ON actioncards_cardstep
    FOR EACH ROW EXECUTE FUNCTION actioncards_step_stays();

CREATE FUNCTION actioncards_contact_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM actioncards_cardstep AS step
        JOIN actioncards_cardversion AS version ON version.id = step.version_id
        WHERE step.id IN (OLD.step_id, NEW.step_id) AND version.published_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'a version that was in force stays' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER actioncards_contact_stays BEFORE INSERT OR UPDATE OR DELETE ON actioncards_stepcontact
    FOR EACH ROW EXECUTE FUNCTION actioncards_contact_stays();
"""

# A card is its role and its age for good; only one that never was in force can go.
CARDS = """
CREATE FUNCTION actioncards_card_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.slug <> OLD.slug OR NEW.role <> OLD.role OR NEW.age <> OLD.age THEN
        RAISE EXCEPTION 'a card stays what it is for' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER actioncards_card_stays BEFORE UPDATE ON actioncards_card
    FOR EACH ROW EXECUTE FUNCTION actioncards_card_stays();
REVOKE DELETE ON actioncards_explanation FROM beredskab_app;
"""


class Migration(migrations.Migration):
    dependencies = [("actioncards", "0001_initial"), ("audit", "0002_append_only")]

    operations = [
        migrations.RunSQL(
            VERSIONS + STEPS + CARDS,
            reverse_sql="""
            DROP FUNCTION actioncards_version_stays CASCADE;
            DROP FUNCTION actioncards_step_stays CASCADE;
            DROP FUNCTION actioncards_contact_stays CASCADE;
            DROP FUNCTION actioncards_card_stays CASCADE;
            GRANT DELETE ON actioncards_explanation TO beredskab_app;
            """,
        )
    ]
