"""The concerns that a user wrote: all of them, and one from draft to receipt."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from beredskab.accounts.requests import StaffRequest
from beredskab.audit import trail
from beredskab.web.methods import get_or_post
from cases import permissions, workflow
from cases.forms.concerns_clarified import AdditionForm, ClarifiedForm, ConsultationForm
from cases.models import Case, Concern
from cases.states import ConcernStatus

from . import concern_pages, drafts
from .loading import load_concern, load_own_concern

PAGE_SIZE = 20


@require_safe
def concern_list(request: StaffRequest) -> HttpResponse:
    """My concerns, newest first, by reference and age alone."""
    permissions.require_report(request.user)
    mine = Concern.objects.written_by(request.user).with_orientation()
    page = Paginator(mine, PAGE_SIZE).get_page(request.GET.get("page"))
    trail.look(request.user, "cases.concerns_listed", shown=list(page), request=request)
    now = timezone.now()
    rows = [concern_pages.row(concern, now) for concern in page]
    return render(request, "cases/concern_list.html", {"page": page, "rows": rows})


@require_safe
def detail(request: StaffRequest, reference: str) -> HttpResponse:
    """One concern for who wrote it; who only handles it is led to the case."""
    concern = load_concern(request, reference)
    if concern.status == ConcernStatus.DRAFT:
        return redirect("concern_step", concern.reference, concern.step)
    if concern.sent_at and concern.notifier_id != request.user.pk:
        case = Case.objects.visible_to(request.user).from_concern(concern).first()
        if case:
            return redirect(case)
    template, context = concern_pages.detail(concern, timezone.now(), reader=request.user)
    context["just_sent"] = "sendt" in request.GET
    return render(request, template, context)


@get_or_post
def consult(request: StaffRequest, reference: str) -> HttpResponse:
    concern = load_own_concern(request, reference)
    posted = request.POST if request.method == "POST" else None
    initial = {"held_at": timezone.now(), "kind": request.GET.get("slags")}
    is_minor = drafts.is_minor(concern, timezone.now())
    form = ConsultationForm(posted, initial=initial, is_minor=is_minor)
    if form.is_valid():
        workflow.consult(concern, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The talk is recorded."))
        return redirect(concern)
    return _form_page(request, concern, form, _("Record a talk"))


@get_or_post
def close(request: StaffRequest, reference: str) -> HttpResponse:
    concern = load_own_concern(request, reference)
    form = ClarifiedForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        workflow.close_clarified(concern, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The concern is closed as clarified."))
        return redirect(concern)
    return _form_page(request, concern, form, _("Close as clarified"))


@get_or_post
def add(request: StaffRequest, reference: str) -> HttpResponse:
    concern = load_own_concern(request, reference)
    form = AdditionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        workflow.add_information(concern, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The information is sent to those who handle the case."))
        return redirect(concern)
    return _form_page(request, concern, form, _("Add new information"))


@get_or_post
def discard(request: StaffRequest, reference: str) -> HttpResponse:
    concern = load_own_concern(request, reference)
    if request.method == "POST":
        workflow.discard_draft(concern, by=request.user, at=timezone.now())
        messages.success(request, _("The draft is deleted."))
        return redirect("concern_list")
    return render(request, "cases/concern_discard.html", {"concern": concern})


def _form_page(request: StaffRequest, concern: Concern, form: object, heading: str) -> HttpResponse:
    context = {"concern": concern, "form": form, "heading": heading}
    context["is_acute"] = drafts.is_acute(concern)
    return render(request, "cases/concern_form.html", context)
