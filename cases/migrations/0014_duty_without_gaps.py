"""Begin the chain of the duty to act in the cases there are, and let nothing break it (R35)."""

from django.db import migrations

BEGIN = """
INSERT INTO cases_dutyperiod (case_id, holder_id, began_at, ended_at, how)
SELECT id, holder_id, opened_at, greatest(closed_at, opened_at), 'known'
FROM cases_case WHERE status = 'closed'
UNION ALL
SELECT id, holder_id, opened_at, NULL, 'known' FROM cases_case WHERE status <> 'closed';
"""

# Asked when the transaction ends, since who changes the holder writes several rows.
CHAIN = """
CREATE FUNCTION cases_require_duty_chain(key bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    kept record;
    holders bigint[];
BEGIN
    SELECT status, holder_id INTO kept FROM cases_case WHERE id = key;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    SELECT coalesce(array_agg(holder_id), '{}') INTO holders
    FROM cases_dutyperiod WHERE case_id = key AND ended_at IS NULL;
    IF kept.status = 'closed' AND holders <> '{}' THEN
        RAISE EXCEPTION 'nobody has the duty to act in a closed case'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'duty_ends_with_the_case';
    END IF;
    IF kept.status <> 'closed' AND holders <> ARRAY[kept.holder_id] THEN
        RAISE EXCEPTION 'the holder of an open case is the last link of its chain'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'duty_has_one_holder';
    END IF;
    IF EXISTS (
        SELECT FROM (
            SELECT began_at, how, row_number() OVER links AS number,
                lag(ended_at) OVER links AS former
            FROM cases_dutyperiod WHERE case_id = key WINDOW links AS (ORDER BY id)
        ) link
        WHERE number > 1 AND (
            former IS NULL OR began_at < former OR (began_at > former AND how <> 'reopened')
        )
    ) THEN
        RAISE EXCEPTION 'each period of the duty to act begins where the former ended'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'duty_has_no_gap';
    END IF;
END $$;

CREATE FUNCTION cases_duty_of_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM cases_require_duty_chain(NEW.id);
    RETURN NULL;
END $$;

CREATE FUNCTION cases_duty_of_period() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM cases_require_duty_chain(coalesce(NEW.case_id, OLD.case_id));
    RETURN NULL;
END $$;

CREATE FUNCTION cases_duty_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an ended period of the duty to act stays as it is'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'duty_period_stays';
END $$;

CREATE CONSTRAINT TRIGGER cases_duty_of_case
    AFTER INSERT OR UPDATE OF holder_id, status ON cases_case
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cases_duty_of_case();
CREATE CONSTRAINT TRIGGER cases_duty_of_period
    AFTER INSERT OR UPDATE OR DELETE ON cases_dutyperiod
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cases_duty_of_period();
CREATE TRIGGER cases_duty_stays BEFORE UPDATE ON cases_dutyperiod
    FOR EACH ROW WHEN (OLD.ended_at IS NOT NULL) EXECUTE FUNCTION cases_duty_stays();

REVOKE UPDATE, DELETE ON cases_dutyperiod FROM beredskab_app;
GRANT UPDATE (ended_at) ON cases_dutyperiod TO beredskab_app;
"""
DROP = """
DROP FUNCTION cases_duty_of_case, cases_duty_of_period, cases_duty_stays CASCADE;
DROP FUNCTION cases_require_duty_chain;
GRANT UPDATE, DELETE ON cases_dutyperiod TO beredskab_app;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0013_duty_chain")]

    operations = [
        migrations.RunSQL(BEGIN, reverse_sql="DELETE FROM cases_dutyperiod;"),
        migrations.RunSQL(CHAIN, reverse_sql=DROP),
    ]
