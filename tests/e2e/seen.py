"""Which pages are looked at as whom, and which elsewhere."""

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
        infohus_network infohus_network_note infohus_psp_note infohus_substitutes
        infohus_member_add infohus_member infohus_member_end infohus_urgent infohus_hold
        infohus_present infohus_confirm infohus_write infohus_recommend infohus_change
        infohus_tie_for infohus_minutes_for infohus_calendar""",
    "politi": """
        infohus infohus_meeting infohus_reply infohus_tie infohus_recommendation
        infohus_minutes infohus_calendar""",
    "leder": """
        infohus_substitutes infohus_substitute_add
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
    "tovholder": ["/infohus/{held}/punkt/1/holdes/"],
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
    infohus_withdraw infohus_minutes_ask infohus_minutes_pdf infohus_recommend_save
    infohus_change_save infohus_shift
    case_use_card case_follow_up case_messages_read concern_messages_read
    concern_save concern_clarify case_take case_accept case_decline case_task_done
    settings_unit_retire settings_unit_resume settings_route_remove settings_shift_end absence_end
    plan plan_archive plan_edition plan_edition_pdf plan_pdf plan_search plan_feed sitemap
    plan_safe_use plan_accessibility plan_edit plan_begin plan_correct plan_draft plan_head
    plan_preview plan_discard plan_status plan_section_add plan_section_drag plan_section
    plan_section_autosave plan_section_move plan_section_remove plan_section_versions
    plan_submit plan_review plan_reopen plan_adopt plan_publish plan_stop plan_differences
    plan_duties plan_acknowledge
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
    case_infohus_contact infohus_tie_rule infohus_read
    infohus_decision infohus_drop infohus_take_up"""
