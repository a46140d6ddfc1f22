"""A page of the case leads nobody to where she may not go."""

import pytest
import time_machine
from django.urls import reverse

from cases import actions, gates, kinds, workflow
from cases.views.case_page import TABS
from tests import factories
from tests.factories import NOW, closing

pytestmark = pytest.mark.django_db
NIGHT = NOW.replace(hour=20)


@pytest.mark.parametrize(
    ("who", "at", "open_to_her", "closed_to_her"),
    [
        ("adviser", NOW, {"case_screen", "case_acute_end"}, set()),
        ("leader", NOW, {"case_acute_end"}, {"case_screen"}),
        ("officer", NIGHT, {"case_screen"}, {"case_acute_end"}),
    ],
)
def test_the_checklist_of_closing(world, log_in, who, at, open_to_her, closed_to_her):
    case = factories.case(world)
    workflow.begin_acute(case, by=world.adviser, at=NOW, triggers=["violence"])
    with time_machine.travel(at, tick=False):
        client = log_in(getattr(world, who))
        page = client.get(reverse("case_close", args=[case.reference]))
        ways = {row["url"] for row in page.context["gates"] if not row["is_passed"]}
        assert {client.get(way).status_code for way in ways if way} == {200}
    assert {reverse(name, args=[case.reference]) for name in open_to_her} <= ways
    assert not {reverse(name, args=[case.reference]) for name in closed_to_her} & ways


def test_each_page_that_is_led_to_has_its_right():
    """A tab is for everybody who sees the case; any other page is named with who may open it."""
    tabs = {name for name, _label in TABS}
    led_to = {gate.url_name for gate in gates.GATES} | set(kinds.DONE_AT.values())
    assert led_to <= actions.ALLOWED.keys() | tabs


@pytest.mark.usefixtures("office_hours")
def test_the_tasks_that_are_done_elsewhere(world, log_in):
    with closing.own_gates():
        case = closing.proposed(world).case
    ways = {}
    for user in (world.adviser, world.leader):
        page = log_in(user).get(reverse("case_tasks", args=[case.reference]))
        ways[user] = {row["task"].kind: row["done_at"] for row in page.context["tasks"]}
    assert ways[world.leader][kinds.SIGN_CLOSING] == reverse(
        "case_close_sign", args=[case.reference]
    )
    assert ways[world.adviser][kinds.SIGN_CLOSING] == ""
