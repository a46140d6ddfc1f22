"""Addresses of the plan: what everybody reads, and where editors write it."""

from django.urls import path, register_converter

from beredskab.plan.views import duties, editing, public, review, sections


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
    path("plan/laest/", duties.plan_acknowledge, name="plan_acknowledge"),
    path("plan/pligter/", duties.plan_duties, name="plan_duties"),
    path("plan/forskelle/", review.plan_differences, name="plan_differences"),
    path("plan/rediger/", editing.plan_edit, name="plan_edit"),
    path("plan/rediger/begynd/", editing.plan_begin, name="plan_begin"),
    path("plan/rediger/ret/", editing.plan_correct, name="plan_correct"),
    path("plan/rediger/<edition:name>/", editing.plan_draft, name="plan_draft"),
    path("plan/rediger/<edition:name>/titel/", editing.plan_head, name="plan_head"),
    path("plan/rediger/<edition:name>/vis/", editing.plan_preview, name="plan_preview"),
    path("plan/rediger/<edition:name>/kasser/", editing.plan_discard, name="plan_discard"),
    path("plan/rediger/<edition:name>/status/", editing.plan_status, name="plan_status"),
    path("plan/rediger/<edition:name>/send/", review.plan_submit, name="plan_submit"),
    path("plan/rediger/<edition:name>/gennemse/", review.plan_review, name="plan_review"),
    path("plan/rediger/<edition:name>/genoptag/", review.plan_reopen, name="plan_reopen"),
    path("plan/rediger/<edition:name>/vedtagelse/", review.plan_adopt, name="plan_adopt"),
    path("plan/rediger/<edition:name>/offentliggoer/", review.plan_publish, name="plan_publish"),
    path("plan/rediger/<edition:name>/stop/", review.plan_stop, name="plan_stop"),
    path("plan/rediger/<edition:name>/nyt/", sections.section_add, name="plan_section_add"),
    path("plan/rediger/<edition:name>/flyt/", sections.section_drag, name="plan_section_drag"),
    # A section may be called "send" or "vis".
    path(
        "plan/rediger/<edition:name>/afsnit/<slug:key>/", sections.section_edit, name="plan_section"
    ),
    path(
        "plan/rediger/<edition:name>/afsnit/<slug:key>/kladde/",
        sections.section_autosave,
        name="plan_section_autosave",
    ),
    path(
        "plan/rediger/<edition:name>/afsnit/<slug:key>/flyt/",
        sections.section_move,
        name="plan_section_move",
    ),
    path(
        "plan/rediger/<edition:name>/afsnit/<slug:key>/fjern/",
        sections.section_remove,
        name="plan_section_remove",
    ),
    path(
        "plan/rediger/<edition:name>/afsnit/<slug:key>/udgaver/",
        sections.section_versions,
        name="plan_section_versions",
    ),
]
