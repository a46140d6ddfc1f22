"""Addresses of Infohus Kommune."""

from django.urls import URLPattern, path

import beredskab.web.converters  # noqa: F401  registers "reference"
from infohus.views import (
    calendar,
    holding,
    items,
    meetings,
    members,
    minutes,
    network,
    recommendations,
    recommending,
    replies,
    ties,
    urgent,
    writing,
)

_MEETING = "infohus/<reference:reference>/"
_ITEM = f"{_MEETING}punkt/<int:position>/"

urlpatterns: list[URLPattern] = [
    path("infohus/", meetings.meeting_list, name="infohus"),
    path("infohus/nyt/", meetings.meeting_begin, name="infohus_begin"),
    path("infohus/medlemmer/", members.member_list, name="infohus_members"),
    path("infohus/medlemmer/nyt/", members.member_add, name="infohus_member_add"),
    path("infohus/medlemmer/<int:pk>/", members.member_change, name="infohus_member"),
    path("infohus/medlemmer/<int:pk>/slut/", members.member_end, name="infohus_member_end"),
    path("infohus/netvaerk/", network.network, name="infohus_network"),
    path("infohus/netvaerk/nyt/", network.network_note, name="infohus_network_note"),
    path("infohus/psp/nyt/", network.psp_note, name="infohus_psp_note"),
    path("infohus/hastedroeftelse/", urgent.urgent_talk, name="infohus_urgent"),
    path(_MEETING, meetings.meeting_page, name="infohus_meeting"),
    path(f"{_MEETING}indkald/", meetings.meeting_convene, name="infohus_convene"),
    path(f"{_MEETING}flyt/", meetings.meeting_move, name="infohus_move"),
    path(f"{_MEETING}aflys/", meetings.meeting_cancel, name="infohus_cancel"),
    path(f"{_MEETING}svar/", replies.reply_own, name="infohus_reply"),
    path(f"{_MEETING}svar/<int:pk>/", replies.reply_for, name="infohus_reply_for"),
    path(_ITEM, items.item_prepare, name="infohus_item"),
    path(f"{_ITEM}tjekliste/", items.item_checklist, name="infohus_item_checklist"),
    path(f"{_ITEM}gaest/", items.item_guest, name="infohus_item_guest"),
    path(f"{_ITEM}tag-af/<int:pk>/", items.item_take_off, name="infohus_item_take_off"),
    path(f"{_ITEM}holdes/", holding.item_hold, name="infohus_hold"),
    path(f"{_ITEM}fremmoede/", holding.item_attendance, name="infohus_attendance"),
    path(f"{_ITEM}fremmoede/nyt/", holding.item_present, name="infohus_present"),
    path(f"{_ITEM}fremmoede/<int:pk>/stryg/", holding.item_strike, name="infohus_strike"),
    path(f"{_ITEM}bekraeft/", holding.item_confirm, name="infohus_confirm"),
    path(f"{_ITEM}afslut/", holding.item_conclude, name="infohus_conclude"),
    path(f"{_ITEM}foreloebig/", holding.item_provisional, name="infohus_provisional"),
    path(f"{_ITEM}habilitet/", ties.tie_own, name="infohus_tie"),
    path(f"{_ITEM}habilitet/<int:pk>/", ties.tie_for, name="infohus_tie_for"),
    path(f"{_MEETING}habilitet/<int:pk>/", ties.tie_rule, name="infohus_tie_rule"),
    path(f"{_ITEM}laes/", minutes.item_read, name="infohus_read"),
    path(f"{_ITEM}tekst/<slug:slug>/", writing.item_write, name="infohus_write"),
    path(f"{_ITEM}tekst/<slug:slug>/gem/", writing.item_write_save, name="infohus_write_save"),
    path(f"{_ITEM}person/<int:person>/", recommending.recommend, name="infohus_recommend"),
    path(f"{_ITEM}anbefaling/<int:pk>/", recommending.recommendation_change, name="infohus_change"),
    path(
        f"{_ITEM}anbefaling/<int:pk>/soeskende/",
        recommending.recommendation_same,
        name="infohus_same",
    ),
    path(
        f"{_ITEM}anbefaling/<int:pk>/traek/",
        recommending.recommendation_withdraw,
        name="infohus_withdraw",
    ),
    path(
        f"{_MEETING}anbefaling/<int:pk>/",
        recommendations.recommendation_page,
        name="infohus_recommendation",
    ),
    path(f"{_ITEM}referat/", minutes.minutes_own, name="infohus_minutes"),
    path(f"{_ITEM}referat/<int:pk>/", minutes.minutes_for, name="infohus_minutes_for"),
    path(f"{_ITEM}referat/spoerg/", minutes.minutes_ask, name="infohus_minutes_ask"),
    path(f"{_ITEM}referat.pdf", minutes.minutes_pdf, name="infohus_minutes_pdf"),
    path("infohus/kalender/", calendar.own_calendar, name="infohus_calendar"),
    path("infohus/kalender/luk/", calendar.calendar_close, name="infohus_calendar_close"),
    path("kalender/<str:token>.ics", calendar.feed, name="infohus_feed"),
    path("indstillinger/infohus/", members.required_seats, name="settings_infohus"),
]
