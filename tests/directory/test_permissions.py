import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from beredskab.accounts.roles import Role
from beredskab.directory import permissions, workflow
from tests import factories
from tests.factories.cards import contact

pytestmark = pytest.mark.django_db
EDITORS = {Role.PLAN_EDITOR, Role.ADMINISTRATOR}


@pytest.mark.parametrize("role", Role.values)
def test_editors_alone_keep_the_directory(role):
    user, one = factories.user(role), contact(checked_on=None)
    assert permissions.can_edit(user) is (role in EDITORS)
    told = {"by": user, "at": factories.NOW}
    verbs = [
        lambda: workflow.add(**told, checked_today=False, name="Ny", audience="public"),
        lambda: workflow.change(one, **told, checked_today=False, note="Gratis"),
        lambda: workflow.confirm(one, **told),
        lambda: workflow.retire(one, **told),
        lambda: workflow.resume(one, **told),
    ]
    for verb in verbs:
        if role in EDITORS:
            assert verb()
        else:
            with pytest.raises(PermissionDenied):
                verb()


def test_strangers_keep_nothing():
    assert not permissions.can_edit(AnonymousUser())
    with pytest.raises(PermissionDenied):
        permissions.require_edit(AnonymousUser())
