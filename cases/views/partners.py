"""Which partners are involved or informed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import refusals_on
from beredskab.web.methods import get_or_post
from cases import workflow
from cases.forms.partners import EndPartnerForm, PartnerForm
from cases.views.case_page import back_to, form_page
from cases.views.loading import load_to_edit


@get_or_post
def case_partner(request: StaffRequest, reference: str) -> HttpResponse:
    """Say of a function or unit that it is involved or informed."""
    case = load_to_edit(request, reference)
    form = PartnerForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form, request):
            workflow.judge_partner(case, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("The partner is written down."))
            return back_to(case, "case_safety")
    back = reverse("case_safety", args=[case.reference])
    heading = _("Involve or inform a partner")
    note = _("The portal tells the partner nothing. Share only what is needed, yourself.")
    return form_page(request, case, form, heading=heading, note=note, back=back)


@get_or_post
def case_partner_end(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """Say that a partner takes no part any more."""
    case = load_to_edit(request, reference)
    partner = get_object_or_404(case.partners.filter(ended_at__isnull=True), pk=pk)
    form = EndPartnerForm(request.POST or None)
    if form.is_valid():
        workflow.end_partner(partner, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The change is saved."))
        return back_to(case, "case_safety")
    back = reverse("case_safety", args=[case.reference])
    heading = _("The partner takes no part any more")
    return form_page(request, case, form, heading=heading, back=back)
