"""Addresses of Infohus Kommune."""

from django.urls import URLPattern, path

from infohus.views import members

urlpatterns: list[URLPattern] = [
    path("infohus/medlemmer/", members.member_list, name="infohus_members"),
    path("infohus/medlemmer/nyt/", members.member_add, name="infohus_member_add"),
    path("infohus/medlemmer/<int:pk>/", members.member_change, name="infohus_member"),
    path("infohus/medlemmer/<int:pk>/slut/", members.member_end, name="infohus_member_end"),
    path("indstillinger/infohus/", members.required_seats, name="settings_infohus"),
]
