from datetime import UTC, datetime
from itertools import count

import pytest

from beredskab.accounts.models import User

NOW = datetime(2026, 1, 5, 9, tzinfo=UTC)
NUMBER = count(1)


@pytest.fixture
def user(db):
    return make_user()


def make_user(**fields):
    name = f"reader{next(NUMBER)}"
    return User.objects.create(
        **{"username": name, "name": "Mette Holm", "email": f"{name}@example.dk"} | fields
    )
