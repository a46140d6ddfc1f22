"""The coordinator's role is held in a unit of SSP, and such a unit stays one (R106)."""

from django.db import migrations

HOLD = """
CREATE FUNCTION accounts_coordinator_is_of_ssp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.role = 'coordinator' AND NOT EXISTS (
        SELECT FROM municipality_unit WHERE id = NEW.unit_id AND kind = 'ssp' FOR SHARE
    ) THEN
        RAISE EXCEPTION 'the coordinator belongs to SSP'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'coordinator_is_of_ssp';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER accounts_coordinator_is_of_ssp BEFORE INSERT OR UPDATE ON accounts_membership
    FOR EACH ROW EXECUTE FUNCTION accounts_coordinator_is_of_ssp();

CREATE FUNCTION accounts_ssp_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.kind = 'ssp' AND NEW.kind <> 'ssp' AND EXISTS (
        SELECT FROM accounts_membership WHERE unit_id = NEW.id AND role = 'coordinator'
    ) THEN
        RAISE EXCEPTION 'a unit with a coordinator is SSP'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'coordinator_is_of_ssp';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER accounts_ssp_stays BEFORE UPDATE ON municipality_unit
    FOR EACH ROW EXECUTE FUNCTION accounts_ssp_stays();
"""
LET_GO = """
DROP TRIGGER accounts_ssp_stays ON municipality_unit;
DROP FUNCTION accounts_ssp_stays();
DROP TRIGGER accounts_coordinator_is_of_ssp ON accounts_membership;
DROP FUNCTION accounts_coordinator_is_of_ssp();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("municipality", "0005_police_district")]

    operations = [migrations.RunSQL(HOLD, LET_GO)]
