"""Addresses of the plan: what everybody reads, and where editors write it."""

from django.urls import path, register_converter

from beredskab.plan.views import public


class EditionConverter:
    """The number of an edition: "3", or "3.1" of a correction."""

    regex = r"[1-9][0-9]{0,3}(?:\.[1-9][0-9]{0,3})?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(EditionConverter, "edition")

urlpatterns = [
    path("sitemap.xml", public.sitemap, name="sitemap"),
    path("plan/", public.plan, name="plan"),
    path("plan/plan.pdf", public.plan_pdf, name="plan_pdf"),
    path("plan/soeg/", public.plan_search, name="plan_search"),
    path("plan/arkiv/", public.plan_archive, name="plan_archive"),
    path("plan/arkiv/<edition:name>/", public.plan_edition, name="plan_edition"),
    path("plan/arkiv/<edition:name>/plan.pdf", public.plan_edition_pdf, name="plan_edition_pdf"),
    path("plan/feed.xml", public.plan_feed, name="plan_feed"),
    path("plan/tilgaengelighed/", public.plan_accessibility, name="plan_accessibility"),
    path("plan/sikker-brug/", public.plan_safe_use, name="plan_safe_use"),
]
