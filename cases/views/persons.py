"""The persons of a case, what it is about, and the look at a CPR number."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from beredskab.accounts.models import User
from beredskab.accounts.requests import StaffRequest
from beredskab.audit import trail
from beredskab.audit.refusals import refusals_on
from beredskab.timelimits import local_day
from beredskab.web.methods import get_or_post
from cases import doubles, locks, permissions, visibility, wording, workflow
from cases.choices import Category, PersonRole
from cases.forms.cases import CategoriesForm
from cases.forms.persons import CasePersonForm, ChangePersonForm, CprForm, initial_of
from cases.models import Case, NoticePostponement, Person, PersonInRole
from cases.states import require_open
from cases.views.case_page import back_to, form_page, render_case
from cases.views.conflicts import conflicts_on
from cases.views.loading import load_case
from cases.visibility import Part
from cases.workflow.persons import LeaderLifts, stamp


@require_safe
def case_persons(request: StaffRequest, reference: str) -> HttpResponse:
    """Show who is who; names for those who may edit, CPR numbers masked for all."""
    case = load_case(request, reference)
    persons = locks.persons_of(case).prefetch_related("roles")
    standings = locks.standings(case)
    postponed = {one.person_id: one for one in _postponed(case)}
    cards = [_card(person, case, request.user, standings, postponed) for person in persons]
    return render_case(
        request,
        case,
        "cases/case_persons.html",
        "case_persons",
        persons=[card for card in cards if card["facts"]],
        categories=[Category(key).label for key in case.categories],
        may_edit=permissions.can_edit(request.user, case) and case.closed_at is None,
        **doubles.shown(case, request.user, at=timezone.now()),
        may_lift=permissions.can_lift_lock(request.user, case) and case.closed_at is None,
    )


@get_or_post
def case_person_add(request: StaffRequest, reference: str) -> HttpResponse:
    case = load_case(request, reference)
    _require_edit(request, case)
    form = CasePersonForm(request.POST or None, seen=visibility.parts(request.user, case))
    if form.is_valid():
        workflow.add_person(case, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The person is added."))
        return back_to(case, "case_persons")
    return _form_page(request, case, form, _("Add a person"))


@get_or_post
def case_person(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """Complete or correct what is known of a person."""
    case = load_case(request, reference)
    _require_edit(request, case)
    person = get_object_or_404(case.persons.prefetch_related("roles"), pk=pk)
    seen = visibility.parts(request.user, case)
    form = ChangePersonForm(
        request.POST or None,
        seen=seen,
        is_exposed=case.exposed_id == person.pk,
        sees_address=_sees_address(person, case, request.user),
        initial={"seen": stamp(person), **initial_of(person)},
    )
    if form.is_valid():
        overtaken = conflicts_on(form, request, initial_of)
        with overtaken, refusals_on(form, request, {LeaderLifts: "roles"}):
            workflow.change_person(person, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("The change is saved."))
            return back_to(case, "case_persons")
    return _form_page(request, case, form, _("Change a person"))


@get_or_post
def case_cpr(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """Ask for the purpose, write it down, and show the CPR number once (LR20)."""
    case = load_case(request, reference)
    if Part.CPR not in visibility.parts(request.user, case):
        raise PermissionDenied
    person = get_object_or_404(case.persons.filter(cpr__isnull=False), pk=pk)
    form = CprForm(request.POST or None)
    cpr = ""
    if form.is_valid():
        trail.look(
            request.user,
            "cases.cpr_shown",
            shown=[person],
            reference=case.reference,
            purpose=form.cleaned_data["purpose"],
            request=request,
        )
        number: str = person.cpr or ""
        cpr = f"{number[:6]}-{number[6:]}"
    return render_case(request, case, "cases/case_cpr.html", form=form, cpr=cpr)


@get_or_post
def case_categories(request: StaffRequest, reference: str) -> HttpResponse:
    """Settle what the case is about (R9)."""
    case = load_case(request, reference)
    _require_edit(request, case)
    form = CategoriesForm(request.POST or None, initial={"categories": case.categories})
    if request.method == "POST" and form.is_valid():
        workflow.set_categories(case, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The change is saved."))
        return back_to(case, "case_persons")
    return _form_page(request, case, form, _("Settle what it is about"))


def _sees_address(person: Person, case: Case, user: User) -> bool:
    return not person.address_protection or permissions.can_see_address(user, case)


def _require_edit(request: StaffRequest, case: Case) -> None:
    permissions.require_edit(request.user, case)
    require_open(case.status)


def _form_page(request: StaffRequest, case: Case, form: Any, heading: str) -> HttpResponse:
    back = reverse("case_persons", args=[case.reference])
    return form_page(request, case, form, heading=heading, back=back)


def _card(
    person: Person,
    case: Case,
    user: User,
    standings: Mapping[int, locks.Standing],
    postponed: Mapping[int, NoticePostponement],
) -> dict[str, Any]:
    """The facts of a person that the user may see; none of who notified, unless she may (LR13)."""
    seen = visibility.parts(user, case)
    held = _roles(person, seen)
    if not held:
        return {"facts": []}
    # What was written in a case that was joined to this one is read here, and changed nowhere.
    is_own, is_exposed = person.case_id == case.pk, person.pk == case.exposed_id
    facts = [
        (_("Roles"), ", ".join(str(one.get_role_display()) for one in held)),
        (_("Relation"), ", ".join({str(o.get_relation_display()) for o in held if o.relation})),
        (_("Age"), wording.person_words(person, local_day(timezone.now()))),
        (_("Gender"), person.get_gender_display()),
        (_("CPR number"), person.masked_cpr if Part.CPR in seen else ""),
        (_("Safe way of contact"), person.safe_contact if Part.SAFE_CONTACT in seen else ""),
        (_("Remarks"), person.remarks if Part.NOTIFICATION in seen else ""),
    ]
    return {
        "person": person,
        "heading": (person.name if Part.NOTIFICATION in seen else "") or _heading(person),
        "facts": [{"label": label, "value": value} for label, value in facts if value],
        # Never on paper (LR19); the page hides it in print.
        "address": visibility.address(person, user, case),
        "protection": person.get_address_protection_display() if person.address_protection else "",
        "postponed": postponed.get(person.pk),
        "may_be_told": is_own and not person.is_group and not is_exposed,
        "has_cpr": is_own and bool(person.cpr) and Part.CPR in seen,
        "is_exposed": is_exposed,
        "lock": standings.get(person.pk),
        "is_own": is_own,
    }


def _postponed(case: Case) -> Any:
    found = NoticePostponement.objects.filter(person__case=case, ended_at__isnull=True)
    return found.select_related("decided_by")


def _roles(person: Person, seen: frozenset[Part]) -> list[PersonInRole]:
    hidden = {PersonRole.NOTIFIER} if Part.NOTIFIER not in seen else set()
    return [one for one in person.roles.all() if one.role not in hidden]


def _heading(person: Person) -> str:
    return _("A group without a name") if person.is_group else _("A person without a name")
