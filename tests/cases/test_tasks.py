import ast
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from beredskab.audit.models import AuditEvent
from beredskab.notices import texts
from cases import tasks, workflow
from cases.models import Concern
from cases.states import ConcernStatus
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.rule("LR23")
def test_drafts_expire_and_nothing_else_does(world):
    factories.draft(world.professional)
    kept = factories.draft(world.professional)
    workflow.clarify_first(kept, by=world.professional, at=NOW)
    sent = factories.concern(world.professional)
    with time_machine.travel(NOW + timedelta(days=14)):
        assert tasks.expire_drafts() == 0
    with time_machine.travel(NOW + timedelta(days=15)):
        assert tasks.expire_drafts() == 1
        assert tasks.expire_drafts() == 0
    assert set(Concern.objects.all()) == {kept, sent}
    assert not Concern.objects.filter(status=ConcernStatus.DRAFT).exists()
    assert AuditEvent.objects.filter(verb="cases.draft_expired", actor=None).count() == 1


def test_every_notice_that_cases_post_has_its_text():
    kinds = set()
    for path in Path("cases/workflow").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                words = [k.value for k in node.keywords if k.arg == "kind"]
                names = {ast.unparse(node.func).split(".")[-1]}
                if names & {"post", "tell"}:
                    kinds |= {word.value for word in words if isinstance(word, ast.Constant)}
    assert {"case_received", "known_person"} <= kinds
    assert all(texts.text_of(kind) != str(texts.FALLBACK) for kind in kinds)
