"""Say of the cases that there are which wait for an assessment, and how far each is."""

from django.db import migrations

WAITING = """
UPDATE cases_case SET awaits_assessment = TRUE
WHERE is_minor AND status <> 'closed' AND EXISTS (
    SELECT FROM cases_concerncase tie
    WHERE tie.case_id = cases_case.id
    AND NOT EXISTS (SELECT FROM cases_assessment WHERE tie_id = tie.id)
);
UPDATE cases_case SET reached = CASE status WHEN 'closed' THEN 'received' ELSE status END;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0007_case_progress")]

    operations = [migrations.RunSQL(WAITING, reverse_sql=migrations.RunSQL.noop)]
