"""`manage.py first_admin`: make the first administrator of an empty portal."""

import getpass
import os
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from beredskab.accounts import workflow
from beredskab.accounts.models import User
from beredskab.errors import Refused
from beredskab.timelimits import local_day

VARIABLE = "FIRST_ADMIN_PASSWORD"


class Command(BaseCommand):
    help = (
        "Makes the first administrator. The password comes from the variable "
        f"{VARIABLE}, from standard input, or is asked for. Refuses when there is one already."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--username", help="log-in name; asked for when left out")
        parser.add_argument("--name", help="full name; asked for when left out")
        parser.add_argument("--unit", default="Administration", help="name of her unit")
        parser.add_argument(
            "--password-stdin", action="store_true", help="read the password from standard input"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        if workflow.administrators(local_day(now)):
            raise CommandError(str(workflow.AlreadyAdministered.message))
        username = options["username"] or input("Log-in name: ").strip()
        name = options["name"] or input("Full name: ").strip()
        if not username or not name:
            raise CommandError("Give a log-in name and a full name.")
        if User.objects.filter(username=username).exists():
            raise CommandError("Somebody has this log-in name.")
        password = self._password(from_stdin=options["password_stdin"])
        try:
            validate_password(password, User(username=username, name=name))
            workflow.make_first_administrator(
                at=now, username=username, name=name, password=password, unit_name=options["unit"]
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except Refused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{username} is administrator and can log in.")

    def _password(self, *, from_stdin: bool) -> str:
        if from_stdin:
            return sys.stdin.readline().rstrip("\n")
        if VARIABLE in os.environ:
            return os.environ[VARIABLE]
        password = getpass.getpass("Password (at least 15 characters): ")
        if password != getpass.getpass("Once more: "):
            raise CommandError("The two passwords differ.")
        return password
