"""Each page, for who sees it: usable by all, within its policy, and neutral on the outside."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import get_resolver, resolve
from django.utils import timezone

from beredskab.accounts.models import User
from cases import workflow
from cases.models import Case, Concern, Person
from tests import factories
from tests.e2e.accessibility import DESKTOP, NARROW, PHONE, WIDTHS, faults, overflowing, violations
from tests.e2e.pages import press, visit

OF_EACH, OF_CASES = 2, 6  # so many pages of a kind are looked at; no two cases are alike
# Who must come past which pages, from her overview or from these addresses.
SEEN_BY = {
    "fagperson": """
        front overview acute design concern_new concern_list concern_detail concern_step
        concern_send concern_acute concern_acute_again concern_discard concern_consult
        concern_close concern_add concern_tick absences absence_add password card_list
        card_detail""",
    "raadgiver": """
        notification_new case_list case_detail case_persons case_person case_person_add case_cpr
        case_categories case_tasks case_tick case_task_add case_access case_assess case_late
        case_confirm case_orient case_exempt case_assessments case_safety case_notes case_acute
        before_holiday after_holiday anonymous_advice anonymous_advice_new""",
    "raadgiver_voksen": "case_detail notification_new",
    "doegnvagt": "case_list case_detail case_assess",
    "tovholder": """
        case_list case_detail deadlines infohus infohus_begin infohus_meeting infohus_item
        infohus_item_guest infohus_move infohus_cancel infohus_reply_for infohus_members
        infohus_network infohus_network_note infohus_psp_note
        infohus_member_add infohus_member infohus_member_end infohus_urgent infohus_hold
        infohus_present infohus_confirm infohus_write infohus_recommend infohus_change
        infohus_tie_for infohus_minutes_for infohus_calendar""",
    "politi": """
        infohus infohus_meeting infohus_reply infohus_tie infohus_recommendation
        infohus_minutes infohus_calendar""",
    "leder": """
        deadlines case_countersign case_assign case_move case_receipt case_close_in_error""",
    "administrator": """
        settings settings_infohus settings_identity settings_calendar settings_reminders
        settings_ladder settings_units settings_unit_add settings_unit settings_routes
        settings_route_set settings_rota settings_shift_add settings_shift directory""",
    "redaktoer": """
        directory contact contact_add contact_change contact_retire contacts_retired""",
}
BEGINNINGS = {
    "fagperson": [
        "/design/",
        "/bekymringer/{draft}/trin/1/",
        "/bekymringer/{draft}/trin/2/",
        "/bekymringer/{draft}/trin/3/",
        "/bekymringer/{draft}/akut/",
        "/bekymringer/{draft}/akut/igen/",
        "/bekymringer/{clarifying}/",
        "/bekymringer/{clarified}/",
        "/bekymringer/{sent}/",
    ],
    "raadgiver": ["/sager/{late}/", "/sager/{with_cpr}/personer/"],
    "redaktoer": ["/kontakter/", "/kontakter/?emne=social_control&aaben=1"],
    "leder": ["/frister/?status=overdue", "/sager/?ikke-tildelt=1", "/sager/?status=closed"],
}
# These are looked at in tests of their own, or show no page.
ELSEWHERE = """
    account_login account_inactive case_search account_logout session_extend notices_read
    contact_confirm contact_resume
    card_pdf card_copies card_list_copy card_copy directory_copy service_worker
    knowledge knowledge_edit card_search
    card_begin card_edit card_draft card_text card_step_add card_step card_step_move
    card_step_remove card_preview card_submit card_review card_reopen card_discard card_publish
    card_withdraw card_versions card_version card_differences
    infohus_convene infohus_item_checklist infohus_item_take_off infohus_attendance
    infohus_strike infohus_conclude infohus_provisional infohus_write_save infohus_same
    infohus_withdraw infohus_minutes_ask infohus_minutes_pdf
    case_use_card case_follow_up case_messages_read concern_messages_read
    concern_save concern_clarify case_take case_accept case_decline case_task_done
    settings_unit_retire settings_unit_resume settings_route_remove settings_shift_end absence_end
    healthz readyz deadlines_csv case_letter concern_confirmation
    infohus_calendar_close infohus_feed"""

# How a case stands decides whether a link leads to these; the walk looks at those that it finds.
WHERE_IT_STANDS_SO = """
    case_acute_end case_handover case_placement case_outside_ask case_outside_own
    case_risk case_screen case_judge
    case_child_talk_plan case_child_talk case_child_talk_left_out case_examination_open
    case_measure_add case_child_plan case_safety_need case_safety_plan case_journey
    case_check_in_new case_check_in case_check_in_kept case_check_in_missed case_check_in_moved
    case_seen case_contact_plan case_contact_record case_silence case_no_children case_partner
    case_protect case_safe_contact case_talk_leader case_talk_adviser case_plan_talk case_sheet
    case_message case_note_add case_link case_join case_to_municipality concern_message
    concern_sheet concern_plan_talk concern_handover case_route_adult case_action_plan_need
    case_action_plan_offer case_action_plan case_advice case_acute_call case_child
    case_child_talk_cancel case_contact_drop case_contact_hold case_examination_conclude
    case_journey_report case_lock_back case_measure case_measure_end case_note case_outside_answer
    case_partner_end case_postpone case_preliminary case_reassess case_safety_paper case_sibling
    case_to_adults case_told concern_judge case_lock_lift case_risk_countersign
    case_judgement_countersign case_close case_close_sign case_reopen case_infohus
    case_infohus_contact infohus_tie_rule infohus_read"""


@pytest.fixture
def staff():
    """Make the demo, and an assessment that came too late and was not explained."""
    call_command("demo", verbosity=0)
    staff = {user.username: user for user in User.objects.all()}
    now, adviser = timezone.now(), staff["raadgiver"]
    late = factories.received(
        adviser, at=now - timedelta(hours=26), received_at=now - timedelta(hours=26)
    )
    answers = {"danger": "no", "act_now": "no", "grounds": "Talt med skolen."}
    workflow.assess(late.case_ties.get(), by=adviser, at=now, **answers)
    return staff


def test_each_page_is_looked_at():
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    looked_at = {name for seen in SEEN_BY.values() for name in seen.split()}
    assert looked_at | set(ELSEWHERE.split()) | set(WHERE_IT_STANDS_SO.split()) == names


@pytest.mark.slow
@pytest.mark.parametrize("role", SEEN_BY)
def test_every_page_of_a_role(browse_as, complaints, staff, role):
    known = _known(staff[role])
    names = _names()
    page = browse_as(staff[role])
    wrong, seen = [], set()
    for kind in _walk(page, [one.format(**known) for one in BEGINNINGS.get(role, [])]):
        said = page.title() + page.url
        wrong += [f"{page.url} says {name}" for name in names if name in said]
        wrong += faults(page, complaints, [PHONE] if kind in seen else WIDTHS)
        seen.add(kind)
    assert wrong == []
    assert set(SEEN_BY[role].split()) - seen == set()


@pytest.mark.slow
def test_the_pages_of_the_job(browse_as, open_browser, complaints, world):
    tie = factories.tie(world, at=timezone.now())
    case, concern = tie.case.reference, tie.concern.reference
    draft = factories.draft(world.professional).reference
    public, adviser = open_browser(), browse_as(world.adviser)
    professional, leader = browse_as(world.professional), browse_as(world.leader)
    wrong = []
    for page, address, status in (
        (public, "/log-ind/", 200),
        (public, "/akut/", 200),
        (professional, "/overblik/", 200),
        (professional, f"/bekymringer/{draft}/trin/2/", 200),
        (professional, "/frister/", 403),
        (professional, f"/sager/{case}/", 404),
        (adviser, "/sager/", 200),
        (adviser, f"/sager/{case}/", 200),
        (adviser, f"/sager/{case}/vurdering/{concern}/", 200),
        (adviser, "/underretninger/ny/", 200),
        (leader, "/frister/", 200),
    ):
        visit(page, address, status=status)
        wrong += faults(page, complaints)
    assert wrong == []


# What is asked of whom in a form; {case}, {concern}, {draft} and {clarifying} stand in addresses.
FORMS = {
    "professional": """
        /bekymringer/ny/ /bekymringer/{draft}/trin/2/ /bekymringer/{clarifying}/samtale/
        /bekymringer/{clarifying}/afslut/ /bekymringer/{concern}/tilfoej/ /fravaer/ny/""",
    "adviser": """
        /underretninger/ny/ /sager/{case}/vurdering/{concern}/ /sager/{case}/personer/ny/
        /sager/{case}/opgaver/ny/ /sager/{case}/orientering/{concern}/
        /sager/{case}/orientering/{concern}/undlad/""",
    "leader": """
        /sager/{case}/tildel/ /sager/{case}/flyt/ /sager/{case}/luk-fejl/
        /sager/{case}/modtaget/{concern}/""",
    "administrator": """
        /indstillinger/enheder/ny/ /kontakter/ny/ /indstillinger/vagtplan/ny/""",
}


@pytest.mark.slow
@pytest.mark.parametrize("role", FORMS)
def test_an_empty_form_says_what_is_wrong_and_leads_to_it(browse_as, complaints, world, role):
    tie = factories.tie(world, at=timezone.now())
    clarifying = factories.draft(world.professional)
    workflow.clarify_first(clarifying, by=world.professional, at=timezone.now())
    known = {
        "case": tie.case.reference,
        "concern": tie.concern.reference,
        "draft": workflow.begin_draft(
            by=world.professional, at=timezone.now(), answers={"acute": "no"}, step=2
        ).reference,
        "clarifying": clarifying.reference,
    }
    page = browse_as(getattr(world, role))
    wrong = []
    for address in FORMS[role].split():
        visit(page, address.format(**known))
        press(page)
        wrong += _not_told(page) + faults(page, complaints)
    assert wrong == []


def test_errors_are_told_first_and_lead_to_their_fields(open_browser, complaints):
    page = open_browser()
    visit(page, "/log-ind/")
    press(page)
    assert _not_told(page) == []
    assert faults(page, complaints) == []


def test_a_search_that_finds_nothing_is_a_page_too(browse_as, complaints, world):
    page = browse_as(world.adviser)
    visit(page, "/sager/")
    page.fill("[name=words]", "140312-9991")
    press(page, "form[role=search] button")
    assert "9991" not in page.title() + page.url
    assert faults(page, complaints) == []


def test_axe_and_the_ruler_find_what_is_wrong(open_browser):
    page = open_browser(NARROW)
    visit(page, "/akut/")
    page.evaluate(
        """() => document.querySelector("main").insertAdjacentHTML("beforeend",
        '<img src="/static/none.png"><font color="#dddddd">Bleg tekst</font>'
        + '<table><tr><td><svg width="700" height="9"></svg></td></tr></table>')"""
    )
    found = violations(page)
    assert any(one.startswith("image-alt") for one in found)
    assert any(one.startswith("color-contrast") for one in found)
    assert any("<table" in one for one in overflowing(page))


def test_a_breach_of_the_policy_is_reported(open_browser, complaints):
    page = open_browser()
    visit(page, "/akut/")
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "document.title = 'Amira'";
          document.body.append(script);
        }"""
    )
    assert "Amira" not in page.title()
    assert len(complaints) == 1
    complaints.clear()


def _walk(page, beginnings: list[str]):
    """Open what can be reached by links, a few pages of each kind, and yield its kind."""
    waiting = [*beginnings, "/overblik/"]
    found, opened = set(waiting), Counter()
    for address in waiting:
        name = resolve(address.split("?")[0]).view_name
        kind = name, "?" in address
        most = OF_CASES if name == "case_detail" else OF_EACH
        if address not in beginnings and opened[kind] >= most:
            continue
        opened[kind] += 1
        page.set_viewport_size({"width": DESKTOP, "height": 900})
        visit(page, address)
        for link in _links(page):
            if link not in found:
                found.add(link)
                waiting.append(link)
        yield name


def _known(user) -> dict[str, str]:
    """The references that stand in addresses: her own concerns by status, two cases in sight."""
    known = {one.status: one.reference for one in Concern.objects.filter(reporter=user)}
    cases = Case.objects.visible_to(user).order_by("pk")
    late = cases.filter(
        concern_ties__assessment__is_late=True,
        concern_ties__assessment__late_grounds__isnull=True,
    ).first()
    with_cpr = cases.filter(exposed__cpr__isnull=False).first()
    for name, case in (("late", late), ("with_cpr", with_cpr)):
        if case:
            known[name] = case.reference
    return known


def _links(page) -> list[str]:
    """The pages to which a page leads; the admin's and files are not ours to look at."""
    base = page.evaluate("location.origin")
    links = page.eval_on_selector_all("a[href]", "all => all.map((link) => link.href)")
    own = [one.removeprefix(base).split("#")[0] for one in links if one.startswith(base)]
    files = (".pdf", ".csv")
    return [one for one in own if "/admin/" not in one and not one.split("?")[0].endswith(files)]


def _not_told(page) -> list[str]:
    """What the page with errors lacks: its title, the focus, a link that leads to the field."""
    lacking = []
    if not page.title().startswith("Fejl:"):
        lacking.append(f"{page.url} title {page.title()}")
    summary = page.locator("[data-module=error-summary]")
    if not summary.evaluate("summary => summary === document.activeElement"):
        lacking.append(f"{page.url} focus is not on the summary")
    for link in summary.locator("a").all():
        link.click()
        target = link.get_attribute("href").removeprefix("#")
        if page.evaluate("document.activeElement.id") != target:
            lacking.append(f"{page.url} {target} gets no focus")
    return lacking


def _names() -> set[str]:
    """The words of all names of persons in cases."""
    names = Person.objects.values_list("name", flat=True)
    return {word for name in names if name for word in name.split()}
