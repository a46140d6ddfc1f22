"""Infohus Kommune is contacted about a case, and its coordinator decides."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import refusals_on
from beredskab.web.methods import get_or_post
from cases import permissions, workflow
from cases.forms.closing import InfohusForm
from cases.states import require_open
from cases.views.case_page import back_to, form_page
from cases.views.loading import load_case

TAB = "case_assessments"


@require_POST
def case_infohus_contact(request: StaffRequest, reference: str) -> HttpResponse:
    """Give the coordinator sight of the case, and the task to decide."""
    case = load_case(request, reference)
    permissions.require_edit(request.user, case)
    workflow.contact_infohus(case, by=request.user, at=timezone.now())
    messages.success(request, _("The SSP coordinator can see the case now and is asked to decide."))
    return back_to(case, TAB)


@get_or_post
def case_infohus(request: StaffRequest, reference: str) -> HttpResponse:
    """Record the coordinator's decision."""
    case = load_case(request, reference)
    permissions.require_handle_infohus(request.user, case)
    require_open(case.status)
    form = InfohusForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form, request):
            workflow.handle_infohus(case, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("The decision is recorded."))
            return back_to(case, TAB)
    return form_page(request, case, form, heading=_("Record the decision on Infohus"))
