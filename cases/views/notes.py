"""Notes in the journal of a case: written, corrected."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import refusals_on
from beredskab.timelimits import local_day
from beredskab.web.methods import get_or_post
from cases import workflow
from cases.forms.notes import NoteForm
from cases.models import Case, NoteVersion
from cases.views.case_page import back_to, form_page
from cases.views.conflicts import conflicts_on
from cases.views.loading import load_to_edit
from cases.workflow.notes import NotHappenedYet

FIELDS = ("kind", "happened_on", "witnessed", "source", "theme", "text")


@get_or_post
def case_note_add(request: StaffRequest, reference: str) -> HttpResponse:
    """Write down at once what was heard or seen (LR21)."""
    case = load_to_edit(request, reference)
    now = timezone.now()
    form = NoteForm(request.POST or None, initial={"happened_on": local_day(now)})
    if form.is_valid():
        with refusals_on(form, request, {NotHappenedYet: "happened_on"}):
            said = {name: form.cleaned_data[name] for name in FIELDS}
            workflow.write_note(case, by=request.user, at=now, **said)
            messages.success(request, _("The note is saved."))
            return back_to(case, "case_notes")
    return _page(request, case, form, _("Write a note"))


@get_or_post
def case_note(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """Correct a note; what stood there before stays beside it (LR23)."""
    case = load_to_edit(request, reference)
    note = get_object_or_404(case.notes, pk=pk)
    newest = note.versions.order_by("number").latest("number")
    form = NoteForm(request.POST or None, newest=newest, initial=_values(newest))
    if form.is_valid():
        refusals = refusals_on(form, request, {NotHappenedYet: "happened_on"})
        with refusals, conflicts_on(form, request, _values):
            workflow.correct_note(note, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("The note is corrected. The former version is kept."))
            return back_to(case, "case_notes")
    return _page(request, case, form, _("Correct a note"))


def _values(version: NoteVersion) -> Mapping[str, Any]:
    return {name: getattr(version, name) for name in FIELDS}


def _page(request: StaffRequest, case: Case, form: NoteForm, heading: str) -> HttpResponse:
    back = reverse("case_notes", args=[case.reference])
    return form_page(request, case, form, heading=heading, back=back)
