"""The page on which a leader reads what an adviser signed, and signs it too."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from beredskab.accounts.requests import StaffRequest
from cases import permissions
from cases.forms.assessment import CountersignForm
from cases.models import Case
from cases.views.case_page import back_to, render_case

TAB = "case_assessments"


def countersign_page(
    request: StaffRequest,
    case: Case,
    signed: Any,
    sign: Callable[..., Any],
    *,
    heading: str,
    template: str,
    **shown: Any,
) -> HttpResponse:
    """Show what was signed and ask for the leader's name; what is signed twice is only read."""
    if signed is None:
        raise Http404
    permissions.require_countersign(request.user, case, signed)
    form = CountersignForm(request.POST or None) if signed.awaits_leader else None
    if request.method == "POST" and (form is None or form.is_valid()):
        remark = form.cleaned_data["remark"] if form else ""
        sign(signed, by=request.user, at=timezone.now(), remark=remark)
        messages.success(request, _("It is countersigned."))
        return back_to(case, TAB)
    context = {"form": form, "heading": heading, "part": template, "signed": signed, **shown}
    return render_case(request, case, "cases/judge/countersign.html", **context)
