import pytest

from beredskab.accounts.roles import Role
from beredskab.municipality.models import Unit
from tests import factories


@pytest.fixture
def office(db):
    return factories.unit(Unit.Kind.OTHER, slug="administration", name="Administration")


@pytest.fixture
def editor(office):
    return factories.user(Role.PLAN_EDITOR, office, name="Rita Redaktør")


@pytest.fixture
def adviser(db):
    return factories.user(Role.ADVISER_CHILD)


@pytest.fixture
def professional(db):
    return factories.user(Role.PROFESSIONAL)


@pytest.fixture
def text_of(client):
    """Return a function that gives the main part of a page as a user sees it."""

    def read(user, url, **data):
        client.force_login(user)
        response = client.get(url, data)
        assert response.status_code == 200, response.status_code
        text = response.content.decode().partition('id="main-content"')[2]
        return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())

    return read
