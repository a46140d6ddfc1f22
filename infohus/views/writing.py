"""Mapping, assessment and minutes of an item: saved as they are typed, versions kept."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import refusals_on
from beredskab.web import autosave
from beredskab.web.methods import get_or_post
from cases.views.conflicts import conflicts_on
from infohus import workflow
from infohus.choices import Section
from infohus.conclusion import SLUGS
from infohus.forms.records import TextForm
from infohus.models import AgendaItem, ItemText
from infohus.views.loading import load_item
from infohus.workflow.anonymising import TellsWho
from infohus.workflow.writing import newest


@get_or_post
def item_write(request: StaffRequest, reference: str, position: int, slug: str) -> HttpResponse:
    """Show a section with what the writer has typed so far, and save its next version."""
    item, section = load_item(request, reference, position), _section(slug)
    draft = item.drafts.filter(section=section, writer=request.user).first()
    standing = newest(item, section)
    form = TextForm(request.POST or None, section=section, newest=standing)
    if draft is not None:
        form.initial.update(text=draft.text, level=draft.level, seen=draft.seen)
    elif standing is not None:
        form.initial.update(_values(standing))
    if form.is_valid():
        with refusals_on(form, request, {TellsWho: "text"}), conflicts_on(form, request, _values):
            workflow.write_item(
                item, by=request.user, at=timezone.now(), section=section, **form.cleaned_data
            )
            messages.success(request, _("Saved."))
            return redirect(item.hold_path)
    context = {
        "form": form,
        "item": item,
        "section": section,
        "slug": slug,
        "saved_at": draft.saved_at if draft else None,
        "now": timezone.now(),
    }
    return render(request, "infohus/write.html", context)


@require_POST
def item_write_save(
    request: StaffRequest, reference: str, position: int, slug: str
) -> HttpResponse:
    """Autosave: keep what is typed as it is, and say when."""
    item, section = load_item(request, reference, position), _section(slug)
    at = timezone.now()
    _keep(request, item, section, at)
    return autosave.saved(at)


def _keep(request: StaffRequest, item: AgendaItem, section: Section, at: datetime) -> None:
    seen = request.POST.get("seen", "")
    workflow.save_item_draft(
        item,
        by=request.user,
        at=at,
        section=section,
        text=request.POST.get("text", ""),
        level=request.POST.get("level", "")[:10],
        seen=int(seen) if seen.isdecimal() and len(seen) < 5 else 0,
    )


def _section(slug: str) -> Section:
    if slug not in SLUGS:
        raise Http404
    return SLUGS[slug]


def _values(version: ItemText) -> dict[str, str]:
    return {"text": version.text, "level": version.level}
