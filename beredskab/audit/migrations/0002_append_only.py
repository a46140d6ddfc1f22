"""The trail can be added to and read; nothing else, by trigger and by right."""

from django.db import migrations

TABLES = ("audit_auditevent", "audit_lookup", "audit_logentry")

FUNCTION = """
CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the trail is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
"""

TRIGGERS = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
"""

# `recorded_at` is the database's own word, whatever the client sends.
STAMP = """
CREATE FUNCTION audit_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.recorded_at := statement_timestamp();
    RETURN NEW;
END $$;
CREATE TRIGGER audit_auditevent_stamp BEFORE INSERT ON audit_auditevent
    FOR EACH ROW EXECUTE FUNCTION audit_stamp();
CREATE TRIGGER audit_lookup_stamp BEFORE INSERT ON audit_lookup
    FOR EACH ROW EXECUTE FUNCTION audit_stamp();
CREATE FUNCTION audit_stamp_row_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW."timestamp" := statement_timestamp();
    RETURN NEW;
END $$;
CREATE TRIGGER audit_logentry_stamp BEFORE INSERT ON audit_logentry
    FOR EACH ROW EXECUTE FUNCTION audit_stamp_row_change();
"""

RIGHTS = """
REVOKE UPDATE, DELETE, TRUNCATE ON {tables} FROM beredskab_app;
REVOKE INSERT ON audit_lookup FROM beredskab_app;
REVOKE ALL ON SEQUENCE audit_lookup_id_seq FROM beredskab_app;
GRANT INSERT ON audit_lookup TO beredskab_audit;
GRANT SELECT (id, recorded_at) ON audit_lookup TO beredskab_audit;
GRANT USAGE ON SEQUENCE audit_lookup_id_seq TO beredskab_audit;
"""

UNDO = """
DROP FUNCTION audit_refuse_change CASCADE;
DROP FUNCTION audit_stamp CASCADE;
DROP FUNCTION audit_stamp_row_change CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunSQL(
            FUNCTION
            + "".join(TRIGGERS.format(table=table) for table in TABLES)
            + STAMP
            + RIGHTS.format(tables=", ".join(TABLES)),
            reverse_sql=UNDO,
        )
    ]
