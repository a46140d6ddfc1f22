"""Settings of units, and of the routes to them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from beredskab.accounts import permissions
from beredskab.accounts.forms.municipality import RouteForm, UnitForm
from beredskab.accounts.views.pages import form_page, saved
from beredskab.municipality import workflow
from beredskab.municipality.models import Route, Unit
from beredskab.municipality.sources import Source
from beredskab.web.methods import get_or_post


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    permissions.require_administer(request.user)
    return render(request, "municipality/units.html", {"units": Unit.objects.all()})


@get_or_post
def unit_add(request: HttpRequest) -> HttpResponse:
    by = permissions.require_administer(request.user)
    form = UnitForm(request.POST or None)
    if form.is_valid():
        workflow.add_unit(by=by, at=timezone.now(), **form.cleaned_data)
        return saved(request, "settings_units")
    return form_page(request, form, _("Add unit"), "settings_units")


@get_or_post
def unit_change(request: HttpRequest, slug: str) -> HttpResponse:
    by = permissions.require_administer(request.user)
    unit = get_object_or_404(Unit, slug=slug)
    now = {"name": unit.name, "kind": unit.kind, "phone": unit.phone}
    form = UnitForm(request.POST or None, initial=now, unit=unit)
    if form.is_valid():
        workflow.change_unit(unit, by=by, at=timezone.now(), **form.cleaned_data)
        return saved(request, "settings_units")
    return form_page(request, form, unit.name, "settings_units")


@require_POST
def unit_retire(request: HttpRequest, slug: str) -> HttpResponse:
    by = permissions.require_administer(request.user)
    unit = get_object_or_404(Unit, slug=slug)
    workflow.retire_unit(unit, by=by, at=timezone.now())
    return saved(request, "settings_units")


@require_POST
def unit_resume(request: HttpRequest, slug: str) -> HttpResponse:
    by = permissions.require_administer(request.user)
    unit = get_object_or_404(Unit, slug=slug)
    workflow.resume_unit(unit, by=by, at=timezone.now())
    return saved(request, "settings_units")


@require_safe
def routes(request: HttpRequest) -> HttpResponse:
    permissions.require_administer(request.user)
    labels = dict(Source.choices)
    rows = [
        {"route": route, "source": labels.get(route.source, _("Every other source"))}
        for route in Route.objects.select_related("unit")
    ]
    return render(request, "municipality/routes.html", {"rows": rows})


@get_or_post
def route_set(request: HttpRequest) -> HttpResponse:
    """Add a route, or change the one of the same source and age."""
    by = permissions.require_administer(request.user)
    chosen = {name: request.GET.get(name, "") for name in ("source", "age")}
    form = RouteForm(request.POST or None, initial=chosen)
    if form.is_valid():
        workflow.set_route(by=by, at=timezone.now(), **form.cleaned_data)
        return saved(request, "settings_routes")
    return form_page(request, form, _("Set a route"), "settings_routes")


@require_POST
def route_remove(request: HttpRequest, pk: int) -> HttpResponse:
    by = permissions.require_administer(request.user)
    route = get_object_or_404(Route, pk=pk)
    workflow.remove_route(route, by=by, at=timezone.now())
    return saved(request, "settings_routes")
