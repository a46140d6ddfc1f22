import pytest

from tests.factories import plan as made


@pytest.fixture
def draft(desk):
    return made.draft()


@pytest.fixture
def wide():
    """A draft with sections on each level."""
    edition = made.edition()
    for key, level in (("a", 1), ("b", 2), ("c", 3), ("d", 2), ("e", 1)):
        made.section(edition, key, level=level)
    return edition
