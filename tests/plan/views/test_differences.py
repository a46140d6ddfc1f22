"""The page on which two editions are compared."""

import pytest

from beredskab.plan import workflow
from tests.factories import NOW, plan
from tests.plan.views.reviewed import said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]


URL = "/plan/forskelle/"


@pytest.fixture
def three(sent, desk):
    """Two editions that are or were in force, and the next one, which waits for approval."""
    correction = plan.correction(desk.writer)
    section = correction.sections.get(key="indledning")
    text = "<p>Planen er for alle, der møder børn og unge i fritiden.</p>"
    workflow.save_section(
        section, by=desk.writer, at=NOW, seen=section.version, title=section.title, text=text
    )
    return [sent, plan.in_force(correction, by=desk.writer)]


def test_everybody_compares_what_is_or_was_in_force(three, client):
    response = client.get(URL, {"fra": "1", "til": "1.1"})
    assert response.status_code == 200
    assert '<ins><span class="sr-only">Tilføjet: </span> i fritiden</ins>' in said(response)
    assert "sessionid" not in response.cookies
    assert not response.cookies


def test_without_a_choice_the_plan_in_force_is_compared_with_the_one_before_it(three, client):
    context = client.get(URL).context
    assert (context["old"].name, context["new"].name) == ("1", "1.1")


def test_editions_are_compared_backwards_too(three, client):
    response = client.get(URL, {"fra": "1.1", "til": "1"})
    assert '<del><span class="sr-only">Slettet: </span> i fritiden</del>' in said(response)


def test_what_is_in_work_is_for_editors_alone(three, desk, client):
    chosen = {"fra": "1", "til": "2"}
    for who in (None, desk.reader, desk.leader):
        if who:
            client.force_login(who)
        assert client.get(URL, chosen).status_code == 404
        assert "2" not in [one.name for one in client.get(URL).context["editions"]]
    client.force_login(desk.editor)
    assert " straks</ins>" in said(client.get(URL, chosen))


@pytest.mark.parametrize("wanted", ["9", "x", "1.9", "1'--", "\0", "99999999999999999999"])
def test_an_edition_that_is_not_there_is_not_found(three, client, wanted):
    assert client.get(URL, {"fra": wanted, "til": "1"}).status_code == 404
    assert client.get(URL, {"fra": "1", "til": wanted}).status_code == 404


def test_an_edition_compared_with_itself_has_no_differences(three, client):
    response = client.get(URL, {"fra": "1", "til": "1"})
    assert response.status_code == 200
    assert not response.context["differences"]


def test_with_one_edition_or_none_the_page_says_what_will_come(client, desk):
    assert client.get(URL).context["differences"] is None
    plan.in_force()
    response = client.get(URL)
    assert response.context["differences"] is None
    assert "<select" not in said(response)


def test_an_editor_compares_her_draft_with_the_only_edition(client, desk):
    plan.in_force()
    draft = workflow.begin_edition(by=desk.writer, at=NOW)
    client.force_login(desk.writer)
    context = client.get(URL).context
    assert (context["old"].name, context["new"].name) == ("1", draft.name)


def test_comparing_is_for_reading_alone(three, client):
    assert client.post(URL, {"fra": "1", "til": "1.1"}).status_code == 405
