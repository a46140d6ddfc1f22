"""The safe way of contact to the exposed person."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from beredskab.accounts.requests import StaffRequest
from beredskab.web.methods import get_or_post
from cases import visibility, workflow
from cases.forms.partners import SafeContactForm
from cases.models import Case, SafeContact
from cases.views.case_page import back_to, form_page
from cases.views.conflicts import conflicts_on
from cases.views.loading import load_to_edit
from cases.visibility import Part

_FIELDS = ("phone", "hours", "code_word", "never", "other")


@get_or_post
def case_safe_contact(request: StaffRequest, reference: str) -> HttpResponse:
    """Write the safe way of contact; of two who write at once the second sees both."""
    case = load_to_edit(request, reference)
    if Part.SAFE_CONTACT not in visibility.parts(request.user, case):
        raise PermissionDenied
    newest = case.safe_contacts.newest()
    form = SafeContactForm(
        request.POST or None, newest=newest, initial=_values(newest) if newest else _begun(case)
    )
    if form.is_valid():
        with conflicts_on(form, request, _values):
            workflow.write_safe_contact(
                case, by=request.user, at=timezone.now(), **form.cleaned_data
            )
            messages.success(request, _("The safe way of contact is saved."))
            return back_to(case)
    note = _("Nothing is sent to this number. Calls go through staff only.")
    return form_page(request, case, form, heading=_("Safe contact"), note=note)


def _values(version: SafeContact) -> Mapping[str, Any]:
    return {field: getattr(version, field) or "" for field in _FIELDS}


def _begun(case: Case) -> Mapping[str, Any]:
    """What the concern said of it."""
    return {"other": (case.exposed.safe_contact if case.exposed else "") or ""}
