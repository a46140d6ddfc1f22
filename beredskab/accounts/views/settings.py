"""`/indstillinger/`: what the municipality has set, and the pages of its own switches."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from beredskab.accounts import gaps, permissions
from beredskab.accounts.forms import ladder as ladder_forms
from beredskab.accounts.forms.municipality import CalendarForm, IdentityForm, RemindersForm
from beredskab.accounts.views.pages import form_page
from beredskab.municipality import preview, workflow
from beredskab.municipality.models import Contact, Municipality, Route, Unit
from beredskab.web.htmx import render_page
from beredskab.web.methods import get_or_post


@require_safe
def settings(request: HttpRequest) -> HttpResponse:
    permissions.require_administer(request.user)
    municipality = Municipality.objects.current()
    context = {
        "gaps": gaps.find(timezone.now()),
        "identity": _identity_rows(municipality),
        "limits": _limit_rows(municipality),
        "registers": _register_rows(municipality),
    }
    return render(request, "municipality/settings.html", context)


@get_or_post
def identity(request: HttpRequest) -> HttpResponse:
    by = permissions.require_administer(request.user)
    form = IdentityForm(request.POST or None, initial=_initial(IdentityForm))
    if form.is_valid():
        workflow.change_identity(by=by, at=timezone.now(), **form.cleaned_data)
        return _saved(request)
    return form_page(request, form, _("Municipality"), "settings")


@get_or_post
def calendar(request: HttpRequest) -> HttpResponse:
    """Change the calendar; GET with `preview` shows what would come of it and saves nothing."""
    by = permissions.require_administer(request.user)
    tried = request.GET if "preview" in request.GET else None
    form = CalendarForm(request.POST or tried, initial=_initial(CalendarForm))
    if request.method == "POST" and form.is_valid():
        workflow.change_calendar(by=by, at=timezone.now(), **form.cleaned_data)
        return _saved(request)
    values = form.cleaned_data if form.is_valid() else form.initial
    context = {"form": form, "examples": _examples(values)}
    return render_page(request, "municipality/calendar.html", "examples", context)


@get_or_post
def reminders(request: HttpRequest) -> HttpResponse:
    by = permissions.require_administer(request.user)
    form = RemindersForm(request.POST or None, initial=_initial(RemindersForm))
    if form.is_valid():
        workflow.change_reminders(by=by, at=timezone.now(), **form.cleaned_data)
        return _saved(request)
    return form_page(request, form, _("Reminders and drafts"), "settings")


@get_or_post
def ladder(request: HttpRequest) -> HttpResponse:
    by = permissions.require_administer(request.user)
    current = Municipality.objects.current().alert_ladder
    form = ladder_forms.LadderForm(request.POST or None, initial=ladder_forms.initial(current))
    if form.is_valid():
        workflow.change_ladder(by=by, at=timezone.now(), ladder=form.ladder())
        return _saved(request)
    return render(request, "municipality/ladder.html", {"form": form})


def _initial(form: type[CalendarForm | IdentityForm | RemindersForm]) -> dict[str, Any]:
    municipality = Municipality.objects.current()
    return {name: getattr(municipality, name) for name in form.base_fields}


def _examples(values: Mapping[str, Any]) -> list[preview.Example]:
    tried = Municipality(
        saturday_counts=values["saturday_counts"],
        half_holidays_count=values["half_holidays_count"],
    )
    return preview.examples(tried.calendar, show_amber=values["show_amber"])


def _saved(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("The settings are saved."))
    return redirect("settings")


def _identity_rows(municipality: Municipality) -> list[dict[str, Any]]:
    url = reverse("settings_identity")
    return [
        {"label": _("Name"), "value": municipality.name or _("Not set"), "url": url},
        {
            "label": _("Signature of confirmations"),
            "value": municipality.confirmation_signature or _("Not set"),
            "url": url,
        },
        {
            "label": _("Legal basis printed on confirmations"),
            "value": municipality.law_chapter,
            "url": url,
        },
        {"label": _("Infohus"), "value": _on_off(municipality.has_infohus), "url": url},
        {
            "label": _("Police district"),
            "value": municipality.get_police_district_display() or _("Not set"),
            "url": url,
        },
        {
            "label": _("Action cards can be read without log-in"),
            "value": _on_off(municipality.cards_public),
            "url": url,
        },
        {
            "label": _("Whom to write to on accessibility"),
            "value": municipality.accessibility_contact or _("Not set"),
            "url": url,
        },
        {
            "label": _("Whom to call on accessibility"),
            "value": municipality.accessibility_phone or _("Not set"),
            "url": url,
        },
    ]


def _limit_rows(municipality: Municipality) -> list[dict[str, Any]]:
    calendar_url, reminders_url = reverse("settings_calendar"), reverse("settings_reminders")
    return [
        {
            "label": _("Saturday counts as a weekday"),
            "value": _on_off(municipality.saturday_counts),
            "url": calendar_url,
        },
        {
            "label": _("1 May, 5 June, 24 and 31 December count as weekdays"),
            "value": _on_off(municipality.half_holidays_count),
            "url": calendar_url,
        },
        {
            "label": _("Amber date"),
            "value": _on_off(municipality.show_amber),
            "url": calendar_url,
        },
        {
            "label": _("Alert ladder"),
            "value": _("After %(hours)s hours") % {"hours": _alert_hours(municipality)},
            "url": reverse("settings_ladder"),
        },
        {
            "label": _("Weekdays until a concern being clarified is asked after"),
            "value": municipality.clarify_reminder_weekdays,
            "url": reminders_url,
        },
        {
            "label": _("Days that a draft is kept"),
            "value": municipality.draft_days,
            "url": reminders_url,
        },
        {
            "label": _("Hours until a concern that nobody has taken is marked"),
            "value": municipality.unassigned_hours,
            "url": reminders_url,
        },
        {
            "label": _("Age from which a youth plan is suggested"),
            "value": municipality.youth_plan_from_age,
            "url": reminders_url,
        },
        {
            "label": _("Hours until an unanswered offer of a case returns"),
            "value": _("%(hours)s, acute %(acute)s")
            % {"hours": municipality.offer_hours, "acute": municipality.offer_hours_acute},
            "url": reminders_url,
        },
    ]


def _register_rows(municipality: Municipality) -> list[dict[str, Any]]:
    rows: list[tuple[str, Any, str]] = [
        (_("Units"), Unit.objects.count(), "settings_units"),
        (_("Receiving units"), Route.objects.count(), "settings_routes"),
        (_("Duty rota"), _("Who has the duty when"), "settings_rota"),
        (_("Absences"), _("Who is away and who stands in"), "absences"),
        (_("Contacts"), Contact.objects.in_use().count(), "directory"),
        (_("Users and memberships"), _("In the registers"), "admin:accounts_user_changelist"),
    ]
    if municipality.has_infohus:
        rows.append((_("Infohus"), _("Who must be there"), "settings_infohus"))
    return [
        {"label": label, "value": value, "url": reverse(name), "action": _("Show")}
        for label, value, name in rows
    ]


def _alert_hours(municipality: Municipality) -> str:
    steps = municipality.alert_ladder["assessment"]
    return ", ".join(str(step["after_hours"]) for step in steps if "after_hours" in step)


def _on_off(value: bool) -> str:
    return _("On") if value else _("Off")
