"""Addresses of concerns and cases."""

from django.urls import URLPattern, path

import beredskab.web.converters  # noqa: F401  registers "reference"
from cases.views import (
    acute_path,
    acute_way,
    adults,
    anonymous_advice,
    answers,
    assessment,
    assignment,
    case_access,
    case_list,
    case_sections,
    case_tasks,
    check_ins,
    checklist,
    child_talks,
    concern_judgement,
    concern_wizard,
    concerns,
    corrections,
    examination,
    hand_overs,
    holidays,
    joining,
    judgements,
    locks,
    measures,
    messaging,
    notes,
    outside,
    overview,
    persons,
    registering,
    risks,
    safety_plan,
    screenings,
    sheets,
    stays,
    talks,
)

urlpatterns: list[URLPattern] = [
    path("bekymringer/", concerns.concern_list, name="concern_list"),
    path("bekymringer/ny/", concern_wizard.new, name="concern_new"),
    path("bekymringer/<reference:reference>/", concerns.detail, name="concern_detail"),
    path(
        "bekymringer/<reference:reference>/trin/<int:number>/",
        concern_wizard.step,
        name="concern_step",
    ),
    path("bekymringer/<reference:reference>/gem/", concern_wizard.save, name="concern_save"),
    path("bekymringer/<reference:reference>/akut/", acute_path.acute, name="concern_acute"),
    path(
        "bekymringer/<reference:reference>/akut/igen/",
        acute_path.acute_again,
        name="concern_acute_again",
    ),
    path(
        "bekymringer/<reference:reference>/akut/overdragelse/",
        acute_path.handover,
        name="concern_handover",
    ),
    path("bekymringer/<reference:reference>/send/", concern_wizard.send, name="concern_send"),
    path(
        "bekymringer/<reference:reference>/afklar/", concern_wizard.clarify, name="concern_clarify"
    ),
    path("bekymringer/<reference:reference>/samtale/", concerns.consult, name="concern_consult"),
    path(
        "bekymringer/<reference:reference>/vurder/", concern_judgement.judge, name="concern_judge"
    ),
    path("bekymringer/<reference:reference>/sparring/", sheets.concern_sheet, name="concern_sheet"),
    path(
        "bekymringer/<reference:reference>/samtale/forbered/",
        sheets.concern_plan_talk,
        name="concern_plan_talk",
    ),
    path(
        "bekymringer/<reference:reference>/besked/",
        messaging.concern_message,
        name="concern_message",
    ),
    path(
        "bekymringer/<reference:reference>/besked/laest/",
        messaging.concern_messages_read,
        name="concern_messages_read",
    ),
    path("bekymringer/<reference:reference>/afslut/", concerns.close, name="concern_close"),
    path("bekymringer/<reference:reference>/tilfoej/", concerns.add, name="concern_add"),
    path(
        "bekymringer/<reference:reference>/tjekliste/<slug:key>/",
        checklist.concern_tick,
        name="concern_tick",
    ),
    path("bekymringer/<reference:reference>/slet/", concerns.discard, name="concern_discard"),
    path("raadgivning/", anonymous_advice.advice_list, name="anonymous_advice"),
    path("raadgivning/ny/", anonymous_advice.advice_new, name="anonymous_advice_new"),
    path("underretninger/ny/", registering.notification_new, name="notification_new"),
]

CASE = "sager/<reference:reference>/"
urlpatterns += [
    path("sager/", case_list.case_list, name="case_list"),
    path("sager/soeg/", case_list.case_search, name="case_search"),
    path("sager/foer-ferien/", holidays.before_holiday, name="before_holiday"),
    path("sager/efter-ferien/", holidays.after_holiday, name="after_holiday"),
    path(CASE, overview.case_detail, name="case_detail"),
    path(f"{CASE}personer/", persons.case_persons, name="case_persons"),
    path(f"{CASE}personer/ny/", persons.case_person_add, name="case_person_add"),
    path(f"{CASE}personer/<int:pk>/", persons.case_person, name="case_person"),
    path(f"{CASE}personer/<int:pk>/cpr/", persons.case_cpr, name="case_cpr"),
    path(f"{CASE}personer/<int:pk>/laas/ophaev/", locks.case_lock_lift, name="case_lock_lift"),
    path(f"{CASE}personer/<int:pk>/laas/saet/", locks.case_lock_back, name="case_lock_back"),
    path(f"{CASE}saml/", joining.case_join, name="case_join"),
    path(f"{CASE}forbind/", joining.case_link, name="case_link"),
    path(f"{CASE}emner/", persons.case_categories, name="case_categories"),
    path(f"{CASE}vurderinger/", case_sections.case_assessments, name="case_assessments"),
    path(f"{CASE}boernesamtale/", child_talks.case_child_talk, name="case_child_talk"),
    path(
        f"{CASE}boernesamtale/planlaeg/",
        child_talks.case_child_talk_plan,
        name="case_child_talk_plan",
    ),
    path(
        f"{CASE}boernesamtale/<int:pk>/aflys/",
        child_talks.case_child_talk_cancel,
        name="case_child_talk_cancel",
    ),
    path(
        f"{CASE}boernesamtale/undlad/",
        child_talks.case_child_talk_left_out,
        name="case_child_talk_left_out",
    ),
    path(f"{CASE}indsats/ny/", measures.case_measure_add, name="case_measure_add"),
    path(f"{CASE}indsats/<int:pk>/", measures.case_measure, name="case_measure"),
    path(f"{CASE}indsats/<int:pk>/ophoer/", measures.case_measure_end, name="case_measure_end"),
    path(
        f"{CASE}undersoegelse/ny/", examination.case_examination_open, name="case_examination_open"
    ),
    path(
        f"{CASE}undersoegelse/afslut/",
        examination.case_examination_conclude,
        name="case_examination_conclude",
    ),
    path(f"{CASE}undersoegelse/foreloebig/", examination.case_preliminary, name="case_preliminary"),
    path(f"{CASE}undersoegelse/barn/<int:pk>/", examination.case_sibling, name="case_sibling"),
    path(f"{CASE}barnets-plan/", examination.case_child_plan, name="case_child_plan"),
    path(
        f"{CASE}vurder-igen/<reference:concern>/", examination.case_reassess, name="case_reassess"
    ),
    path(f"{CASE}sikkerhed/", case_sections.case_safety, name="case_safety"),
    path(f"{CASE}notater/", case_sections.case_notes, name="case_notes"),
    path(f"{CASE}notater/ny/", notes.case_note_add, name="case_note_add"),
    path(f"{CASE}notater/<int:pk>/", notes.case_note, name="case_note"),
    path(f"{CASE}samtale/leder/", talks.case_talk_leader, name="case_talk_leader"),
    path(f"{CASE}samtale/raad/", talks.case_talk_adviser, name="case_talk_adviser"),
    path(f"{CASE}samtale/forbered/", talks.case_plan_talk, name="case_plan_talk"),
    path(f"{CASE}sparring/", sheets.case_sheet, name="case_sheet"),
    path(f"{CASE}besked/<reference:concern>/", messaging.case_message, name="case_message"),
    path(
        f"{CASE}besked/<reference:concern>/laest/",
        messaging.case_messages_read,
        name="case_messages_read",
    ),
    path(f"{CASE}opgaver/", case_tasks.case_tasks, name="case_tasks"),
    path(f"{CASE}opgaver/ny/", case_tasks.case_task_add, name="case_task_add"),
    path(f"{CASE}opgaver/<int:pk>/udfoert/", case_tasks.case_task_done, name="case_task_done"),
    path(f"{CASE}tjekliste/", checklist.case_use_card, name="case_use_card"),
    path(f"{CASE}tjekliste/<slug:key>/", checklist.case_tick, name="case_tick"),
    path(f"{CASE}adgang/", case_access.case_access, name="case_access"),
    path(f"{CASE}akut/", acute_way.case_acute, name="case_acute"),
    path(f"{CASE}akut/opkald/", acute_way.case_acute_call, name="case_acute_call"),
    path(f"{CASE}akut/afgoerelse/", acute_way.case_placement, name="case_placement"),
    path(f"{CASE}akut/slut/", acute_way.case_acute_end, name="case_acute_end"),
    path(f"{CASE}akut/overdragelse/", acute_way.case_handover, name="case_handover"),
    path(f"{CASE}risiko-ved-andre/ny/", outside.case_outside_ask, name="case_outside_ask"),
    path(
        f"{CASE}risiko-ved-andre/<int:pk>/", outside.case_outside_answer, name="case_outside_answer"
    ),
    path(f"{CASE}tag/", assignment.case_take, name="case_take"),
    path(f"{CASE}tildel/", assignment.case_assign, name="case_assign"),
    path(f"{CASE}accepter/", assignment.case_accept, name="case_accept"),
    path(f"{CASE}afvis/", assignment.case_decline, name="case_decline"),
    path(f"{CASE}flyt/", assignment.case_move, name="case_move"),
    path(f"{CASE}opfoelgning/", assignment.case_follow_up, name="case_follow_up"),
    path(f"{CASE}voksen/omraade/", adults.case_route_adult, name="case_route_adult"),
    path(f"{CASE}handleplan/behov/", adults.case_action_plan_need, name="case_action_plan_need"),
    path(f"{CASE}handleplan/tilbud/", adults.case_action_plan_offer, name="case_action_plan_offer"),
    path(f"{CASE}handleplan/", adults.case_action_plan, name="case_action_plan"),
    path(f"{CASE}til-voksne/", hand_overs.case_to_adults, name="case_to_adults"),
    path(f"{CASE}til-kommune/", hand_overs.case_to_municipality, name="case_to_municipality"),
    path(f"{CASE}raad/", adults.case_advice, name="case_advice"),
    path(f"{CASE}luk-fejl/", corrections.case_close_in_error, name="case_close_in_error"),
    path(f"{CASE}vurdering/<reference:concern>/", assessment.case_assess, name="case_assess"),
    path(f"{CASE}vurdering/<reference:concern>/begrund/", assessment.case_late, name="case_late"),
    path(
        f"{CASE}vurdering/<reference:concern>/kontrasigner/",
        assessment.case_countersign,
        name="case_countersign",
    ),
    path(f"{CASE}vurderinger/stilling/", judgements.case_judge, name="case_judge"),
    path(
        f"{CASE}vurderinger/stilling/<int:number>/medunderskriv/",
        judgements.case_judgement_countersign,
        name="case_judgement_countersign",
    ),
    path(f"{CASE}vurderinger/risiko/", risks.case_risk, name="case_risk"),
    path(
        f"{CASE}vurderinger/risiko/<int:number>/medunderskriv/",
        risks.case_risk_countersign,
        name="case_risk_countersign",
    ),
    path(f"{CASE}vurderinger/screening/", screenings.case_screen, name="case_screen"),
    path(f"{CASE}modtaget/<reference:concern>/", corrections.case_receipt, name="case_receipt"),
    path(f"{CASE}bekraeftelse/<reference:concern>/", answers.case_confirm, name="case_confirm"),
    path(
        f"{CASE}bekraeftelse/<reference:concern>/brev.pdf", answers.case_letter, name="case_letter"
    ),
    path(f"{CASE}orientering/<reference:concern>/", answers.case_orient, name="case_orient"),
    path(f"{CASE}orientering/<reference:concern>/undlad/", answers.case_exempt, name="case_exempt"),
    path(
        "bekymringer/<reference:reference>/bekraeftelse.pdf",
        answers.own_confirmation,
        name="concern_confirmation",
    ),
]

SAFETY = f"{CASE}sikkerhed/"
urlpatterns += [
    path(f"{SAFETY}behov/", safety_plan.case_safety_need, name="case_safety_need"),
    path(f"{SAFETY}plan/", safety_plan.case_safety_plan, name="case_safety_plan"),
    path(f"{SAFETY}papir/", safety_plan.case_safety_paper, name="case_safety_paper"),
    path(f"{SAFETY}rejse/", stays.case_journey, name="case_journey"),
    path(f"{SAFETY}rejse/indberettet/", stays.case_journey_report, name="case_journey_report"),
    path(f"{SAFETY}aftaler/ny/", check_ins.case_check_in_new, name="case_check_in_new"),
    path(f"{SAFETY}aftaler/set/", check_ins.case_seen, name="case_seen"),
    path(f"{SAFETY}aftaler/<int:pk>/", check_ins.case_check_in, name="case_check_in"),
    path(
        f"{SAFETY}aftaler/<int:pk>/holdt/", check_ins.case_check_in_kept, name="case_check_in_kept"
    ),
    path(
        f"{SAFETY}aftaler/<int:pk>/flyt/", check_ins.case_check_in_moved, name="case_check_in_moved"
    ),
    path(
        f"{SAFETY}aftaler/<int:pk>/udeblevet/",
        check_ins.case_check_in_missed,
        name="case_check_in_missed",
    ),
]
