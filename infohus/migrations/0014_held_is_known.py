"""Tell the cases that were discussed before that was kept with them (R81)."""

from typing import Any

from django.db import migrations
from django.db.models import Q


def note_held(apps: Any, _schema_editor: Any) -> None:
    """A meeting counts from when it began, a talk from when it was recorded."""
    handling_model = apps.get_model("cases", "InfohusHandling")
    items = apps.get_model("infohus", "AgendaItem").objects.select_related("meeting")
    handed_on = Q(provisional_at__isnull=False) | Q(concluded_at__isnull=False)
    for item in items.filter(handed_on | Q(meeting__is_urgent=True)).order_by("pk"):
        meeting = item.meeting
        by = item.provisional_by_id or item.concluded_by_id or meeting.convened_by_id
        handling_model.objects.create(
            case_id=item.case_id,
            decision="held",
            decided_at=meeting.convened_at if meeting.is_urgent else meeting.starts_at,
            decided_by_id=by,
        )


def forget(apps: Any, _schema_editor: Any) -> None:
    apps.get_model("cases", "InfohusHandling").objects.filter(decision="held").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("infohus", "0013_needs_stay"),
        ("cases", "0033_infohus_held"),
    ]

    operations = [migrations.RunPython(note_held, forget)]
