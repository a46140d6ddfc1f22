from dataclasses import dataclass

import pytest

from beredskab.accounts.models import User
from beredskab.accounts.roles import Role
from tests import factories
from tests.factories import plan


@dataclass
class Desk:
    """Three editors, a leader, and somebody who only reads."""

    writer: User
    editor: User
    administrator: User
    leader: User
    reader: User


@pytest.fixture
def desk(db) -> Desk:
    return Desk(
        writer=plan.editor(),
        editor=plan.editor(name="Mie Lund"),
        administrator=factories.user(Role.ADMINISTRATOR, name="Ulla Sund"),
        leader=factories.user(Role.LEADER, name="Per Holm"),
        reader=factories.user(Role.PROFESSIONAL, name="Anne Lærke"),
    )
