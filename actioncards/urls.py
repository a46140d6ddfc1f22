"""Addresses of the action cards, of the explanations beside them, and of the search in both."""

from django.urls import URLPattern, path

from actioncards.views import cards, drafts, editing, knowledge, offline, review, search, versions

# Addresses with words of their own come before those with the short name of a card.
urlpatterns: list[URLPattern] = [
    path("service-worker.js", offline.service_worker, name="service_worker"),
    path("actioncards/", cards.card_list, name="card_list"),
    path("actioncards/kopier.json", offline.card_copies, name="card_copies"),
    path("actioncards/kopi/", offline.card_list_copy, name="card_list_copy"),
    path("actioncards/kopi/kontakter/", offline.directory_copy, name="directory_copy"),
    path("actioncards/viden/", knowledge.knowledge, name="knowledge"),
    path(
        "actioncards/viden/<slug:kind>/<slug:key>/rediger/",
        knowledge.knowledge_edit,
        name="knowledge_edit",
    ),
    path("actioncards/soeg/", search.card_search, name="card_search"),
    path("actioncards/nyt/", drafts.card_begin, name="card_begin"),
    path("actioncards/<slug:slug>/rediger/", drafts.card_edit, name="card_edit"),
    path("actioncards/<slug:slug>/rediger/begynd/", drafts.card_draft, name="card_draft"),
    path("actioncards/<slug:slug>/rediger/tekst/", editing.card_text, name="card_text"),
    path("actioncards/<slug:slug>/rediger/nyt-trin/", editing.card_step_add, name="card_step_add"),
    path("actioncards/<slug:slug>/rediger/trin/<slug:key>/", editing.card_step, name="card_step"),
    path(
        "actioncards/<slug:slug>/rediger/trin/<slug:key>/flyt/",
        editing.card_step_move,
        name="card_step_move",
    ),
    path(
        "actioncards/<slug:slug>/rediger/trin/<slug:key>/fjern/",
        editing.card_step_remove,
        name="card_step_remove",
    ),
    path("actioncards/<slug:slug>/rediger/vis/", versions.card_preview, name="card_preview"),
    path("actioncards/<slug:slug>/rediger/send/", drafts.card_submit, name="card_submit"),
    path("actioncards/<slug:slug>/rediger/gennemse/", review.card_review, name="card_review"),
    path("actioncards/<slug:slug>/rediger/genoptag/", drafts.card_reopen, name="card_reopen"),
    path("actioncards/<slug:slug>/rediger/kasser/", drafts.card_discard, name="card_discard"),
    path(
        "actioncards/<slug:slug>/rediger/offentliggoer/", review.card_publish, name="card_publish"
    ),
    path("actioncards/<slug:slug>/rediger/traek/", review.card_withdraw, name="card_withdraw"),
    path("actioncards/<slug:slug>/udgaver/", versions.card_versions, name="card_versions"),
    path(
        "actioncards/<slug:slug>/udgaver/<int:number>/", versions.card_version, name="card_version"
    ),
    path(
        "actioncards/<slug:slug>/udgaver/<int:number>/forskelle/",
        versions.card_differences,
        name="card_differences",
    ),
    path("actioncards/<slug:slug>.pdf", cards.card_pdf, name="card_pdf"),
    path("actioncards/<slug:slug>/kopi/", offline.card_copy, name="card_copy"),
    path("actioncards/<slug:slug>/", cards.card_detail, name="card_detail"),
]
