"""Who may see a case and why; who looked at it, when and what for (LR18)."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from beredskab.accounts import duty
from beredskab.accounts.requests import StaffRequest
from beredskab.accounts.roles import Role
from beredskab.audit import trail
from beredskab.audit.models import LookUp
from cases import permissions, readers, visibility
from cases.forms.persons import CprPurpose
from cases.models import Case
from cases.views.case_page import render_case
from cases.views.duty_chain import chain
from cases.views.loading import load_case
from cases.visibility import Part
from cases.workflow.telling import blocked

PAGE = 50
REASONS: dict[str, str | Promise] = {
    "holder": gettext_lazy("Has the duty to act"),
    "intake": gettext_lazy("The unit receives concerns"),
    "offered": gettext_lazy("Is asked to take the case over"),
    "cooperation": gettext_lazy("Helps beside the adult area"),
    "routing": gettext_lazy("Is told who helps"),
    "infohus": gettext_lazy("Prepares Infohus Kommune"),
    "duty": gettext_lazy("Is or was called to the case"),
    "legal_office": gettext_lazy("An acute placement is put to her"),
}
VERBS: dict[str, str | Promise] = {
    "cases.viewed": gettext_lazy("Opened the case"),
    "cases.access_viewed": gettext_lazy("Opened access and log"),
    "cases.sheet_viewed": gettext_lazy("Opened the sheet without names"),
    "cases.cpr_shown": gettext_lazy("Saw a CPR number"),
    "cases.letter_printed": gettext_lazy("Opened the confirmation letter"),
    "cases.safety_plan_printed": gettext_lazy("Printed the safety plan"),
    "cases.before_holiday_listed": gettext_lazy("Saw the case in the list before the holiday"),
    "cases.after_holiday_listed": gettext_lazy("Saw the case in the list after the holiday"),
    "cases.searched": gettext_lazy("Found the case by search"),
    "cases.listed": gettext_lazy("Saw the case in a list"),
    "cases.deadlines_listed": gettext_lazy("Saw the case in the list of deadlines"),
    "cases.deadlines_exported": gettext_lazy("Got the list of deadlines as a file"),
    "cases.own_answers_viewed": gettext_lazy("Read her own answer in the case"),
    "infohus.listed": gettext_lazy("Saw the case in the list of Infohus"),
    "infohus.psp_listed": gettext_lazy("Saw what PSP agreed of the case"),
    "infohus.viewed": gettext_lazy("Opened a meeting of Infohus on the case"),
    "cases.not_found": gettext_lazy("Was refused the case"),
    "forbidden": gettext_lazy("Was refused an action"),
    "refused": gettext_lazy("Was refused an action"),
}


@require_safe
def case_access(request: StaffRequest, reference: str) -> HttpResponse:
    """Show the access to a case; the look-ups to its holder and its leaders alone."""
    case = load_case(request, reference, verb="cases.access_viewed")
    now = timezone.now()
    sees_notifier = Part.NOTIFIER in visibility.parts(request.user, case)
    duty_chain = chain(case, sees_notifier=sees_notifier)
    context: dict[str, Any] = {"access": _access(case, now), "duty": duty_chain}
    if permissions.can_see_look_ups(request.user, case):
        found = trail.looks_at(case)
        page = Paginator(found, PAGE).get_page(request.GET.get("page"))
        context |= {"page": page, "look_ups": [_look_up(row) for row in page]}
    return render_case(request, case, "cases/case_access.html", "case_access", **context)


def _access(case: Case, now: datetime) -> list[dict[str, Any]]:
    """Everybody who may see the case: by a grant of her own, by role in a unit, as leader."""
    users = [
        {"who": grant.user.name, "why": _reason(grant.reason), "grant": grant}
        for grant in readers.user_grants(case, now)
    ]
    groups = [
        {"who": _members(grant.group.unit_group), "why": _reason(grant.reason), "grant": grant}
        for grant in readers.group_grants(case, now)
    ]
    barred = blocked(case)
    leaders = [
        {"who": leader.name, "why": _("Leads the unit")}
        for leader in duty.leaders_of(case.unit, now)
        if leader.pk not in barred
    ]
    return [*users, *groups, *leaders]


def _members(held: Any) -> str:
    return f"{Role(held.role).label}, {held.unit.name}"


def _reason(key: str) -> str:
    return str(REASONS.get(key, key))


def _look_up(row: LookUp) -> dict[str, Any]:
    return {
        "row": row,
        "who": row.actor.name if row.actor else _("Nobody who was logged in"),
        "what": str(VERBS.get(row.verb, row.verb)),
        "purpose": str(dict(CprPurpose.choices).get(row.purpose, "")),
        "was_refused": row.result == LookUp.Result.REFUSED,
    }
