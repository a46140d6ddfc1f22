"""Tell whether deadlines are swept; runs beside Celery, from cron or a health check."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from beredskab.deadlines import duedates


class Command(BaseCommand):
    """Exit 1 when the newest sweep is too old: worker, beat or broker is down."""

    help = "Exits 1 when deadlines have not been swept for some minutes."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Add how old the newest sweep may be."""
        parser.add_argument("--minutes", type=int, default=5)

    def handle(self, *args: Any, minutes: int, **options: Any) -> None:
        """Compare the newest sweep with the clock."""
        swept_at = duedates.last_sweep()
        if swept_at is None:
            raise CommandError("Deadlines have never been swept.")
        if timezone.now() - swept_at > timedelta(minutes=minutes):
            raise CommandError(f"Deadlines were last swept at {swept_at.isoformat()}.")
        self.stdout.write(f"Deadlines were swept at {swept_at.isoformat()}.")
