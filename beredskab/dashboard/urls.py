"""Addresses of the roof: front page, overview, deadlines, help at once, probes."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
