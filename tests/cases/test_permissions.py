"""Role by action by status: who may, on a case that she may see or not."""

import pytest

from beredskab.accounts import grants
from cases import permissions
from cases.states import CaseStatus
from tests import factories

pytestmark = pytest.mark.django_db

WHO = (
    "professional",
    "adviser",
    "colleague",
    "officer",
    "leader",
    "coordinator",
    "adult_adviser",
    "adult_leader",
    "administrator",
    "stranger",
)
# Everything a permission is asked about a case, and who of WHO may.
ALLOWED = {
    "can_see": {"adviser", "colleague", "leader"},
    "can_assess": {"adviser", "colleague"},
    "can_countersign": {"leader"},
    "can_answer": {"adviser", "colleague", "leader"},
    "can_join": {"adviser", "colleague", "leader"},
    "can_edit": {"adviser", "colleague", "leader"},
    "can_talk_with_child": {"adviser", "colleague", "leader"},
    "can_register_on": {"adviser", "colleague"},
    "can_take": {"adviser", "colleague"},
    "can_assign": {"leader"},
    "can_accept": set(),
    "can_correct_receipt": {"leader"},
    "can_close_in_error": {"leader"},
    "can_lift_lock": {"leader"},
    "can_act_acutely": {"adviser", "colleague", "leader"},
    "can_end_acute": {"adviser", "colleague", "leader"},
    "can_see_address": {"adviser", "leader"},
    "can_see_look_ups": {"adviser", "leader"},
    "can_sign_closing": {"leader"},
    "can_reopen": {"adviser", "colleague", "leader"},
    # She sees it when Infohus is contacted.
    "can_handle_infohus": set(),
}
WITHOUT_CASE = {
    "can_report": set(WHO),
    "can_read_cases": set(WHO) - {"professional", "administrator"},
    "can_advise": set(WHO) - {"professional", "administrator"},
    "can_register": {"adviser", "colleague", "officer", "adult_adviser", "stranger"},
    # The legal office alone, which is none of these.
    "can_read_own_answers": set(),
}

# Asked with more than the case: of a concern, of a task's owner, of who assessed.
NOT_OF_CASE = {"can_write_concern", "can_complete", "can_answer_outside"}


def test_every_permission_has_its_row():
    named = {name for name in dir(permissions) if name.startswith("can_")}
    assert named == ALLOWED.keys() | WITHOUT_CASE.keys() | NOT_OF_CASE


@pytest.mark.parametrize("name", ["can_edit", "can_answer", "can_join", "can_end_acute"])
def test_a_leader_of_another_unit_who_may_look_works_on_nothing(world, name):
    case = factories.case(world)
    grants.give(case, world.adult_leader, by=world.leader, at=factories.NOW, reason="offered")
    assert permissions.can_see(world.adult_leader, case)
    assert not getattr(permissions, name)(world.adult_leader, case)
    case.holder = world.adult_leader
    assert getattr(permissions, name)(world.adult_leader, case)


@pytest.mark.parametrize("status", CaseStatus.values)
def test_who_may_do_what(world, status):
    # At noon the officer has no duty, so that she sees nothing.
    world.officer.shifts.all().delete()
    case = factories.case_in(status, world)
    for action, allowed in ALLOWED.items():
        for who in WHO:
            case.seen_by = None
            may = getattr(permissions, action)(getattr(world, who), case)
            assert may is (who in allowed), f"{who} {action} {status}"


def test_who_may_report_and_register(world):
    for action, allowed in WITHOUT_CASE.items():
        for who in WHO:
            may = getattr(permissions, action)(getattr(world, who))
            assert may is (who in allowed), f"{who} {action}"
