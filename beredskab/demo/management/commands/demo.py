"""`manage.py demo`: invented people and cases, to try the portal with."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from beredskab.accounts.models import User
from beredskab.demo import bulk, people, stories
from beredskab.municipality.models import Municipality, Unit
from cases.models import Concern


class Command(BaseCommand):
    help = "Make the demo: log-ins for each role and a dozen concerns, all invented."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--size", type=int, default=0, help="Make so many cases more, in bulk, for measuring."
        )
        parser.add_argument(
            "--visible", type=int, default=200, help="How many of these `raadgiver` may see."
        )

    def handle(self, *args: Any, size: int, visible: int, **options: Any) -> None:
        pack = Municipality.objects.current().pack
        if pack not in {"", "demo"} or (not pack and Concern.objects.exists()):
            raise CommandError("This database holds a municipality's own cases; no demo here.")
        if User.objects.filter(username="fagperson").exists():
            self.stdout.write("The demo is here already.")
        else:
            self._make()
        if size:
            bulk.build(
                size,
                unit=Unit.objects.get(slug="boern-og-unge"),
                holder=User.objects.get(username="raadgiver2"),
                viewer=User.objects.get(username="raadgiver"),
                viewer_sees=visible,
                at=timezone.now(),
            )
            self.stdout.write(f"{size} cases made in bulk.")

    @transaction.atomic
    def _make(self) -> None:
        call_command("load_content", "demo", stdout=self.stdout)
        staff = people.hire()
        stories.tell(staff, timezone.now())
        self.stdout.write(f"{len(staff)} log-ins and {Concern.objects.count()} concerns made.")
