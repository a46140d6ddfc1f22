"""Addresses of the settings, of absences and of one's own password."""

from django.urls import path

from beredskab.accounts.views import password, rota, settings, units

urlpatterns = [
    path("indstillinger/", settings.settings, name="settings"),
    path("indstillinger/kommune/", settings.identity, name="settings_identity"),
    path("indstillinger/frister/", settings.calendar, name="settings_calendar"),
    path("indstillinger/paamindelser/", settings.reminders, name="settings_reminders"),
    path("indstillinger/varslingstrappe/", settings.ladder, name="settings_ladder"),
    path("indstillinger/enheder/", units.units, name="settings_units"),
    path("indstillinger/enheder/ny/", units.unit_add, name="settings_unit_add"),
    path("indstillinger/enheder/<slug:slug>/", units.unit_change, name="settings_unit"),
    path("indstillinger/enheder/<slug:slug>/ud/", units.unit_retire, name="settings_unit_retire"),
    path("indstillinger/enheder/<slug:slug>/ind/", units.unit_resume, name="settings_unit_resume"),
    path("indstillinger/modtagere/", units.routes, name="settings_routes"),
    path("indstillinger/modtagere/saet/", units.route_set, name="settings_route_set"),
    path(
        "indstillinger/modtagere/<int:pk>/fjern/",
        units.route_remove,
        name="settings_route_remove",
    ),
    path("indstillinger/vagtplan/", rota.rota, name="settings_rota"),
    path("indstillinger/vagtplan/ny/", rota.shift_add, name="settings_shift_add"),
    path("indstillinger/vagtplan/<int:pk>/", rota.shift_change, name="settings_shift"),
    path("indstillinger/vagtplan/<int:pk>/slut/", rota.shift_end, name="settings_shift_end"),
    path("fravaer/", rota.absences, name="absences"),
    path("fravaer/ny/", rota.absence_add, name="absence_add"),
    path("fravaer/<int:pk>/slut/", rota.absence_end, name="absence_end"),
    path("adgangskode/", password.password, name="password"),
]
