"""Addresses of Infohus Kommune."""

from django.urls import URLPattern, path

import beredskab.web.converters  # noqa: F401  registers "reference"
from infohus.views import calendar, items, meetings, members, replies

_MEETING = "infohus/<reference:reference>/"
_ITEM = f"{_MEETING}punkt/<int:position>/"

urlpatterns: list[URLPattern] = [
    path("infohus/", meetings.meeting_list, name="infohus"),
    path("infohus/nyt/", meetings.meeting_begin, name="infohus_begin"),
    path("infohus/medlemmer/", members.member_list, name="infohus_members"),
    path("infohus/medlemmer/nyt/", members.member_add, name="infohus_member_add"),
    path("infohus/medlemmer/<int:pk>/", members.member_change, name="infohus_member"),
    path("infohus/medlemmer/<int:pk>/slut/", members.member_end, name="infohus_member_end"),
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
    path("infohus/kalender/", calendar.own_calendar, name="infohus_calendar"),
    path("infohus/kalender/luk/", calendar.calendar_close, name="infohus_calendar_close"),
    path("kalender/<str:token>.ics", calendar.feed, name="infohus_feed"),
    path("indstillinger/infohus/", members.required_seats, name="settings_infohus"),
]
