"""`/plan/pligter/`: how the law's duties are met; and staff say that they have read the plan."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beredskab.accounts.requests import StaffRequest
from beredskab.plan import duties, permissions, workflow
from beredskab.plan.states import WrongState
from beredskab.plan.views.loading import in_force, next_edition


@require_safe
def plan_duties(request: StaffRequest) -> HttpResponse:
    """Show how the duties are met; while no edition is in force, what is to be done next."""
    permissions.require_oversee(request.user)
    now, edition = timezone.now(), in_force()
    may_edit = permissions.can_edit(request.user)
    context = {
        "duties": duties.read(edition, at=now) if edition else None,
        "may_edit": may_edit,
        "in_work": next_edition() if may_edit else None,
        "now": now,
        "enough": duties.ENOUGH,
        "days_to_read": duties.TIME_TO_READ.days,
    }
    return render(request, "plan/duties.html", context)


@require_POST
def plan_acknowledge(request: StaffRequest) -> HttpResponse:
    """Note that the user has read the plan in force."""
    permissions.require_acknowledge(request.user)
    edition = in_force()
    if edition is None:
        raise WrongState
    # What she read may have been superseded; a correction says the same as what it corrects.
    read = request.POST.get("edition", edition.name).partition(".")[0]
    if read != str(edition.number):
        messages.warning(request, _("A new edition has come into force. Read it first."))
        return redirect("plan")
    workflow.acknowledge(edition, by=request.user, at=timezone.now())
    messages.success(request, _("Thank you. It is noted that you have read the plan."))
    return redirect("plan")
