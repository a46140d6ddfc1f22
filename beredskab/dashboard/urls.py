"""Addresses of the roof: front page, overview, deadlines, help at once, probes."""

from django.urls import path

from beredskab.dashboard.views import acute, deadlines, overview, probes

urlpatterns = [
    path("", overview.front, name="front"),
    path("overblik/", overview.overview, name="overview"),
    path("overblik/laest/", overview.mark_read, name="notices_read"),
    path("frister/", deadlines.deadlines, name="deadlines"),
    path("frister/frister.csv", deadlines.deadlines_csv, name="deadlines_csv"),
    path("akut/", acute.acute, name="acute"),
    path("healthz", probes.healthz, name="healthz"),
    path("readyz", probes.readyz, name="readyz"),
]
