"""The list of the cases that one may see, and the search in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from beredskab.accounts import roles
from beredskab.accounts.models import User
from beredskab.accounts.requests import StaffRequest
from beredskab.audit import trail
from beredskab.encryption import keyed_hash
from beredskab.timelimits import local_day
from beredskab.web.htmx import render_page
from beredskab.web.methods import get_or_post
from cases import permissions, wording
from cases.forms.cases import SearchForm
from cases.models import Case
from cases.querysets.cases import CaseQuerySet
from cases.states import CaseStatus

PAGE = 25
CAP = 1001
MOST_FOUND = 50
TEMPLATE = "cases/case_list.html"


@require_safe
def case_list(request: StaffRequest) -> HttpResponse:
    """Show a page of the cases, the most urgent first; what is shown is written down before."""
    permissions.require_read_cases(request.user)
    now = timezone.now()
    chosen = Chosen.from_query(request.GET, request.user)
    found = chosen.narrow(Case.objects.visible_to(request.user, at=now), request.user, now)
    page, rows = _page(found, request.GET.get("page", ""))
    trail.look(
        request.user, "cases.listed", shown=rows, request=request, count=page.paginator.count
    )
    context = {
        "form": SearchForm(),
        "chosen": chosen,
        "tags": chosen.tags(),
        "page": page,
        "total": page.paginator.count,
        "may_advise": permissions.can_advise(request.user),
        "has_own_answers": permissions.can_read_own_answers(request.user),
        "is_capped": page.paginator.count >= CAP,
        **_shown(rows, now),
    }
    return render_page(request, TEMPLATE, "rows", context)


@get_or_post
def case_search(request: StaffRequest) -> HttpResponse:
    """Find cases by reference, CPR number or name, among those that the user may see anyway.

    What is searched for never stands in an address: whoever loads the page again gets the list.
    """
    if request.method != "POST":
        return redirect("case_list")
    permissions.require_read_cases(request.user)
    now = timezone.now()
    form = SearchForm(request.POST)
    rows = _found(form, request.user, now) if form.is_valid() else []
    if form.is_valid():
        words = form.cleaned_data["words"].casefold()
        trail.look(
            request.user,
            "cases.searched",
            shown=rows,
            request=request,
            search_hash=keyed_hash(words, "search"),
            count=len(rows),
        )
    if form.is_valid() and form.reference and rows:
        return redirect(rows[0])
    context = {"form": form, "is_search": True, "total": len(rows), **_shown(rows, now)}
    return render(request, TEMPLATE, context)


@dataclass(frozen=True)
class Chosen:
    """The filters of the list, as the address names them."""

    unit: int | None = None
    units: tuple[tuple[int, str], ...] = ()
    status: str = ""
    unassigned: bool = False
    acute: bool = False
    mine: bool = False

    STATUSES = {
        "": gettext_lazy("Open"),
        "overdue": gettext_lazy("Overdue"),
        CaseStatus.RECEIVED: gettext_lazy("Not assessed"),
        CaseStatus.ASSESSED: CaseStatus.ASSESSED.label,
        CaseStatus.SCREENED: CaseStatus.SCREENED.label,
        CaseStatus.RISK_ASSESSED: CaseStatus.RISK_ASSESSED.label,
        CaseStatus.IN_MEASURES: CaseStatus.IN_MEASURES.label,
        CaseStatus.FOLLOW_UP: CaseStatus.FOLLOW_UP.label,
        CaseStatus.CLOSED: gettext_lazy("Closed"),
    }

    @classmethod
    def from_query(cls, query: QueryDict, user: Any) -> "Chosen":
        """Read the filters; what is unknown is left out."""
        units = {m.unit_id: m.unit.name for m in roles.current_memberships(user)}
        unit = query.get("enhed", "")
        status = query.get("status", "")
        return cls(
            unit=int(unit) if unit.isdecimal() and int(unit) in units else None,
            units=tuple(sorted(units.items(), key=lambda pair: pair[1])),
            status=status if status in cls.STATUSES else "",
            unassigned="ikke-tildelt" in query,
            acute="akut" in query,
            mine="mine" in query,
        )

    def narrow(self, cases: CaseQuerySet, user: Any, now: datetime) -> CaseQuerySet:
        """Keep the cases that the filters ask for."""
        if self.status == "overdue":
            cases = cases.overdue(now)
        else:
            cases = cases.in_status(self.status) if self.status else cases.open()
        if self.unit:
            cases = cases.in_unit(self.unit)
        if self.unassigned:
            cases = cases.unassigned()
        if self.acute:
            cases = cases.acute()
        return cases.held_by(user) if self.mine else cases

    def query(self) -> dict[str, str]:
        """The filters as the address has them."""
        given = {
            "enhed": str(self.unit or ""),
            "status": self.status,
            "ikke-tildelt": "1" if self.unassigned else "",
            "akut": "1" if self.acute else "",
            "mine": "1" if self.mine else "",
        }
        return {name: value for name, value in given.items() if value}

    def tags(self) -> list[dict[str, str]]:
        """The chosen filters, each with the address of the list without it."""
        labels = {
            "enhed": dict(self.units).get(self.unit or 0, ""),
            "status": str(self.STATUSES[self.status]),
            "ikke-tildelt": _("Not assigned"),
            "akut": _("Acute"),
            "mine": _("I have the duty to act"),
        }
        query = self.query()
        return [{"label": labels[name], "url": _address({**query, name: ""})} for name in query]

    @property
    def statuses(self) -> list[tuple[str, str]]:
        """The choices of status."""
        return [(key, str(label)) for key, label in self.STATUSES.items()]


def _address(query: dict[str, str]) -> str:
    kept = urlencode({name: value for name, value in query.items() if value})
    return f"{reverse('case_list')}?{kept}" if kept else reverse("case_list")


def _page(found: CaseQuerySet, number: str) -> tuple[Any, list[Case]]:
    """One page of the cases, counted up to the cap by the same query that fetches the rows."""
    wanted = int(number) if number.isdecimal() and 0 < int(number) < CAP else 1
    first = (wanted - 1) * PAGE
    rows = list(found.for_list().with_total(CAP)[first : first + PAGE])
    if not rows and wanted > 1:
        return _page(found, "1")
    total = rows[0].total if rows else 0  # type: ignore[attr-defined]
    return Paginator(range(total), PAGE).get_page(wanted), rows


def _found(form: SearchForm, user: User, now: datetime) -> list[Case]:
    cases = Case.objects.visible_to(user, at=now)
    if form.reference:
        cases = cases.of_reference(form.reference)
    elif form.cpr:
        cases = cases.of_cpr(form.cpr)
    else:
        cases = cases.of_name(form.cleaned_data["words"])
    return list(cases.for_list()[:MOST_FOUND])


def _shown(cases: Iterable[Case], now: datetime) -> dict[str, Any]:
    today = local_day(now)
    rows = [
        {
            "case": case,
            "who": wording.person_words(case.exposed, today),
            "status": wording.case_status(case, now),
        }
        for case in cases
    ]
    return {"rows": rows, "now": now}
