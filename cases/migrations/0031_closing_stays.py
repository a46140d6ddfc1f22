"""Begin the first period of the cases there are, and keep what was closed as it is (LR23)."""

from itertools import islice
from typing import Any

from django.db import migrations


def begin_periods(apps: Any, editor: Any) -> None:
    """Whatever is closed until now was registered in error: there was no other way."""
    case_model = apps.get_model("cases", "Case")
    period_model = apps.get_model("cases", "CasePeriod")
    using = editor.connection.alias
    cases = case_model.objects.using(using).order_by("pk").iterator(chunk_size=1000)
    while batch := list(islice(cases, 1000)):
        period_model.objects.using(using).bulk_create(
            period_model(
                case=case,
                number=1,
                opened_at=case.opened_at,
                closed_at=case.closed_at,
                closed_by_id=case.closed_by_id,
                reviewed_by_id=case.closed_by_id,
                outcome="in_error" if case.closed_at else "",
                grounds=(case.closing_reason or "–") if case.closed_at else None,
            )
            for case in batch
        )


STAYS = """
CREATE FUNCTION cases_closing_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was closed or answered stays as it is'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'closing_stays';
END $$;
CREATE TRIGGER cases_period_stays BEFORE UPDATE ON cases_caseperiod
    FOR EACH ROW WHEN (OLD.closed_at IS NOT NULL) EXECUTE FUNCTION cases_closing_stays();
CREATE TRIGGER cases_proposal_stays BEFORE UPDATE ON cases_closingproposal
    FOR EACH ROW WHEN (OLD.answer <> '') EXECUTE FUNCTION cases_closing_stays();
REVOKE DELETE ON cases_caseperiod, cases_closingproposal FROM beredskab_app;
REVOKE UPDATE, DELETE ON cases_infohushandling FROM beredskab_app;
"""
DROP = """
DROP FUNCTION cases_closing_stays CASCADE;
GRANT DELETE ON cases_caseperiod, cases_closingproposal TO beredskab_app;
GRANT UPDATE, DELETE ON cases_infohushandling TO beredskab_app;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0030_closing")]

    operations = [
        migrations.RunPython(begin_periods, migrations.RunPython.noop),
        migrations.RunSQL(STAYS, reverse_sql=DROP),
    ]
