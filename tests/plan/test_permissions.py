"""Who may do what with the plan, and in which status: role by role, verb by verb."""

from contextlib import contextmanager

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction

from beredskab.accounts.roles import Role
from beredskab.errors import Refused
from beredskab.plan import permissions, workflow
from beredskab.plan.states import EditionStatus
from tests import factories
from tests.factories import NOW
from tests.factories import plan as made

pytestmark = pytest.mark.django_db

EDITORS = {Role.PLAN_EDITOR, Role.ADMINISTRATOR}
OVERSEERS = EDITORS | {Role.LEADER, Role.COORDINATOR}
STAFF = set(Role) - {Role.POLICE}
# Everything a permission is asked about, and the roles that may.
ALLOWED = {
    "can_edit": EDITORS,
    "can_approve": EDITORS,
    "can_oversee": OVERSEERS,
    "can_acknowledge": STAFF,
}
REQUIRED = {name.replace("can_", "require_"): roles for name, roles in ALLOWED.items()}

DRAFT = {"draft"}
HEAD = {"title": "Ny", "themes": ["extremism"], "changes": "Alt."}
TEXT = {"title": "Ny", "text": "<p>Ny.</p>", "seen": 1}


def first(edition):
    return edition.sections.first()


def last(edition):
    return edition.sections.last()


# Each verb: how it is done to an edition, by whom, and in which statuses.
VERBS = {
    "begin_edition": (
        lambda _edition, **known: workflow.begin_edition(**known),
        EDITORS,
        {"in_force", "superseded"},
    ),
    "begin_correction": (
        lambda _edition, **known: workflow.begin_correction(**known),
        EDITORS,
        {"in_force", "superseded"},
    ),
    "discard": (workflow.discard, EDITORS, {"draft", "submitted", "approved"}),
    "change_head": (
        lambda edition, **known: workflow.change_head(
            edition, seen=edition.head_sum, **known, **HEAD
        ),
        EDITORS,
        DRAFT,
    ),
    "add_section": (
        lambda edition, **known: workflow.add_section(edition, **known, title="Ny"),
        EDITORS,
        DRAFT,
    ),
    "save_section": (
        lambda edition, **known: workflow.save_section(first(edition), **known, **TEXT),
        EDITORS,
        DRAFT,
    ),
    "save_section_draft": (
        lambda edition, **known: workflow.save_section_draft(first(edition), **known, **TEXT),
        EDITORS,
        DRAFT,
    ),
    # What is only typed belongs to its writer, whatever has become of the edition.
    "discard_section_draft": (
        lambda edition, **known: workflow.discard_section_draft(first(edition), **known),
        EDITORS,
        set(EditionStatus),
    ),
    "move_section": (
        lambda edition, **known: workflow.move_section(
            last(edition), **known, before=first(edition)
        ),
        EDITORS,
        DRAFT,
    ),
    "step_section": (
        lambda edition, **known: workflow.step_section(last(edition), **known, to="up"),
        EDITORS,
        DRAFT,
    ),
    "remove_section": (
        lambda edition, **known: workflow.remove_section(first(edition), **known),
        EDITORS,
        DRAFT,
    ),
    "submit": (workflow.submit, EDITORS, DRAFT),
    "approve": (
        lambda edition, **known: workflow.approve(edition, **known, seen=edition.submitted_at),
        EDITORS,
        {"submitted"},
    ),
    "send_back": (
        lambda edition, **known: workflow.send_back(edition, **known, remark="Nej."),
        EDITORS,
        {"submitted"},
    ),
    "reopen": (workflow.reopen, EDITORS, {"submitted", "approved", "adopted"}),
    "record_adoption": (
        lambda edition, **known: workflow.record_adoption(edition, **known, **made.ADOPTED),
        EDITORS,
        {"approved", "adopted"},
    ),
    "ask_to_publish": (workflow.ask_to_publish, EDITORS, {"adopted"}),
    "stop_publication": (workflow.stop_publication, EDITORS, {"publishing"}),
    "try_again": (lambda edition, **known: try_again(edition, **known), EDITORS, {"publishing"}),
    "acknowledge": (workflow.acknowledge, STAFF, {"in_force"}),
}


def try_again(edition, *, by, at):
    """Try once more to make the PDF of an edition whose PDF could not be made."""
    workflow.note_pdf_failed(edition, asked=edition.publish_asked_at, at=at)
    workflow.try_again(edition, by=by, at=at)


# Nobody does these: a worker does.
OF_THE_SYSTEM = {"try_pdf", "publish", "note_pdf_failed"}


def test_every_permission_has_its_row():
    assert {name for name in dir(permissions) if name.startswith("can_")} == ALLOWED.keys()
    assert {name for name in dir(permissions) if name.startswith("require_")} == REQUIRED.keys()


def test_every_verb_has_its_row():
    assert set(workflow.__all__) == VERBS.keys() | OF_THE_SYSTEM


@pytest.mark.parametrize("role", Role)
def test_who_may_do_what(role):
    user, edition = factories.user(role), made.submitted()
    for name, allowed in ALLOWED.items():
        subjects = [edition] if name == "can_approve" else []
        assert getattr(permissions, name)(user, *subjects) is (role in allowed), name
        require = getattr(permissions, name.replace("can_", "require_"))
        if role in allowed:
            require(user, *subjects)
        else:
            with pytest.raises(PermissionDenied):
                require(user, *subjects)


def test_strangers_may_nothing():
    edition = made.submitted()
    gone = made.editor()
    gone.is_active = False
    for user in (AnonymousUser(), factories.user(), gone):
        for name in ALLOWED:
            subjects = [edition] if name == "can_approve" else []
            assert getattr(permissions, name)(user, *subjects) is False, name


@contextmanager
def taken_back():
    """Try something and leave no trace of it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def outcome(verb, edition, user):
    act, _roles, _statuses = VERBS[verb]
    try:
        with taken_back():
            act(edition, by=user, at=NOW)
    except PermissionDenied:
        return "denied"
    except Refused:
        return "refused"
    return "done"


@pytest.mark.parametrize("status", EditionStatus.values)
def test_what_each_role_may_do_in_each_status(status):
    edition = made.edition_in(status)
    for role in Role:
        user = factories.user(role)
        for verb, (_act, roles, statuses) in VERBS.items():
            allowed = "done" if status in statuses else "refused"
            expected = allowed if role in roles else "denied"
            assert outcome(verb, edition, user) == expected, f"{role} {verb}"


def test_what_is_sent_is_approved_by_whoever_has_not_sent_it():
    writer = made.editor()
    edition = made.submitted(by=writer)
    assert not permissions.can_approve(writer, edition)
    assert permissions.can_approve(made.editor(), edition)
