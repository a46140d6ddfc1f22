"""The addresses of the portal (fixed by interface.md)."""

from django.urls import include, path

urlpatterns = [
    path("", include("beredskab.dashboard.urls")),
    path("", include("cases.urls")),
]
