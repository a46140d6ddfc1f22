"""The live block of numbers beside the plan; the adopted text holds none (ADR 25)."""

from datetime import datetime
from typing import Any

from beredskab.municipality import directory, phones
from beredskab.municipality.directory import Line
from beredskab.municipality.models import Contact


def block(at: datetime) -> dict[str, Any]:
    """What `plan/_contacts.html` shows."""
    return {"lines": lines(at), "emergency": phones.EMERGENCY, "police": phones.POLICE}


def lines(at: datetime) -> list[Line]:
    """Whom everybody may call, as it stands `at` a moment: who answers now first."""
    acute = directory.acute(at, audiences=[Contact.Audience.PUBLIC])
    found = directory.in_order([*acute, *directory.for_everybody(at)])
    # Who is for some ages alone comes after who is for all.
    return sorted(found, key=lambda line: bool(line.ages))
