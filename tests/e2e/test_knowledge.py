"""What words mean is at hand where they are asked for, on a page of its own, and in a search."""

import pytest
from django.utils import timezone

from actioncards.models import Explanation
from cases import choices
from tests import factories
from tests.e2e.accessibility import PHONE, faults
from tests.e2e.pages import press, text_of, unfold, visit, write
from tests.factories import cards

MEANING = "Når andre bestemmer over ens liv, og man ikke tør sige fra."


@pytest.fixture
def explained():
    for kind, options in (
        ("category", choices.Category),
        ("form", choices.ControlForm),
        ("sign", choices.Sign),
    ):
        for key, label in options.choices:
            cards.explanation(kind, key, title=str(label), text=f"{label}. {MEANING}")


def test_help_at_a_field_opens_by_keyboard_and_what_was_typed_stays(
    browse_as, complaints, world, explained
):
    draft = factories.draft(world.professional, at=timezone.now())
    page = browse_as(world.professional)
    visit(page, f"/bekymringer/{draft.reference}/trin/3/")
    unfold(page, "[name=control_forms]")
    write(page, forms_other="Må ikke have egen nøgle.")
    folded = page.locator("fieldset:has([name=control_forms]) details.explanations")
    summary = folded.locator("summary")
    page.locator("[name=control_forms]").first.focus()
    page.keyboard.press("Shift+Tab")
    assert summary.evaluate("summary => summary === document.activeElement")
    page.keyboard.press("Enter")
    assert folded.locator("dd").first.is_visible()
    assert MEANING in folded.inner_text()
    assert page.input_value("[name=forms_other]") == "Må ikke have egen nøgle."
    assert faults(page, complaints) == []
    press(page)
    draft.refresh_from_db()
    assert draft.answers["forms_other"] == "Må ikke have egen nøgle."


def test_help_at_a_field_opens_without_script(browse_as, world, explained):
    draft = factories.draft(world.professional, at=timezone.now())
    page = browse_as(world.professional, java_script_enabled=False)
    visit(page, f"/bekymringer/{draft.reference}/trin/3/")
    unfold(page, "[name=signs]")
    page.locator("fieldset:has([name=signs]) details.explanations summary").click()
    assert MEANING in page.inner_text("fieldset:has([name=signs]) details.explanations")


def test_an_editor_reads_and_writes_what_a_word_means(browse_as, complaints, world, explained):
    page = browse_as(world.administrator)
    visit(page, "/actioncards/viden/")
    wrong = faults(page, complaints)
    visit(page, "/actioncards/viden/sign/harm/rediger/")
    wrong += faults(page, complaints)
    write(page, text="Ring 70 55 01 02")
    press(page)
    assert page.title().startswith("Fejl:")
    wrong += faults(page, complaints)
    Explanation.objects.filter(key="harm").update(edited_at=timezone.now())
    write(page, text="Mærker, som ingen forklarer.")
    press(page)
    assert MEANING in text_of(page)
    wrong += faults(page, complaints)
    press(page)
    assert page.url.endswith("/actioncards/viden/#sign-harm")
    assert "Mærker, som ingen forklarer." in text_of(page)
    assert wrong == []


@pytest.mark.parametrize("width", [pytest.param(1280, marks=pytest.mark.slow), PHONE])
def test_a_search_at_night_leads_to_who_answers(browse_as, complaints, world, explained, width):
    cards.card(steps={"call": {"heading": "Ring til døgnvagten om natten"}})
    cards.contact(name="Døgnlinjen", always_open=True, hours=[])
    cards.contact(name="Kontoret for kontrol", note="Spørg om alt.", hours=[])
    page = browse_as(world.professional, width)
    visit(page, "/actioncards/soeg/")
    wrong = faults(page, complaints)
    page.fill("#card-search", "hvem ringer jeg til om natten")
    press(page, "form.knowledge-search button")
    calls = page.locator("main a[href^='tel:']:visible")
    assert calls.first.get_attribute("href") == "tel:112"
    assert "Døgnlinjen" in text_of(page)
    wrong += faults(page, complaints)
    for typed in ("kontrol", "zzz", "<script>alert(1)</script>", "x" * 101):
        page.fill("#card-search", typed)
        press(page, "form.knowledge-search button")
        wrong += faults(page, complaints)
    assert wrong == []
