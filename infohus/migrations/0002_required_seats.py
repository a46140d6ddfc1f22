"""The minimum that the papers name, until the municipality sets another (R86, R87)."""

from typing import Any

from django.db import migrations

SEATS = {"minor": ["child_authority", "ssp"], "adult": ["adult_leadership", "ssp"]}


def set_seats(apps: Any, editor: Any) -> None:
    seats = apps.get_model("infohus", "RequiredSeat").objects.using(editor.connection.alias)
    for group, names in SEATS.items():
        seats.bulk_create(seats.model(group=group, seat=seat) for seat in names)


class Migration(migrations.Migration):
    dependencies = [("infohus", "0001_initial")]

    operations = [migrations.RunPython(set_seats, migrations.RunPython.noop)]
