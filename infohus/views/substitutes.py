"""`/infohus/stedfortraeder/`: who keeps Infohus while both consultants are away (R79)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from beredskab.accounts.requests import StaffRequest
from beredskab.audit.refusals import refusals_on
from beredskab.web.methods import get_or_post
from infohus import permissions, workflow
from infohus.forms.substitutes import SubstituteForm
from infohus.models import Substitute
from infohus.workflow.members import EndsBeforeItBegan
from infohus.workflow.substitutes import IsCoordinator, NotAway, ReadsAll, TooLong

FIELDS = {
    NotAway: "",
    IsCoordinator: "user",
    ReadsAll: "user",
    TooLong: "to_on",
    EndsBeforeItBegan: "to_on",
}
SHOWN = 20


@require_safe
def substitute_list(request: StaffRequest) -> HttpResponse:
    """Show leaders and coordinators who stands in, and who did."""
    may_appoint = permissions.can_appoint(request.user)
    if not may_appoint and not permissions.can_convene(request.user):
        raise PermissionDenied
    rows = Substitute.objects.select_related("user", "appointed_by")[:SHOWN]
    context = {"rows": rows, "may_appoint": may_appoint, "today": timezone.localdate()}
    return render(request, "infohus/substitutes.html", {**context, "now": timezone.now()})


@get_or_post
def substitute_add(request: StaffRequest) -> HttpResponse:
    """Ask a leader whom she appoints, from when to when, and why."""
    by = permissions.require_appoint(request.user)
    today = timezone.localdate()
    initial = {"from_on": today}
    offered = permissions.stand_ins(today).exclude(pk=by.pk).order_by("name", "pk")
    form = SubstituteForm(request.POST or None, offered=offered, initial=initial)
    if form.is_valid():
        with refusals_on(form, request, FIELDS):
            workflow.appoint_substitute(by=by, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("The substitute is appointed, and has been told."))
            return redirect("infohus_substitutes")
    context = {
        "form": form,
        "heading": _("Appoint a substitute"),
        "note": _("Only while both coordinators are recorded as away."),
        "back": reverse("infohus_substitutes"),
    }
    return render(request, "form.html", context)
