import pytest
from django.urls import reverse

from cases.choices import AbroadSign, Category, ControlForm, Relation, Sign, Source, Trigger, Way
from cases.forms import concerns, concerns_received
from cases.models import Case, Concern
from cases.states import ConcernStatus
from tests import factories

pytestmark = pytest.mark.django_db

ABOUT = {
    "age_kind": "stated_age",
    "stated_age": "14",
    "words": "Han må ikke gå til fodbold mere.",
    "source": "school",
}
WHY = {"no_talk_why": "not_reached"}


def step(concern, number):
    return reverse("concern_step", args=[concern.reference, number])


def begin(client, acute="no"):
    response = client.post(reverse("concern_new"), {"acute": acute})
    return response, Concern.objects.get()


def test_the_first_step_asks_whether_it_is_acute_and_shows_whom_to_call(client, reporter):
    page = client.get(reverse("concern_new")).content.decode()
    assert page.index('href="tel:112"') < page.index('href="tel:114"')
    assert page.index('href="tel:112"') < page.index('name="acute"')


def test_no_step_is_taken_without_the_acute_answer(client, reporter):
    response = client.post(reverse("concern_new"), {})
    assert response.context["form"].has_error("acute")
    assert not Concern.objects.exists()


def test_the_first_answer_begins_a_draft_with_the_source_of_the_unit(client, reporter):
    response, concern = begin(client)
    assert response.url == step(concern, 2)
    assert concern.answers == {"acute": "no", "source": Source.SCHOOL}


def test_who_may_not_report_is_told_so(client, world):
    client.force_login(factories.user("log_controller", world.school))
    assert client.get(reverse("concern_new")).status_code == 403


def test_a_teacher_gets_from_start_to_receipt_with_three_answers(client, reporter):
    _, concern = begin(client)
    assert client.post(step(concern, 2), ABOUT).url == step(concern, 3)
    assert client.post(step(concern, 3), {}).url == step(concern, 4)
    page = client.get(step(concern, 4))
    assert "Han må ikke gå til fodbold mere." in page.content.decode()
    sent = client.post(reverse("concern_send", args=[concern.reference]), WHY)
    assert sent.url == f"{concern.get_absolute_url()}?sendt"
    concern.refresh_from_db()
    assert concern.is_notification
    assert concern.notifier == reporter
    assert concern.case_ties.get().case.categories == [Category.UNSETTLED]


def test_the_box_of_numbers_and_the_question_have_different_words(client, reporter):
    page = client.get(reverse("concern_new"))
    question = str(page.context["form"]["acute"].label)
    assert page.content.decode().count(question) == 1


@pytest.mark.rule("R46")
def test_every_step_shows_the_numbers_and_the_standing_notice(client, draft):
    for number in (1, 2, 3, 4):
        page = client.get(step(draft, number))
        text = page.content.decode()
        assert 0 < text.index('href="tel:112"') < text.index('href="tel:114"')
        assert "cases/concern_notice.html" in [template.name for template in page.templates]


@pytest.mark.parametrize("missing", ["age_kind", "words"])
def test_age_and_own_words_are_required_and_nothing_is_lost(client, reporter, missing):
    _, concern = begin(client)
    typed = {name: value for name, value in ABOUT.items() if name != missing}
    response = client.post(step(concern, 2), typed)
    assert response.context["form"].has_error(missing)
    again = client.get(step(concern, 2)).context["form"]
    kept = "words" if missing == "age_kind" else "stated_age"
    assert again[kept].value() == ABOUT[kept]


def test_an_unknown_age_is_an_answer_and_counts_as_under_18(client, reporter):
    _, concern = begin(client)
    client.post(step(concern, 2), {**ABOUT, "age_kind": "unknown", "stated_age": "x"})
    client.post(step(concern, 3), {})
    assert client.get(step(concern, 4)).context["is_minor"]


def test_the_date_in_a_cpr_number_answers_the_age(client, reporter):
    _, concern = begin(client)
    client.post(step(concern, 2), {**ABOUT, "age_kind": "", "cpr": "211062-0629"})
    concern.refresh_from_db()
    assert concern.answer("persons")[0]["born_on"] == "1962-10-21"


@pytest.mark.rule("LR20")
def test_a_cpr_number_is_optional_and_judged_by_format_and_date_alone(client, draft):
    for cpr in ("", "211062-0629", "211062 0629", "2110620628", "811062-0629"):
        assert client.post(step(draft, 2), {**ABOUT, "cpr": cpr}).status_code == 302, cpr
    for cpr in ("21106206", "211062-06x9", "321362-0629", "311236-4629"):
        page = client.post(step(draft, 2), {**ABOUT, "cpr": cpr})
        assert page.context["form"].has_error("cpr"), cpr


@pytest.mark.rule("LR20")
def test_a_cpr_number_is_masked_when_the_answers_are_checked(client, draft):
    client.post(step(draft, 2), {**ABOUT, "cpr": "2110620629"})
    page = client.get(step(draft, 4)).content.decode()
    assert "211062-••••" in page
    assert "0629" not in page


def test_a_cpr_number_that_contradicts_the_date_of_birth_is_asked_after(client, draft):
    typed = {
        "age_kind": "born_on",
        "born_on_day": "1",
        "born_on_month": "2",
        "born_on_year": "2010",
    }
    response = client.post(step(draft, 2), {**ABOUT, **typed, "cpr": "2110620629"})
    assert response.context["form"].has_error("cpr")


@pytest.mark.rule("R28")
def test_suspicion_without_any_evidence_can_be_sent(client, draft):
    client.post(step(draft, 2), {**ABOUT, "basis": "suspicion"})
    client.post(reverse("concern_send", args=[draft.reference]), WHY)
    draft.refresh_from_db()
    assert draft.status == ConcernStatus.SENT
    assert draft.answer("basis") == "suspicion"


@pytest.mark.rule("R18")
def test_every_kind_of_observer_at_work_can_be_chosen(client, draft):
    for source in set(Source.values) - concerns.WITHOUT_LOG_IN:
        client.post(step(draft, 2), {**ABOUT, "source": source})
        draft.refresh_from_db()
        assert draft.answer("source") == source


@pytest.mark.rule("R18")
def test_citizens_and_the_exposed_are_no_workplace_yet_can_be_registered(client, draft):
    for source in concerns.WITHOUT_LOG_IN:
        response = client.post(step(draft, 2), {**ABOUT, "source": source})
        assert response.context["form"].has_error("source")
    offered = dict(concerns_received.ReceivedForm.base_fields["source"].choices)
    assert set(Source.values) <= offered.keys()


@pytest.mark.rule("R10", "R12", "R13", "R16")
def test_every_option_can_be_ticked(client, draft):
    options = {
        "control_forms": ControlForm.values,
        "triggers": Trigger.values,
        "ways": Way.values,
        "controllers": Relation.values,
    }
    client.post(step(draft, 3), {**options, "forms_other": "Må ikke låse døren"})
    draft.refresh_from_db()
    assert len(draft.answer("forms")) == 9
    assert draft.answer("forms_other") == "Må ikke låse døren"
    for name in ("triggers", "ways", "controllers"):
        assert draft.answer(name) == options[name]


@pytest.mark.rule("R11")
def test_every_sign_can_be_ticked_of_an_adult(client, draft):
    client.post(step(draft, 2), {**ABOUT, "stated_age": "34"})
    client.post(step(draft, 3), {"signs": Sign.values})
    draft.refresh_from_db()
    assert draft.answer("signs") == list(Sign.values)


@pytest.mark.rule("R9")
def test_the_reporter_may_tick_each_category_and_has_to_tick_none(client, draft):
    form = client.get(step(draft, 3)).context["form"]
    offered = [value for value, _label in form.fields["categories"].choices]
    assert offered == [value for value in Category.values if value != Category.UNSETTLED]
    assert client.post(step(draft, 3), {}).url == step(draft, 4)


@pytest.mark.rule("R21", "R22")
@pytest.mark.parametrize("age", ["15", "30"])
def test_a_sign_of_a_stay_abroad_asks_about_the_journey_and_takes_unknown(client, draft, age):
    client.post(step(draft, 2), {**ABOUT, "stated_age": age})
    for sign in AbroadSign.values:
        response = client.post(step(draft, 3), {"abroad_signs": [sign]})
        assert response.context["form"].has_error("abroad_known")
    answers = {"abroad_signs": [sign], "abroad_known": "unknown"}
    assert client.post(step(draft, 3), answers).url == step(draft, 4)


@pytest.mark.rule("R21")
def test_what_is_not_known_of_a_journey_stands_as_unknown(client, draft):
    client.post(
        step(draft, 3),
        {
            "abroad_signs": ["fears_holiday"],
            "abroad_known": "yes",
            "departure_on_day": "1",
            "departure_on_month": "7",
            "departure_on_year": "2027",
        },
    )
    rows = client.get(step(draft, 4)).context["sections"][-1]["rows"]
    assert len(rows) == 5
    assert len({row["value"] for row in rows}) == 2


@pytest.mark.rule("R33")
def test_no_form_asks_whether_the_parents_have_read_it(client, draft):
    names = {
        name
        for form in (concerns.StartForm, concerns.AboutForm, concerns.KnowledgeForm)
        for name in form.base_fields
    } | set(concerns_received.ReceivedForm.base_fields)
    assert not [name for name in names if "parent" in name or "review" in name]
    client.post(step(draft, 3), {"family_knows": "yes", "family_knows_words": "Moren, siden maj"})
    client.post(reverse("concern_send", args=[draft.reference]), WHY)
    draft.refresh_from_db()
    assert draft.answer("family_knows") == "yes"
    assert draft.answer("family_knows_words") == "Moren, siden maj"


@pytest.mark.rule("R27")
def test_sending_is_preceded_by_a_page_that_says_what_it_does_and_never_blocks(client, draft):
    page = client.get(reverse("concern_send", args=[draft.reference]))
    assert page.context["is_minor"]
    assert not page.context["has_talked"]
    draft.refresh_from_db()
    assert draft.status == ConcernStatus.DRAFT
    client.post(reverse("concern_send", args=[draft.reference]), WHY)
    draft.refresh_from_db()
    assert draft.status == ConcernStatus.SENT


def test_clarify_first_starts_no_clock_and_makes_no_case(client, draft):
    response = client.post(reverse("concern_clarify", args=[draft.reference]))
    assert response.url == draft.get_absolute_url()
    draft.refresh_from_db()
    assert draft.status == ConcernStatus.CLARIFYING
    assert not Case.objects.exists()


def test_a_sent_concern_has_no_steps_any_more(client, reporter):
    sent = factories.concern(reporter)
    for number in (1, 2, 3, 4):
        assert client.get(step(sent, number)).url == sent.get_absolute_url()


def test_there_are_four_steps(client, draft):
    assert client.get(step(draft, 5)).status_code == 404
    assert client.post(step(draft, 4)).status_code == 404
    assert client.post(reverse("concern_save", args=[draft.reference])).status_code == 404


@pytest.mark.parametrize("name", ["concern_send", "concern_acute", "concern_acute_again"])
def test_the_pages_of_a_draft_are_there_for_its_reporter_alone(client, draft, world, name):
    colleague = factories.user("professional", world.school)
    for user in (colleague, world.leader, world.adviser):
        client.force_login(user)
        assert client.get(reverse(name, args=[draft.reference])).status_code == 404
        assert client.get(step(draft, 2)).status_code == 404
        assert client.post(reverse("concern_save", args=[draft.reference])).status_code == 404


@pytest.mark.parametrize("name", ["concern_save", "concern_clarify"])
def test_what_only_changes_cannot_be_read(client, draft, name):
    assert client.get(reverse(name, args=[draft.reference])).status_code == 405


def test_titles_hold_no_name(client, draft):
    client.post(step(draft, 2), {**ABOUT, "name": "Amina Prøve"})
    for number in (1, 2, 3, 4):
        page = client.get(step(draft, number)).content.decode()
        assert "Amina" not in page[page.index("<title>") : page.index("</title>")]
