from html import unescape

import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actioncards.choices import Knowledge
from beredskab.content import loading
from beredskab.web.forms import PortalForm
from cases import choices
from cases.forms.cases import CategoriesForm
from cases.forms.concerns import KnowledgeForm
from cases.forms.explained import ExplainedChoiceField
from tests.factories import cards

pytestmark = pytest.mark.django_db


class Form(PortalForm):
    signs = ExplainedChoiceField(
        label="Tegn",
        choices=[("b", "Bange"), ("a", "Alene")],
        knowledge=Knowledge.SIGN,
        required=False,
    )


def render(form):
    return Template("{{ form }}").render(Context({"form": form}))


def test_the_choices_of_a_field_are_explained_in_its_order():
    cards.explanation("sign", "a", text="Aldrig med venner.")
    cards.explanation("sign", "b", text="Tør ikke gå hjem.")
    page = render(Form())
    shown = page[page.index("<details") : page.index("</details>")]
    assert shown.index("Bange") < shown.index("Tør ikke gå hjem.") < shown.index("Alene")
    assert "Aldrig med venner." in shown


def test_only_the_choices_of_the_field_are_explained():
    cards.explanation("sign", "a", text="Aldrig med venner.")
    cards.explanation("sign", "c", text="Et andet tegn.")
    cards.explanation("form", "a", text="En form for kontrol.")
    page = render(Form())
    assert "Aldrig med venner." in page
    assert "Et andet tegn." not in page
    assert "En form for kontrol." not in page


def test_the_explanations_stand_inside_the_field_and_outside_its_label():
    cards.explanation("sign", "a")
    page = render(Form())
    legend, folded = page.index("</legend>"), page.index("<details")
    assert page.index("<fieldset") < legend < folded < page.index('type="checkbox"')
    assert folded < page.index("</fieldset>")
    assert "open" not in page[folded : page.index(">", folded)]


def test_the_summary_says_which_field_it_explains():
    cards.explanation("sign", "a")
    page = render(Form())
    assert "Tegn" in page[page.index("<summary") : page.index("</summary>")]


def test_nothing_is_shown_where_nothing_is_loaded():
    assert "<details" not in render(Form())


def test_what_an_editor_writes_is_text_and_no_html():
    cards.explanation("sign", "a", text="<script>alert(1)</script>")
    assert "<script>" not in render(Form())


def explain_everything():
    for kind, options in (
        ("category", choices.Category),
        ("form", choices.ControlForm),
        ("sign", choices.Sign),
        ("marriage_sign", choices.MarriageSign),
        ("abroad_sign", choices.AbroadSign),
    ):
        for key in options.values:
            cards.explanation(kind, key, text=f"Hvad {kind} {key} betyder.")


def test_the_third_step_reads_the_explanations_once():
    form = KnowledgeForm()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        render(form)
    explain_everything()
    with CaptureQueriesContext(connection) as more:
        page = render(KnowledgeForm())
    assert page.count("<details") == 5
    assert len(queries) == len(more) == 1


@pytest.mark.parametrize(
    ("form", "kind", "options"),
    [
        (KnowledgeForm, "category", choices.Category),
        (KnowledgeForm, "form", choices.ControlForm),
        (KnowledgeForm, "sign", choices.Sign),
        (KnowledgeForm, "marriage_sign", choices.MarriageSign),
        (KnowledgeForm, "abroad_sign", choices.AbroadSign),
        (CategoriesForm, "category", choices.Category),
    ],
)
def test_each_form_that_asks_explains_what_it_asks(form, kind, options):
    explain_everything()
    page = render(form())
    for key in set(options.values) - {"unsettled"}:
        assert f"Hvad {kind} {key} betyder." in page


def test_a_word_of_a_case_leads_to_its_explanation():
    cards.explanation("category", "forced_marriage")
    template = Template(
        "{% load knowledge %}{% explained 'category' keys labels as words %}"
        "{% for word, url in words %}{{ word }}={{ url }};{% endfor %}"
    )
    keys, labels = ["forced_marriage", "social_control"], ["Tvang", "Kontrol"]
    page = template.render(Context({"keys": keys, "labels": labels}))
    assert page == "Tvang=/actioncards/viden/#category-forced_marriage;Kontrol=;"


@pytest.mark.rule("R9", "R10", "R11")
@pytest.mark.parametrize("pack", ["demo", "faxe", "aalborg"])
def test_with_a_pack_loaded_no_choice_is_left_unexplained(pack):
    loading.load(pack, at=timezone.now())
    form = KnowledgeForm()
    page = unescape(render(form))
    for name in ("categories", "control_forms", "signs", "marriage_signs", "abroad_signs"):
        for _key, label in form.fields[name].choices:
            assert f"<dt>{label}</dt>" in page
    assert "<dd></dd>" not in page
