"""Write in the sections of an edition, put them in order, and take an earlier text back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beredskab.accounts.requests import StaffRequest
from beredskab.plan import cleaning, paragraphs, placeholders, rendering, workflow
from beredskab.plan.cleaning import TooMuch
from beredskab.plan.forms.editing import (
    TITLE,
    NewSectionForm,
    SectionForm,
    TakeBackForm,
    text_of,
    version_in,
)
from beredskab.plan.models import Section, SectionDraft
from beredskab.plan.paragraphs import Effort, Paragraph
from beredskab.plan.views.conflicts import conflicts_on, require
from beredskab.plan.views.loading import (
    find_section,
    find_to_write,
    is_open,
    load_in_work,
    load_section,
)
from beredskab.web import autosave
from beredskab.web.methods import get_or_post

GO_ON = "alligevel"  # in the address of a section in which somebody else writes


@get_or_post
def section_add(request: StaffRequest, name: str) -> HttpResponse:
    """Add a section, and go on to write it."""
    edition = find_to_write(request, name)
    if request.method != "POST" and not is_open(edition):
        return redirect("plan_draft", name)
    rows = list(edition.sections.all()) if edition else []
    form = NewSectionForm(request.POST or None, rows=rows)
    if form.is_valid():
        with conflicts_on(form, request):
            section = workflow.add_section(
                require(edition), by=request.user, at=timezone.now(), **form.cleaned_data
            )
            messages.success(request, _("The section is added. Write its text."))
            return redirect("plan_section", name, section.key)
    return render(request, "plan/section_add.html", {"form": form, "name": name})


@get_or_post
def section_edit(request: StaffRequest, name: str, key: str) -> HttpResponse:
    """Write in a section; what one typed before is offered again."""
    section = find_section(request, name, key)
    if request.method == "POST":
        return _save(request, name, key, section)
    if section is None or not is_open(section.edition):
        return redirect("plan_draft", name)
    draft = section.drafts.of(request.user)
    others = _others(request, section)
    if others and draft is None and GO_ON not in request.GET:
        return _taken(request, section, others)
    form = SectionForm(initial=text_of(section, draft))
    if draft is not None and draft.seen != section.version:
        form.sees(section, section.version)
    return _form_page(request, name, key, section, form, draft=draft)


@require_POST
def section_autosave(request: StaffRequest, name: str, key: str) -> HttpResponse:
    """Keep what is typed as it is, and say when; or let go of it."""
    section = load_section(request, name, key)
    at = timezone.now()
    if "discard" in request.POST:
        workflow.discard_section_draft(section, by=request.user, at=at)
        messages.success(request, _("Your draft is discarded. Here is the saved text."))
        return redirect("plan_section", name, key)
    try:
        workflow.save_section_draft(
            section,
            by=request.user,
            at=at,
            seen=version_in(request.POST.get("seen")),
            title=_typed(request, "title").strip()[:TITLE],
            text=_typed(request, "text"),
        )
    except TooMuch as refusal:
        return autosave.not_saved(refusal)
    return autosave.saved(at, *(_says_who(other) for other in _others(request, section)))


@require_POST
def section_move(request: StaffRequest, name: str, key: str) -> HttpResponse:
    """Move a section one place: up or down among its siblings, a level deeper, or out."""
    section = load_section(request, name, key)
    direction = request.POST.get("direction", "")
    workflow.step_section(section, by=request.user, at=timezone.now(), to=direction)
    return _to_section(name, key)


@require_POST
def section_drag(request: StaffRequest, name: str) -> HttpResponse:
    """Put a section, with what lies below it, where it was dropped: before another one, or last."""
    edition = load_in_work(request, name)
    rows = {row.key: row for row in edition.sections.all()}
    dragged, before = request.POST.get("key", ""), request.POST.get("before", "")
    workflow.move_section(
        require(rows.get(dragged)),
        by=request.user,
        at=timezone.now(),
        before=require(rows.get(before)) if before else None,
    )
    return _to_section(name, dragged)


@get_or_post
def section_remove(request: StaffRequest, name: str, key: str) -> HttpResponse:
    """Ask before a section is taken off the draft."""
    section = load_section(request, name, key)
    if request.method == "POST":
        workflow.remove_section(section, by=request.user, at=timezone.now())
        messages.success(request, _("The section is removed."))
        return redirect("plan_draft", name)
    if not is_open(section.edition):
        return redirect("plan_draft", name)
    context = {
        "section": section,
        "name": name,
        "others": _others(request, section),
        "now": timezone.now(),
    }
    return render(request, "plan/section_remove.html", context)


@get_or_post
def section_versions(request: StaffRequest, name: str, key: str) -> HttpResponse:
    """Show the earlier texts of a section with what differs; take one of them back."""
    section = load_section(request, name, key)
    form = TakeBackForm(request.POST or None)
    versions = section.versions.select_related("by")
    wanted = version_in(request.GET.get("nr"))
    if form.is_valid():
        wanted = form.cleaned_data["number"]
        version = get_object_or_404(versions, number=wanted)
        with conflicts_on(form, request):
            workflow.save_section(
                section,
                by=request.user,
                at=timezone.now(),
                seen=form.cleaned_data["seen"],
                title=version.title,
                text=version.text,
            )
            messages.success(request, _("The earlier text is taken back."))
            return redirect("plan_draft", name)
    if form.standing is not None:
        section = form.standing
    chosen = next((one for one in versions if one.number == wanted), None)
    context = {
        "form": form,
        "name": name,
        "section": section,
        "versions": versions,
        "chosen": chosen,
        "html": rendering.filled(chosen.text) if chosen else "",
        "differences": _differences(chosen.text, section.text) if chosen else [],
        "may_write": is_open(section.edition),
        "draft": section.drafts.of(request.user),
        "now": timezone.now(),
    }
    return render(request, "plan/section_versions.html", context)


def _taken(request: StaffRequest, section: Section, others: list[SectionDraft]) -> HttpResponse:
    """Say who writes in the section, and let the user go on all the same."""
    context = {
        "section": section,
        "name": section.edition.name,
        "html": rendering.filled(section.text),
        "others": others,
        "now": timezone.now(),
    }
    return render(request, "plan/section_taken.html", context)


def _save(request: StaffRequest, name: str, key: str, section: Section | None) -> HttpResponse:
    form = SectionForm(request.POST)
    if form.is_valid():
        with conflicts_on(form, request):
            workflow.save_section(
                require(section), by=request.user, at=timezone.now(), **form.cleaned_data
            )
            messages.success(request, _("The section is saved."))
            return redirect("plan_draft", name)
    return _form_page(request, name, key, section, form)


def _form_page(
    request: StaffRequest,
    name: str,
    key: str,
    section: Section | None,
    form: SectionForm,
    *,
    draft: SectionDraft | None = None,
) -> HttpResponse:
    """Render the form; after a conflict with what stands there now beside what was typed."""
    standing = form.standing
    typed = str(form["text"].value() or "")
    context = {
        "form": form,
        "media": form.media.with_nonce(str(request.csp_nonce)),  # type: ignore[attr-defined]
        "name": name,
        "key": key,
        "section": section,
        "anchors": section.edition.sections.all() if section else [],
        "draft": draft,
        "others": _others(request, section) if section else [],
        "standing": standing,
        "standing_html": rendering.filled(standing.text) if standing else "",
        "differences": _differences(standing.text, typed) if standing else [],
        "placeholders": placeholders.offered(),
        "now": timezone.now(),
    }
    return render(request, "plan/section_edit.html", context)


def _differences(old: str, new: str) -> list[Paragraph]:
    """The words of two texts as one, with what is gone and what has come; nothing of too much."""
    if max(len(old), len(new)) > cleaning.LONGEST:
        return []
    return paragraphs.compare(cleaning.text_of(old), cleaning.text_of(new), Effort())


def _others(request: StaffRequest, section: Section) -> list[SectionDraft]:
    """What others are writing in the section just now."""
    return list(section.drafts.of_others(request.user, now=timezone.now()))


def _says_who(draft: SectionDraft) -> str:
    return _("%(name)s writes in the section too") % {"name": draft.writer.name}


def _typed(request: StaffRequest, field: str) -> str:
    return request.POST.get(field, "").replace("\0", "")


def _to_section(name: str, key: str) -> HttpResponse:
    return redirect(f"{reverse('plan_draft', args=[name])}#{key}")
