from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from actioncards import workflow
from actioncards.models import Explanation
from beredskab.accounts.roles import Role
from beredskab.audit import trail
from beredskab.audit.models import AuditEvent
from tests import factories
from tests.factories import cards

pytestmark = pytest.mark.django_db
WRITTEN = {"title": "Negativ social kontrol", "text": "Når familien bestemmer over ens liv."}


@pytest.fixture
def editor():
    return factories.user(Role.PLAN_EDITOR)


@pytest.fixture
def explanation():
    return cards.explanation()


def change(explanation, by, **fields):
    return workflow.change_explanation(
        explanation, by=by, at=timezone.now(), **{**WRITTEN, **fields}
    )


@pytest.mark.parametrize("role", [Role.PLAN_EDITOR, Role.ADMINISTRATOR])
def test_an_editor_writes_what_a_word_means(explanation, role):
    by = factories.user(role)
    change(explanation, by)
    explanation.refresh_from_db()
    assert (explanation.title, explanation.text) == tuple(WRITTEN.values())
    assert explanation.edited_by == by


@pytest.mark.parametrize("role", sorted(set(Role.values) - {"plan_editor", "administrator"}))
def test_nobody_else_may(explanation, role):
    with pytest.raises(PermissionDenied):
        change(explanation, factories.user(role))


def test_the_trail_keeps_which_fields_changed_and_how_long_they_were(explanation, editor):
    change(explanation, editor, title=explanation.title)
    event = AuditEvent.objects.get(verb="actioncards.explanation_changed")
    assert event.actor == editor
    assert event.details == {
        "explanation": "category:social_control",
        "before": {"text": len(explanation.text)},
        "after": {"text": len(WRITTEN["text"])},
    }


def test_nothing_remains_if_the_trail_fails(explanation, editor, monkeypatch):
    monkeypatch.setattr(trail, "record", lambda *_args, **_more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        change(explanation, editor)
    assert Explanation.objects.get().title == explanation.title


def test_saving_the_same_text_changes_nothing(explanation, editor):
    change(explanation, editor, title=explanation.title, text=explanation.text)
    explanation.refresh_from_db()
    assert explanation.edited_by is None
    assert not AuditEvent.objects.filter(verb="actioncards.explanation_changed").exists()


def test_who_was_overtaken_is_told_by_whom(explanation, editor):
    other = factories.user(Role.ADMINISTRATOR, name="Ib Redaktør")
    seen = explanation.edited_at
    change(explanation, other)
    with pytest.raises(workflow.ExplanationChanged) as raised:
        change(explanation, editor, seen=seen, title="Mit")
    assert "Ib Redaktør" in str(raised.value)
    assert raised.value.explanation.title == WRITTEN["title"]
    assert Explanation.objects.get().title == WRITTEN["title"]


def test_who_has_read_the_newest_text_may_save(explanation, editor):
    change(explanation, editor, seen=explanation.edited_at)
    with pytest.raises(workflow.ExplanationChanged):
        change(explanation, editor, seen=timezone.now() - timedelta(days=1))


@pytest.mark.parametrize(
    "text",
    [
        "Ring 70 55 01 02.",
        "Ring 70550102.",
        "Ring 7055 0102.",
        "Ring 705 50 102.",
        "Ring +45 70 55 01 02.",
        "Ring +4570550102.",
        "Ring 70-55-01-02.",
        "Ring 70.55.01.02.",
        "Ring 116 111.",
        "Skriv til ssp@kommune.example.",
        "Skriv til SSP@sub.kommune.example",
        "Gå til Skovvej 12.",
    ],
)
@pytest.mark.parametrize("field", ["title", "text"])
def test_numbers_and_addresses_stand_in_the_directory_alone(explanation, editor, field, text):
    with pytest.raises(workflow.HoldsContact) as raised:
        change(explanation, editor, **{field: text})
    assert raised.value.field == field
    assert Explanation.objects.get().edited_by is None


@pytest.mark.parametrize(
    "text",
    [
        "Er nogen i fare, så ring 112. Ellers politiet på 114.",
        "Barnets lov § 133 og § 137, stk. 2, gælder fra 01.01.2024.",
        "Se bekendtgørelse nr. 1234 af 2024-02-29 og perioden 2024-2026.",
        "Mere end 10.000 unge mellem 15 og 19 år i 2023.",
        "Konto 1.000.000 kr.",
    ],
)
def test_dates_laws_and_the_emergency_numbers_may_stand_there(explanation, editor, text):
    change(explanation, editor, text=text)
    assert Explanation.objects.get().text == text
