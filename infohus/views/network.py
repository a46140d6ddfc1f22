"""`/infohus/netvaerk/`: what is known in general, and what PSP agreed."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from beredskab.accounts.requests import StaffRequest
from beredskab.audit import trail
from beredskab.audit.refusals import refusals_on
from beredskab.municipality.models import Municipality
from beredskab.web.methods import get_or_post
from cases.models import Case
from infohus import permissions, workflow
from infohus.forms.network import NetworkNoteForm, PspNoteForm
from infohus.models import NetworkNote, PspNote
from infohus.views.loading import offered_to
from infohus.workflow.holding import InTheFuture
from infohus.workflow.network import NamesSomebody, OneAuthority

PAGE = 25


@require_safe
def network(request: StaffRequest) -> HttpResponse:
    """Show the notes of the network, newest first, and those of PSP on cases that she sees."""
    by = permissions.require_convene(request.user)
    notes = NetworkNote.objects.select_related("noted_by")
    page = Paginator(notes, PAGE).get_page(request.GET.get("page"))
    seen = Case.objects.visible_to(by)
    found = PspNote.objects.filter(case__in=seen).select_related("case", "unit", "noted_by")
    psp = list(found[:PAGE])
    if psp:
        trail.look(by, "infohus.psp_listed", shown=[one.case for one in psp], request=request)
    district = Municipality.objects.current().get_police_district_display()
    context = {"page": page, "psp": psp, "district": district}
    return render(request, "infohus/network.html", context)


@get_or_post
def network_note(request: StaffRequest) -> HttpResponse:
    by = permissions.require_convene(request.user)
    form = NetworkNoteForm(request.POST or None, initial={"happened_on": timezone.localdate()})
    if form.is_valid():
        with refusals_on(form, request, {NamesSomebody: "text", InTheFuture: "happened_on"}):
            workflow.note_of_network(by=by, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("The note is saved."))
            return redirect("infohus_network")
    return _form_page(request, form, _("Note a trend or an activity"))


@get_or_post
def psp_note(request: StaffRequest) -> HttpResponse:
    """Ask what PSP agreed of a case that she sees."""
    by = permissions.require_convene(request.user)
    begun = {"agreed_on": timezone.localdate(), "case": request.GET.get("sag", "")}
    form = PspNoteForm(request.POST or None, offered=offered_to(request), initial=begun)
    if form.is_valid():
        known = form.given()
        with refusals_on(form, request, {OneAuthority: "authority", InTheFuture: "agreed_on"}):
            workflow.note_of_psp(known.pop("case"), by=by, at=timezone.now(), **known)
            messages.success(request, _("The note is saved."))
            return redirect("infohus_network")
    return _form_page(request, form, _("Note what PSP agreed"))


def _form_page(
    request: StaffRequest, form: NetworkNoteForm | PspNoteForm, heading: str
) -> HttpResponse:
    context = {"form": form, "heading": heading, "back": reverse("infohus_network")}
    return render(request, "form.html", context)
