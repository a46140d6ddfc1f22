"""What the source as a whole must keep to."""

import ast
import importlib
import pkgutil
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest
from django import forms
from django.apps import apps
from django.template.loader import get_template

import beredskab
import cases
import embedded
from beredskab.audit import trail
from beredskab.web.forms import PortalForm

ROOT = embedded.CHECKOUT
SOURCES = sorted(
    path
    for package in ("actioncards", "beredskab", "cases", "infohus")
    for path in (ROOT / package).rglob("*.py")
)
TEMPLATES = sorted(path.relative_to(ROOT / "templates") for path in ROOT.glob("templates/**/*.*"))
DOORS = {
    "guardian": {"beredskab/accounts/grants.py"},
    "auditlog": {
        "beredskab/audit/middleware.py",
        "beredskab/audit/models.py",
        "beredskab/audit/trail.py",
    },
    "weasyprint": {"beredskab/pdf.py"},
}
# Where cases are read for somebody; the demo and the deadlines work for nobody in particular.
OUTER = ("cases/views", "cases/forms", "cases/templatetags", "infohus/", "beredskab/d")
# The ways by which a view comes to concerns and cases.
GATES = {"visible_to", "written_by"}
# Conditions on deadlines that are in sight already; neither opens a case. And the lock on a case
# of a meeting, which is asked of the gate when it is held.
PAST_THE_GATE = {"beredskab/dashboard/owed.py": 2, "infohus/workflow/locking.py": 1}
# Models whose rows auditlog does not follow, and why.
EVENT = "is only added to, and each time leaves an event in the trail"
NOT_FOLLOWED = {
    "accounts.UnitGroup": "made by code at first need",
    "audit.AuditEvent": "is the trail",
    "audit.LogEntry": "is the trail",
    "audit.LookUp": "is the trail",
    "cases.Addition": EVENT,
    "cases.CaseGroupGrant": "grants.given and grants.taken are in the trail",
    "cases.CaseUserGrant": "grants.given and grants.taken are in the trail",
    "cases.ChildPlan": EVENT,
    "cases.ChildTalk": EVENT,
    "cases.ChildTalkLeftOut": EVENT,
    "cases.PlannedChildTalk": EVENT,
    "cases.Consultation": EVENT,
    "cases.Note": EVENT,
    "cases.NoteVersion": EVENT,
    "cases.Person": "is personal throughout; its events are in the trail of the case",
    "cases.PersonInRole": "its events are in the trail of the case",
    "cases.PreliminaryAssessment": EVENT,
    "cases.Reassessment": EVENT,
    "cases.ReceiptCorrection": EVENT,
    "cases.SiblingAssessment": EVENT,
    "content.LoadedRow": "notes what a pack wrote",
    "deadlines.Deadline": "what sets, moves and meets it is in the trail of the case",
    "deadlines.Sweep": "a heartbeat",
    "infohus.DiscussedPerson": "infohus.item_prepared names them in the trail",
    "infohus.Invitation": "mails of what is in the trail",
    "infohus.AdviceDraft": "is what somebody is typing; what she saves is in the trail",
    "infohus.ItemDraft": "is what somebody is typing; its versions are in the trail",
    "notices.Notice": "tells of what is in the trail",
    "plan.SectionDraft": "is what somebody is typing; its versions are in the trail",
    "plan.SectionVersion": EVENT,
}


def name_of(path):
    return str(path.relative_to(ROOT))


def imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module


def test_what_is_imported_is_asked_for_by_name():
    """Else it is there only as long as another package happens to want it."""
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    named = {re.match(r"[\w-]+", line)[0] for line in asked}
    brought = packages_distributions()
    roots = {
        name.split(".")[0] for path in SOURCES for name in imported(ast.parse(path.read_text()))
    }
    foreign = roots & brought.keys()
    assert {root for root in foreign if not named & {one.lower() for one in brought[root]}} == set()
    assert {"django", "celery", "kombu"} <= foreign


@pytest.mark.parametrize("package", sorted(DOORS))
def test_only_its_door_imports(package):
    found = {
        name_of(path)
        for path in SOURCES
        if "migrations" not in path.parts
        and any(name.split(".")[0] == package for name in imported(ast.parse(path.read_text())))
    }
    assert found == DOORS[package]


def test_refusals_are_written_down_in_one_place():
    """Each with the reference of its page, else the log of a case would miss it."""
    found = {
        name_of(path)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).endswith("refuse")
        and any(ast.unparse(argument) == "'refused'" for argument in node.args)
    }
    assert found == {"beredskab/audit/refusals.py"}


def test_views_come_to_cases_by_the_gate_alone():
    found = {}
    for path in SOURCES:
        name = name_of(path)
        if not name.startswith(OUTER):
            continue
        if name.startswith(("beredskab/demo", "beredskab/deadlines")):
            continue
        if ungated := len(list(past_the_gate(ast.parse(path.read_text())))):
            found[name] = ungated
    assert found == PAST_THE_GATE


def past_the_gate(tree):
    """Uses of the managers of concerns and cases that don't go on with a gate."""
    gated = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in GATES
    }
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(
                value=ast.Name(id="Case" | "Concern"),
                attr="objects" | "_default_manager" | "_base_manager",
            ) if id(node) not in gated:
                yield node


def test_the_search_for_ways_past_the_gate_finds_them():
    assert list(past_the_gate(ast.parse("Case.objects.get(pk=1)")))
    assert not list(past_the_gate(ast.parse("Case.objects.visible_to(user).get(pk=1)")))


def test_whether_a_block_stands_is_asked_in_one_place():
    """It guards against relatives (S3); who asks it anew, may ask it wrong."""
    found = {
        name_of(path)
        for path in SOURCES
        if "migrations" not in path.parts and "lifted_at__isnull" in path.read_text()
    }
    # The model has it in its constraints.
    assert found == {"cases/models/case.py", "cases/querysets/blocks.py"}


def test_views_write_nothing_themselves():
    verbs = {"save", "create", "bulk_create", "update_or_create", "get_or_create", "delete"}
    found = [
        f"{name_of(path)}:{node.lineno} {node.func.attr}"
        for path in SOURCES
        if "views" in path.parts
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in verbs
    ]
    assert found == []


def test_every_model_is_followed_or_exempted_by_name():
    own = [
        m
        for m in apps.get_models()
        if m.__module__.startswith(("actioncards", "beredskab", "cases", "infohus"))
    ]
    left = {model._meta.label for model in own if not trail.auditlog.contains(model)}
    assert left == set(NOT_FOLLOWED)


@pytest.mark.parametrize("name", TEMPLATES, ids=str)
def test_every_template_compiles(name):
    if name.parts[:2] != ("components", "forms"):
        get_template(str(name))


def portal_forms():
    for package in (beredskab, cases):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations" not in module.name and not module.name.endswith(("wsgi", "celery")):
                importlib.import_module(module.name)
    waiting = list(PortalForm.__subclasses__())
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if form.__module__.startswith(("actioncards", "beredskab", "cases")):
            yield form


def fields_of(form):
    """The fields of a form; of one that needs arguments, those it declares."""
    try:
        return form().fields
    except (TypeError, KeyError):
        return form.base_fields


def test_no_required_field_has_the_message_that_says_nothing():
    default = forms.Field.default_error_messages["required"]
    silent = [
        f"{form.__module__}.{form.__name__}.{name}"
        for form in portal_forms()
        for name, field in fields_of(form).items()
        if field.required and field.error_messages["required"] == default
    ]
    assert silent == []


def test_there_are_forms_to_look_at():
    assert len(list(portal_forms())) > 10


def test_the_drawing_of_the_states_is_current():
    done = subprocess.run([sys.executable, ROOT / "script" / "states", "--check"], check=False)
    assert done.returncode == 0


def test_nothing_names_the_machine_it_was_written_on():
    kinds = {".py", ".html", ".md", ".css", ".js", ".toml", ".yml", ".yaml", ".po", ""}
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    files = [ROOT / name for name in listed.stdout.splitlines()]
    texts = [path for path in files if path.suffix in kinds and path.is_file()]
    words = ("/wo" + "rk/", "/ro" + "ot/")
    found = [name_of(path) for path in texts if any(word in path.read_text() for word in words)]
    assert found == []
