"""Migrate the database, and load the demo when it is empty and BEREDSKAB_DEMO isn't 0.

Run by `script/server` before the processes start. Writes "demo" when the demo log-ins exist.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beredskab.settings")

import django

django.setup()

from django.contrib.auth import get_user_model
from django.core.management import call_command


def main() -> None:
    for command in ("migrate", "createcachetable"):
        call_command(command, database="owner", verbosity=0)
    users = get_user_model().objects
    if not users.exists() and os.environ.get("BEREDSKAB_DEMO", "1") != "0":
        print("Loading the demo ...", file=sys.stderr, flush=True)
        call_command("demo", stdout=sys.stderr)
    if users.filter(username="fagperson").exists():
        print("demo")


if __name__ == "__main__":
    main()
