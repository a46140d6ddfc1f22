"""The checklist of a concern, which its reporter alone has."""

import pytest

from cases import checklist, workflow
from tests.cases.checklist.conftest import own, url
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.rule("R29", "R30")
def test_talks_tick_themselves_and_lead_to_their_record(world, concern):
    by = world.professional
    consult = url("concern_consult", concern.reference)
    assert own(concern, world, "adviser").button["url"] == f"{consult}?slags=sparring"
    found = own(concern, world, "leader")
    assert (found.state, found.button["url"]) == ("open", f"{consult}?slags=leader")
    assert found.marks == ("waiting", "not_relevant")
    talk = {"with_whom": "Lederen", "acute": "no", "outcome": "Vi venter", "held_at": NOW}
    workflow.consult(concern, by=by, at=NOW, kind="leader", **talk)
    found = own(concern, world, "leader")
    assert (found.state, found.at, found.button, found.says) == ("done", NOW, None, ())
    assert own(concern, world, "adviser").state == "open"


@pytest.mark.rule("R27")
def test_notifying_ticks_itself_and_waits_for_nothing(world, concern):
    found = own(concern, world, "notify")
    assert (found.state, found.says) == ("open", ())
    assert found.button["url"] == url("concern_send", concern.reference)
    sent = workflow.send(concern, by=world.professional, at=NOW)
    found = own(sent, world, "notify")
    assert (found.state, found.at, found.button) == ("done", NOW, None)


def test_the_list_of_a_concern_is_its_reporters_alone(world, concern):
    for who in (world.adviser, world.leader):
        assert checklist.of_concern(concern, who, at=NOW) is None


@pytest.mark.rule("R24")
@pytest.mark.parametrize(("acute", "found"), [("yes", True), ("unknown", True), ("no", False)])
def test_a_talk_that_found_it_acute_opens_the_acute_steps(world, concern, acute, found):
    by = world.professional
    talk = {"with_whom": "SSP", "acute": acute, "outcome": "Vi ringer", "held_at": NOW}
    workflow.consult(concern, by=by, at=NOW, kind="sparring", **talk)
    assert checklist.of_concern(concern, by, at=NOW).is_acute is found
