"""Rows that tests of Infohus begin from."""

from typing import Any

from beredskab.accounts.models import User
from infohus import workflow
from infohus.models import Member
from tests.factories import LONG_AGO, NOW


def member(by: User, seat: str = "ssp", **known: Any) -> Member:
    """A standing member without a log-in, unless told otherwise."""
    fields = {"name": "Prøve Medlem", "email": "medlem@example.com", "from_on": LONG_AGO}
    return workflow.add_member(by=by, at=NOW, seat=seat, **{**fields, **known})
