import pytest
from django.db import transaction

from beredskab.audit.models import AuditEvent
from beredskab.notices.models import Notice
from cases.models import InterpreterUse
from cases.models.interpreter import FORBIDDEN_TIES
from cases.workflow import interpreters
from cases.workflow.interpreters import ForbiddenInterpreter
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def known(tie):
    return {"tie": tie, "name": "Tolk Prøve", "language": "arabisk"}


@pytest.mark.parametrize("tie", sorted(FORBIDDEN_TIES))
def test_nobody_close_to_the_family_is_planned_to_interpret(world, tie):
    case = factories.case(world)
    with pytest.raises(ForbiddenInterpreter):
        interpreters.plan_interpreter(case, known(tie), by=world.adviser, at=NOW)
    assert not InterpreterUse.objects.exists()


@pytest.mark.parametrize("tie", sorted(FORBIDDEN_TIES))
def test_that_one_interpreted_is_recorded_and_alerts(world, tie):
    case = factories.case(world)
    with transaction.atomic():
        use = interpreters.record_interpreter(case, known(tie), by=world.colleague, at=NOW)
    assert (use.name, use.language, use.is_forbidden) == ("Tolk Prøve", "arabisk", True)
    assert AuditEvent.objects.get(verb="cases.interpreter_forbidden").details == {"tie": tie}
    notice = Notice.objects.get(kind="look_at_once")
    assert (notice.recipient, notice.urgent) == (world.adviser, True)


def test_one_from_outside_is_planned_and_recorded_without_alarm(world):
    case = factories.case(world)
    with transaction.atomic():
        use = interpreters.plan_interpreter(case, known("none"), by=world.adviser, at=NOW)
        interpreters.record_interpreter(case, known("unknown"), by=world.adviser, at=NOW)
    assert use.is_planned
    assert not Notice.objects.filter(kind="look_at_once").exists()
