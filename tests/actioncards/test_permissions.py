"""Who may do what with the cards, role by role."""

import pytest

from actioncards import permissions
from beredskab.accounts.roles import Role
from tests import factories
from tests.factories import cards

pytestmark = pytest.mark.django_db

EDITORS = {Role.PLAN_EDITOR, Role.ADMINISTRATOR}
# Everything a permission is asked about a card, and the roles that may.
ALLOWED = {"can_edit": EDITORS, "can_approve": EDITORS, "can_see": set(Role)}


def test_every_permission_has_its_row():
    assert {name for name in dir(permissions) if name.startswith("can_")} == ALLOWED.keys()


@pytest.mark.parametrize("role", Role)
def test_who_may_do_what(desk, role):
    user = factories.user(role)
    draft = desk.submitted()
    subjects = {"can_edit": [], "can_approve": [draft], "can_see": [desk.card]}
    for action, allowed in ALLOWED.items():
        may = getattr(permissions, action)(user, *subjects[action])
        assert may is (role in allowed), f"{role} {action}"


@pytest.mark.parametrize("role", Role)
def test_a_card_that_was_never_in_force_is_there_for_editors(role):
    card = cards.draft().card
    assert permissions.can_see(factories.user(role), card) is (role in EDITORS)
