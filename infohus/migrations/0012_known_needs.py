"""What was said of guests, and of sharing an item at all, is said of each who may know of it."""

from typing import Any

from django.db import migrations

# infohus.choices.OUTSIDE, as it was then.
OUTSIDE = ("police", "prison_service", "psychiatry", "other")


def note_needs(apps: Any, _editor: Any) -> None:
    asked = apps.get_model("infohus", "ItemParticipant").objects.order_by("pk")
    needs = apps.get_model("infohus", "NeedToKnow").objects
    for row in asked.select_related("item__meeting", "participant"):
        one, meeting = row.participant, row.item.meeting
        reason = one.reason or (row.item.necessity if one.seat in OUTSIDE else None)
        if reason:
            needs.create(
                item=row.item,
                participant=one,
                reason=reason,
                noted_at=one.asked_at,
                noted_by=meeting.convened_by or meeting.begun_by,
            )


class Migration(migrations.Migration):
    dependencies = [("infohus", "0011_need_to_know")]

    operations = [migrations.RunPython(note_needs, migrations.RunPython.noop)]
