"""`/kontakter/`: whom to call about what, and one contact with its hours and its history."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from beredskab.accounts.audiences import audiences_of
from beredskab.accounts.requests import StaffRequest
from beredskab.directory import history, permissions
from beredskab.directory.filters import Chosen
from beredskab.directory.views.loading import load_contact
from beredskab.municipality import directory as contacts
from beredskab.municipality import opening, phones
from beredskab.municipality.directory import Line
from beredskab.timelimits import local_day
from beredskab.web.htmx import render_page

TEMPLATE = "directory/contact_list.html"


@require_safe
def directory(request: StaffRequest) -> HttpResponse:
    """Show the contacts that the user is shown, who answers now first."""
    now = timezone.now()
    shown = contacts.shown_to(audiences_of(request.user))
    chosen = Chosen.from_query(request.GET, shown)
    lines = chosen.narrow(contacts.lines(shown, now))
    today = local_day(now)
    context = {
        "chosen": chosen,
        "tags": chosen.tags(),
        "rows": [_row(line, today) for line in sorted(lines, key=_missing_last)],
        "emergency": phones.EMERGENCY,
        "police": phones.POLICE,
        "may_edit": permissions.can_edit(request.user),
    }
    return render_page(request, TEMPLATE, "rows", context)


@require_safe
def contact(request: StaffRequest, slug: str) -> HttpResponse:
    """Show one contact."""
    found, now = load_contact(request, slug), timezone.now()
    line, may_edit = contacts.line(found, now), permissions.can_edit(request.user)
    context = {
        "contact": found,
        "row": _row(line, local_day(now)),
        "hours": _week(line),
        "facts": _facts(line),
        "events": history.events(found, with_values=may_edit),
        "now": now,
        "police": phones.POLICE,
        "may_edit": may_edit,
    }
    return render(request, "directory/contact_detail.html", context)


@require_safe
def contacts_retired(request: StaffRequest) -> HttpResponse:
    """Show the contacts that are out of use."""
    permissions.require_edit(request.user)
    return render(request, "directory/contacts_retired.html", {"contacts": contacts.retired()})


def _missing_last(line: Line) -> bool:
    """Who can't be called yet comes last."""
    return not line.contact.phone


def _row(line: Line, today: date) -> dict[str, Any]:
    outdated = contacts.is_outdated(line.contact, today)
    return {"line": line, "contact": line.contact, "is_outdated": outdated}


def _facts(line: Line) -> list[dict[str, str]]:
    """What else there is to know, without what nobody wrote."""
    found = line.contact
    facts = [
        (_("Service"), found.get_service_display()),
        (_("Unit"), found.unit.name if found.unit else ""),
        (_("Topics"), ", ".join(line.topics)),
        (_("Age"), capfirst(line.ages)),
        (_("Shown to"), found.get_audience_display()),
        (_("Acute page"), _("Shown there") if found.is_acute else ""),
    ]
    return [{"label": label, "value": value} for label, value in facts if value]


def _week(line: Line) -> list[dict[str, str]]:
    """The days of the week with their hours; none when they are unknown or never end."""
    hours = opening.by_weekday(line.contact.hours)
    if not hours:
        return []
    return [
        {
            "label": capfirst(str(name)),
            "value": _("at %(hours)s") % {"hours": hours[day]} if day in hours else _("closed"),
        }
        for day, name in WEEKDAYS.items()
    ]
