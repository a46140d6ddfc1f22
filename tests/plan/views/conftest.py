import pytest
import time_machine
from django.utils.translation import gettext

from beredskab.plan import workflow
from tests.factories import NOW, plan


@pytest.fixture
def office_hours():
    """Return the clock, which stands still until it is moved."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def draft(desk):
    """The first edition, with two sections that nobody has written in yet."""
    return plan.draft()


@pytest.fixture
def page(desk, client, office_hours):
    """Return a function that opens an address of the editor as a user, the writer unless told."""

    def open_one(path="", typed=None, *, by=None, **headers):
        client.force_login(by or desk.writer)
        address = f"/plan/rediger/{path}"
        if typed is None:
            return client.get(address, headers=headers)
        return client.post(address, typed, headers=headers)

    return open_one


def said(response):
    text = response.content.decode().replace("&#x27;", "'")
    return text.replace("\N{NO-BREAK SPACE}", " ")


def words(msgid, **values):
    """What a text reads on a page, in the language of the portal."""
    return gettext(msgid) % values if values else gettext(msgid)


@pytest.fixture
def page_of(desk, client):
    """Return a function that opens a page of an edition as an editor who has not written in it."""

    def open_one(edition, path, typed=None, *, by=None):
        client.force_login(by or desk.editor)
        address = f"/plan/rediger/{edition.name}/{path}/"
        return client.get(address) if typed is None else client.post(address, typed)

    return open_one


@pytest.fixture
def sent(desk):
    """An edition that waits for its approval, with a section in other words than in force."""
    plan.in_force(by=desk.writer)
    draft = workflow.begin_edition(by=desk.writer, at=NOW)
    known = {"title": draft.title, "themes": draft.themes, "changes": "Kortere."}
    workflow.change_head(draft, seen=draft.head_sum, by=desk.writer, at=NOW, **known)
    section = draft.sections.get(key="bekymring")
    text = "<p>Tal straks med barnet, og underret kommunen.</p>"
    workflow.save_section(
        section, by=desk.writer, at=NOW, seen=section.version, title=section.title, text=text
    )
    return workflow.submit(draft, by=desk.writer, at=NOW)
