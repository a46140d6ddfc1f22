"""Advice to adults who gave no name: what one's units advised, and a new one."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from beredskab.accounts import roles
from beredskab.accounts.requests import StaffRequest
from beredskab.audit import trail
from beredskab.municipality.models import Unit
from beredskab.web.methods import get_or_post
from cases import permissions, workflow
from cases.choices import Category
from cases.forms.anonymous_advice import AnonymousAdviceForm
from cases.models import AnonymousAdvice

PAGE = 25


@require_safe
def advice_list(request: StaffRequest) -> HttpResponse:
    """Show what the units of the user advised, newest first."""
    permissions.require_advise(request.user)
    found = AnonymousAdvice.objects.of_units(permissions.advising_units(request.user))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    shown = list(page)
    count = page.paginator.count
    trail.look(
        request.user, "cases.anonymous_advice_listed", shown=shown, request=request, count=count
    )
    context: dict[str, Any] = {"page": page, "rows": [_row(one) for one in shown]}
    return render(request, "cases/anonymous_advice.html", {**context, "now": timezone.now()})


@get_or_post
def advice_new(request: StaffRequest) -> HttpResponse:
    """Record advice to somebody who stays unknown; what is refused stays typed."""
    permissions.require_advise(request.user)
    now = timezone.now()
    units = _units(request)
    form = AnonymousAdviceForm(request.POST or None, units=units, initial={"given_at": now})
    if form.is_valid():
        workflow.give_anonymous_advice(by=request.user, at=now, **form.cleaned_data)
        messages.success(request, _("The advice is recorded, without anybody's name."))
        return redirect("anonymous_advice")
    return render(request, "cases/anonymous_advice_new.html", {"form": form})


def _units(request: StaffRequest) -> dict[int, Unit]:
    keys = set(permissions.advising_units(request.user))
    held = roles.current_memberships(request.user)
    return {member.unit_id: member.unit for member in held if member.unit_id in keys}


def _row(advice: AnonymousAdvice) -> dict[str, Any]:
    return {"advice": advice, "topics": [Category(topic).label for topic in advice.topics]}
