"""`manage.py load_content PACK`: load a municipality's content."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from beredskab.content import loading
from beredskab.content.yamlfile import PackError
from beredskab.errors import Refused


class Command(BaseCommand):
    help = (
        "Loads units, routes, directory, action cards, explanations and settings of a "
        "municipality. Safe to run twice; what was changed in the portal since is kept. A second "
        "pack on one database is refused."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("pack", help=", ".join(loading.names()))

    def handle(self, *args: Any, **options: Any) -> None:
        pack = options["pack"]
        try:
            outcome = loading.load(pack, at=timezone.now())
        except (PackError, Refused) as error:
            raise CommandError(str(error)) from error
        kept = f" Kept as changed here: {outcome.kept}." if outcome.kept else ""
        if outcome.is_empty:
            self.stdout.write(f"{pack}: nothing to change.{kept}")
        else:
            self.stdout.write(f"{pack}: {outcome.added} added, {outcome.changed} changed.{kept}")
