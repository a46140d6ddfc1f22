"""What the council adopted stays as it was to the byte: text, PDF, and who has read it."""

from django.db import migrations

EDITIONS = """
CREATE FUNCTION plan_edition_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    has_pdf boolean;
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.status <> 'draft' THEN
            RAISE EXCEPTION 'only a draft of the plan can go' USING ERRCODE = 'check_violation';
        END IF;
        RETURN OLD;
    END IF;
    -- It may end, once; nothing else of what was in force ever changes.
    IF OLD.in_force_at IS NOT NULL AND (
        OLD.ended_at IS NOT NULL
        OR to_jsonb(NEW) - '{status,ended_at}'::text[]
            IS DISTINCT FROM to_jsonb(OLD) - '{status,ended_at}'::text[]
    ) THEN
        RAISE EXCEPTION 'an edition that was in force stays' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.status <> 'draft' AND NEW.status <> 'draft' AND (
        (NEW.number, NEW.correction, NEW.corrects_id, NEW.title, NEW.themes, NEW.changes)
        IS DISTINCT FROM
        (OLD.number, OLD.correction, OLD.corrects_id, OLD.title, OLD.themes, OLD.changes)
    ) THEN
        RAISE EXCEPTION 'only a draft of the plan is written in' USING ERRCODE = 'check_violation';
    END IF;
    has_pdf := EXISTS (SELECT 1 FROM plan_planpdf WHERE edition_id = NEW.id);
    IF NEW.status = 'in_force' AND NOT has_pdf THEN
        RAISE EXCEPTION 'nothing is published without its PDF' USING ERRCODE = 'check_violation';
    END IF;
    IF has_pdf AND NEW.status NOT IN ('publishing', 'in_force', 'superseded') THEN
        RAISE EXCEPTION 'the edition has its PDF' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER plan_edition_stays BEFORE UPDATE OR DELETE ON plan_edition
    FOR EACH ROW EXECUTE FUNCTION plan_edition_stays();
CREATE FUNCTION plan_edition_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.status <> 'draft' THEN
        RAISE EXCEPTION 'an edition begins as a draft' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER plan_edition_begins BEFORE INSERT ON plan_edition
    FOR EACH ROW EXECUTE FUNCTION plan_edition_begins();
"""

SECTIONS = """
CREATE FUNCTION plan_section_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    stands text;
BEGIN
    SELECT status INTO stands FROM plan_edition
    WHERE id = COALESCE(NEW.edition_id, OLD.edition_id);
    -- The edition is gone already when its sections go with it; only a draft can go.
    IF TG_OP = 'DELETE' AND (stands = 'draft' OR stands IS NULL) THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.edition_id <> OLD.edition_id THEN
        RAISE EXCEPTION 'a section stays in its edition' USING ERRCODE = 'check_violation';
    END IF;
    -- What readers get is fixed while the edition waits for its PDF, and stands when it is made.
    IF TG_OP = 'UPDATE' AND stands = 'publishing'
        AND to_jsonb(NEW) - 'html' = to_jsonb(OLD) - 'html'
        AND NOT EXISTS (SELECT 1 FROM plan_planpdf WHERE edition_id = NEW.edition_id) THEN
        RETURN NEW;
    END IF;
    -- OLD is null on INSERT.
    IF TG_OP <> 'DELETE' AND NEW.html IS DISTINCT FROM COALESCE(OLD.html, '') THEN
        RAISE EXCEPTION 'what readers get is fixed when the edition is published'
            USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP <> 'DELETE' AND stands = 'draft' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'only a draft of the plan is written in' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER plan_section_stays BEFORE INSERT OR UPDATE OR DELETE ON plan_section
    FOR EACH ROW EXECUTE FUNCTION plan_section_stays();
CREATE FUNCTION plan_version_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM plan_section AS section
        JOIN plan_edition AS edition ON edition.id = section.edition_id
        WHERE section.id = OLD.section_id AND edition.status <> 'draft'
    ) THEN
        RAISE EXCEPTION 'only a draft of the plan is written in' USING ERRCODE = 'check_violation';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER plan_version_stays BEFORE DELETE ON plan_sectionversion
    FOR EACH ROW EXECUTE FUNCTION plan_version_stays();
REVOKE UPDATE ON plan_sectionversion FROM beredskab_app;
"""

KEPT = """
CREATE FUNCTION plan_pdf_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF EXISTS (
            SELECT 1 FROM plan_edition WHERE id = NEW.edition_id AND status = 'publishing'
        ) AND NEW.sha256 = encode(sha256(NEW.content), 'hex')
        AND NEW.size = octet_length(NEW.content) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'the PDF of an edition stays as it is' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER plan_pdf_stays BEFORE INSERT OR UPDATE OR DELETE ON plan_planpdf
    FOR EACH ROW EXECUTE FUNCTION plan_pdf_stays();
REVOKE UPDATE, DELETE ON plan_planpdf FROM beredskab_app;
REVOKE UPDATE, DELETE ON plan_acknowledgement FROM beredskab_app;
"""


class Migration(migrations.Migration):
    dependencies = [("plan", "0001_initial"), ("audit", "0002_append_only")]

    operations = [
        migrations.RunSQL(
            EDITIONS + SECTIONS + KEPT,
            reverse_sql="""
            DROP FUNCTION plan_edition_stays CASCADE;
            DROP FUNCTION plan_edition_begins CASCADE;
            DROP FUNCTION plan_section_stays CASCADE;
            DROP FUNCTION plan_version_stays CASCADE;
            DROP FUNCTION plan_pdf_stays CASCADE;
            GRANT UPDATE ON plan_sectionversion TO beredskab_app;
            GRANT UPDATE, DELETE ON plan_planpdf TO beredskab_app;
            GRANT UPDATE, DELETE ON plan_acknowledgement TO beredskab_app;
            """,
        )
    ]
