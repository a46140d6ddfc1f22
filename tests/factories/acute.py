"""What the acute way begins from: an adult's case, a legal office, somebody who works there."""

from datetime import datetime
from typing import Any

from beredskab.accounts.models import User
from beredskab.accounts.roles import Role
from beredskab.municipality.models import Contact, Unit
from beredskab.municipality.services import Service
from cases.models import Case
from tests import factories
from tests.factories import NOW, World

OFFICE_HOURS = [[day, "09:00", "15:00"] for day in range(5)]


def legal_office(**fields: Any) -> Contact:
    """The legal office in the directory, open in office hours."""
    fields = {"phone": "99 31 27 22", "hours": OFFICE_HOURS, **fields}
    return Contact.objects.create(
        slug="juridisk-kontor",
        name="Juridisk Kontor",
        service=Service.LEGAL_OFFICE,
        audience=Contact.Audience.STAFF,
        **fields,
    )


def lawyer() -> User:
    """Somebody who works in the legal office."""
    return factories.user(Role.LAWYER, factories.unit(Unit.Kind.OTHER))


def adult_case(world: World, *, at: datetime = NOW, **given: Any) -> Case:
    """A case about somebody of 24."""
    return factories.case(world, at=at, persons=[factories.person(stated_age=24)], **given)
