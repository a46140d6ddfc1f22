"""The protection of a person's address (LR19)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beredskab.accounts.requests import StaffRequest
from beredskab.web.methods import get_or_post
from cases import permissions, visibility, wording, workflow
from cases.forms.partners import ProtectionForm
from cases.views.case_page import back_to, form_page
from cases.views.loading import load_to_edit


@get_or_post
def case_protect(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """Set how the address of a person is protected."""
    case = load_to_edit(request, reference)
    person = get_object_or_404(case.persons.prefetch_related("roles"), pk=pk)
    person.case = case
    if person.address_protection:
        permissions.require_see_address(request.user, case)
    form = ProtectionForm(request.POST or None, initial={"protection": person.address_protection})
    if request.method == "POST" and form.is_valid():
        workflow.protect_address(person, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The change is saved."))
        return back_to(case, "case_persons")
    words = wording.known_as(person, case, visibility.parts(request.user, case))
    return form_page(
        request,
        case,
        form,
        heading=_("Protect the address"),
        whom=words,
        note=_("A protected address is seen by who has the duty to act, the adviser and the "
               "leader alone. Never write where somebody in hiding is."),
        back=reverse("case_persons", args=[case.reference]),
    )  # fmt: skip
