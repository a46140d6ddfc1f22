"""Which decision of the case weighed a recommendation (R97)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import refusals_on
from beredskab.web.methods import get_or_post
from cases.models import Measure
from infohus import permissions, workflow
from infohus.decisions import measure_words
from infohus.forms.recommendations import DecisionForm
from infohus.views.loading import load_recommendation
from infohus.workflow.holding import InTheFuture


@get_or_post
def recommendation_decision(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """Ask who has the duty to act which decision weighed the recommendation."""
    row, now = load_recommendation(request, reference, pk), timezone.now()
    permissions.require_refer(request.user, row, now)
    measures = Measure.objects.of_case(row.item.case)
    form = DecisionForm(request.POST or None, measures=measures, words=measure_words)
    if form.is_valid():
        with refusals_on(form, request, {InTheFuture: "decided_on"}):
            workflow.refer_decision(row, by=request.user, at=now, **form.cleaned_data)
            messages.success(request, _("The decision refers to the recommendation."))
            return redirect(row)
    context = {
        "form": form,
        "heading": _("Refer a decision to the recommendation"),
        "back": row.get_absolute_url(),
    }
    return render(request, "form.html", context)
