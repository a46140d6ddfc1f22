"""What was sent is never changed or deleted; only drafts are (LR23)."""

from django.db import migrations

CONCERNS = """
CREATE FUNCTION cases_concern_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.status <> 'draft' THEN
            RAISE EXCEPTION 'only a draft can be deleted' USING ERRCODE = 'check_violation';
        END IF;
        RETURN OLD;
    END IF;
    IF OLD.sent_at IS NOT NULL AND (
        NEW.sent_at IS DISTINCT FROM OLD.sent_at
        OR NEW.answers IS DISTINCT FROM OLD.answers
        OR NEW.reference <> OLD.reference
        OR NEW.reporter_id <> OLD.reporter_id
        OR NEW.source <> OLD.source
        OR NEW.channel <> OLD.channel
        OR NEW.acute <> OLD.acute
        OR NEW.is_minor IS DISTINCT FROM OLD.is_minor
        OR NEW.notifier_kind <> OLD.notifier_kind
        OR NEW.notifier_id IS DISTINCT FROM OLD.notifier_id
        OR NEW.notifier_name IS DISTINCT FROM OLD.notifier_name
        OR NEW.notifier_contact IS DISTINCT FROM OLD.notifier_contact
    ) THEN
        RAISE EXCEPTION 'a concern that was sent stays as it is' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER cases_concern_stays BEFORE UPDATE OR DELETE ON cases_concern
    FOR EACH ROW EXECUTE FUNCTION cases_concern_stays();
"""

# Nothing of a case is ever deleted, and what is only added is not changed either.
KEPT = (
    "cases_case",
    "cases_concerncase",
    "cases_assessment",
    "cases_confirmation",
    "cases_orientation",
    "cases_person",
    "cases_caseblock",
)
ADDED = ("cases_addition", "cases_consultation", "cases_receiptcorrection")

RIGHTS = """
REVOKE DELETE ON {kept} FROM beredskab_app;
REVOKE UPDATE ON {added} FROM beredskab_app;
""".format(kept=", ".join(KEPT + ADDED), added=", ".join(ADDED))


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("audit", "0002_append_only")]

    operations = [
        migrations.RunSQL(
            CONCERNS + RIGHTS, reverse_sql="DROP FUNCTION cases_concern_stays CASCADE;"
        )
    ]
