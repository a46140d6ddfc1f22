"""The other children in the family, one by one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beredskab.accounts.requests import StaffRequest
from beredskab.web.methods import get_or_post
from cases import children, permissions, visibility, wording, workflow
from cases.forms.children import ChildForm, NoChildrenForm
from cases.models import Case
from cases.states import require_open
from cases.views.case_page import back_to, form_page
from cases.views.loading import load_case

_TAB = "case_safety"


@get_or_post
def case_child(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """Say of another child whether there is a concern about it too; yes registers one."""
    case = load_case(request, reference)
    permissions.require_register_on(request.user, case)
    require_open(case.status)
    person = get_object_or_404(children.persons(case), pk=pk)
    person.case = case
    form = ChildForm(request.POST or None)
    if form.is_valid():
        line = workflow.consider_child(
            person, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        if line.concern:
            messages.success(request, _("A concern about the child is registered. Its clock runs."))
        else:
            messages.success(request, _("It is saved."))
        return back_to(case, _TAB)
    words = wording.known_as(person, case, visibility.parts(request.user, case))
    heading = _("Consider another child")
    return _page(request, case, form, heading=heading, whom=words, note=_prompt(case))


@get_or_post
def case_no_children(request: StaffRequest, reference: str) -> HttpResponse:
    """Say that no other children are known."""
    case = load_case(request, reference)
    permissions.require_register_on(request.user, case)
    require_open(case.status)
    form = NoChildrenForm(request.POST or None)
    if form.is_valid():
        workflow.know_no_children(case, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("It is saved."))
        return back_to(case, _TAB)
    return _page(request, case, form, heading=_("No other children are known"))


def _prompt(case: Case) -> str:
    """What yes does; staff who meet a child through an adult have the duty of § 133 (R76)."""
    own = _("Yes registers a concern of its own about the child, with its own case and 24 hours.")
    if case.is_minor:
        return own
    duty = _(
        "You meet the child in your public work: the duty to notify (§ 133 of Barnets Lov) is "
        "yours personally."
    )
    return f"{duty} {own}"


def _page(request: StaffRequest, case: Case, form: Any, **context: Any) -> HttpResponse:
    back = reverse(_TAB, args=[case.reference])
    return form_page(request, case, form, back=back, **context)
