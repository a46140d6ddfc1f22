"""Saturday at three: from the call to the recorded placement, with nothing refused."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from beredskab.deadlines.models import Deadline
from beredskab.timelimits import TZ, local_day
from cases.models import Assessment, Case, Measure
from tests import factories
from tests.cases.views.test_acute_way import moment
from tests.factories import acute as acute_factories

pytestmark = pytest.mark.django_db
SATURDAY = datetime(2026, 11, 14, 3, tzinfo=TZ).astimezone(UTC)
MONDAY = datetime(2026, 11, 16).date()
CALL = {
    "acute": "yes",
    "notifier_kind": "anonymous",
    "source": "citizen",
    "channel": "phone",
    "words": "Hun er slået og bliver holdt inde.",
    "person-TOTAL_FORMS": "1",
    "person-INITIAL_FORMS": "0",
    "person-0-age_kind": "stated_age",
    "person-0-stated_age": "15",
    "is_assessed": "on",
    "danger": "yes",
    "act_now": "yes",
    "grounds": "Politiet henter hende.",
    "decided": "1",
}


@pytest.mark.rule("R50")
def test_the_duty_officer_records_a_placement_and_monday_has_the_rest(world, log_in):
    acute_factories.legal_office()
    with time_machine.travel(SATURDAY, tick=False):
        client = log_in(world.officer)
        opened = client.get(reverse("notification_new")).context["form"].initial
        assert opened["channel"] == "phone"
        assert opened["assessed_by_text"] == world.officer.name
        received = {
            **CALL,
            **moment("received_at", SATURDAY),
            **moment("assessed_at", SATURDAY),
            "opened_at": SATURDAY.isoformat(),
            "assessed_by_text": world.officer.name,
        }
        response = client.post(reverse("notification_new"), received)
        case = Case.objects.get()
        assert response.url == reverse("case_placement", args=[case.reference])
        assert client.get(response.url).status_code == 200
        decided = {"kind": "forced_placement", **moment("decided_at", SATURDAY)}
        response = client.post(response.url, decided)
        assert response.url == reverse("case_tasks", args=[case.reference])
        page = client.get(response.url).content.decode()
        assert "Kontakt Juridisk Kontor om den akutte anbringelse" in page
    assert Assessment.objects.get().act_now == "yes"
    assert Measure.objects.get().decided_by == world.officer.name
    due = {
        task.kind: local_day(task.due_at)
        for task in Deadline.objects.of(case).open().filter(kind__startswith="task-")
    }
    by_monday = {kind for kind, day in due.items() if day <= MONDAY}
    assert by_monday >= {
        "task-police",
        "task-legal_office",
        "task-committee",
        "task-safety_plan",
        "task-siblings",
    }


def test_only_what_is_decided_is_asked(world, log_in):
    with time_machine.travel(SATURDAY, tick=False):
        case = factories.case(world, at=SATURDAY)
        url = reverse("case_placement", args=[case.reference])
        client = log_in(world.officer)
        assert list(client.post(url, {}).context["form"].errors) == ["kind"]
        assert client.post(url, {"kind": "placement"}).status_code == 302
        assert log_in(world.stranger).get(url).status_code == 404
