"""Cases of one person are joined, cases of one family are linked."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import refusals_on
from beredskab.web.methods import get_or_post
from cases import permissions, workflow
from cases.forms.joining import LinkForm, OtherCaseForm
from cases.models import Case
from cases.states import require_open
from cases.views.case_page import back_to, form_page
from cases.views.loading import load_case, load_to_edit
from cases.workflow.joining import (
    BarredDiffers,
    LinkedAlready,
    OtherAge,
    SameCase,
    WorkHasBegun,
)

REFUSALS = dict.fromkeys([BarredDiffers, LinkedAlready, OtherAge, SameCase, WorkHasBegun], "other")


@get_or_post
def case_join(request: StaffRequest, reference: str) -> HttpResponse:
    """Move the concerns of this case to another about the same person."""
    case = load_case(request, reference)
    permissions.require_join(request.user, case)
    require_open(case.status)
    form = OtherCaseForm(request.POST or None, initial={"other": request.GET.get("sag", "")})
    if form.is_valid() and (into := _other(request, form)):
        with refusals_on(form, request, REFUSALS):
            workflow.join_case(case, into=into, by=request.user, at=timezone.now())
            messages.success(request, _("The concerns are moved to this case."))
            return redirect(into)
    return form_page(
        request,
        case,
        form,
        heading=_("Join with another case of the same person"),
        button=_("Move the concerns and close this case"),
        is_destructive=True,
        warning=_(
            "The concerns of this case go to the other one with their deadlines, and this case "
            "is closed as a duplicate. Its contact locks and safe contact show in the other too. "
            "It can't be undone: be sure that it is the same person."
        ),
        back=_persons(case),
    )


@get_or_post
def case_link(request: StaffRequest, reference: str) -> HttpResponse:
    """Link the case to another of the same family."""
    case = load_to_edit(request, reference)
    form = LinkForm(request.POST or None)
    if form.is_valid() and (other := _other(request, form)):
        with refusals_on(form, request, REFUSALS):
            kind, now = form.cleaned_data["kind"], timezone.now()
            workflow.link_cases(case, other=other, by=request.user, at=now, kind=kind)
            messages.success(request, _("The cases are linked."))
            return back_to(case, "case_persons")
    heading = _("Link to another case")
    return form_page(request, case, form, heading=heading, back=_persons(case))


def _other(request: StaffRequest, form: OtherCaseForm) -> Case | None:
    """The case that was named, through the same gate as every other."""
    found = Case.objects.visible_to(request.user).of_reference(form.cleaned_data["other"])
    other = found.select_related("unit", "holder").first()
    if other is None:
        form.not_found()
    return other


def _persons(case: Case) -> str:
    return reverse("case_persons", args=[case.reference])
