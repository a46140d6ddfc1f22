"""That a person is not told yet of what is kept of her (LR17)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import refusals_on
from beredskab.web.methods import get_or_post
from cases import permissions, visibility, wording, workflow
from cases.forms.partners import PostponeForm
from cases.models import Case, Person
from cases.views.case_page import back_to, form_page
from cases.views.loading import load_case, load_to_edit
from cases.workflow.postponement import ReviewInPast


@get_or_post
def case_postpone(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """Decide not to tell a person yet, why, and until when."""
    case = load_to_edit(request, reference)
    person = _person(case, pk)
    form = PostponeForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form, request, {ReviewInPast: "review_on"}):
            workflow.postpone_notice(
                person, by=request.user, at=timezone.now(), **form.cleaned_data
            )
            messages.success(request, _("The notice is postponed. A task asks for the review."))
            return back_to(case, "case_persons")
    words = wording.known_as(person, case, visibility.parts(request.user, case))
    return form_page(
        request,
        case,
        form,
        heading=_("Postpone the notice"),
        whom=words,
        note=_("Whoever data are kept of is to be told, unless decisive interests, the exposed "
               "person's too, weigh more (§ 22, Databeskyttelsesloven)."),
        back=reverse("case_persons", args=[case.reference]),
    )  # fmt: skip


@require_POST
def case_told(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """Note that the person was told; the portal itself tells nobody."""
    case = load_case(request, reference)
    permissions.require_edit(request.user, case)
    workflow.note_told(_person(case, pk), by=request.user, at=timezone.now())
    messages.success(request, _("It is noted that the person was told."))
    return back_to(case, "case_persons")


def _person(case: Case, pk: int) -> Person:
    others = case.persons.filter(is_group=False).prefetch_related("roles")
    person: Person = get_object_or_404(others, pk=pk)
    if person.pk == case.exposed_id:
        raise Http404
    person.case = case
    return person
