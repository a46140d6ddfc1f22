"""What all pages of one case show around their own content."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beredskab.accounts.models import User
from beredskab.accounts.requests import StaffRequest
from beredskab.deadlines.models import Deadline
from beredskab.timelimits import local_day
from cases import actions, deadlines, hidden, locks, safe_contacts, visibility, wording
from cases.models import Case
from cases.visibility import Part

TABS = (
    ("case_detail", gettext_lazy("Overview")),
    ("case_persons", gettext_lazy("Persons")),
    ("case_assessments", gettext_lazy("Assessments")),
    ("case_safety", gettext_lazy("Safety")),
    ("case_tasks", gettext_lazy("Tasks")),
    ("case_notes", gettext_lazy("Notes")),
    ("case_access", gettext_lazy("Access and log")),
)


def render_case(
    request: StaffRequest, case: Case, template: str, tab: str = "", **context: Any
) -> HttpResponse:
    """Render a page of a case with its identity bar; `tab` is the url name of the current tab."""
    now = timezone.now()
    return render(
        request, template, {**head(request, case, tab, now, deadlines.nearest(case)), **context}
    )


def head(
    request: StaffRequest, case: Case, tab: str, now: datetime, nearest: Deadline | None
) -> dict[str, Any]:
    """The identity bar, the tabs and the buttons of a case."""
    seen = visibility.parts(request.user, case)
    exposed = case.exposed
    found = actions.of_case(request.user, case)
    buttons = [button for button in found if not button["section"]]
    return {
        "case": case,
        "now": now,
        "joined_into": _joined_into(request, case),
        "who": wording.person_words(exposed, local_day(now)),
        "restriction": locks.restriction(case),
        "nearest": nearest,
        "nearest_label": _label(nearest, request.user, seen),
        "nearest_status": wording.deadline_status(nearest, now) if nearest else "",
        "safe_contacts": safe_contacts.of(case) if Part.SAFE_CONTACT in seen else [],
        "sees": {part.value: part in seen for part in Part},
        "tabs": _tabs(case, tab),
        "buttons": buttons,
        "buttons_of_sections": [button for button in found if button["section"]],
        "has_links": any(not (button["posts"] or button["urgent"]) for button in buttons),
    }


def _label(nearest: Deadline | None, user: User, seen: frozenset[Part]) -> str:
    """What the nearest deadline is for, unless that tells of what she doesn't see."""
    is_told = nearest is not None and hidden.is_told(nearest, user, seen)
    return nearest.label if nearest is not None and is_told else ""


def _joined_into(request: StaffRequest, case: Case) -> Case | None:
    """Where the concerns of a closed duplicate went, for who may see that case too."""
    if case.joined_into_id is None:
        return None
    return Case.objects.visible_to(request.user).filter(pk=case.joined_into_id).first()


def form_page(
    request: StaffRequest, case: Case, form: Any, *, heading: str, button: str = "", **context: Any
) -> HttpResponse:
    """Render a form about a case that needs no page of its own.

    `whom` stands in its heading, and never in the title.
    """
    context = {"form": form, "heading": heading, "button": button or _("Save"), **context}
    context.setdefault("back", case.get_absolute_url())
    return render_case(request, case, "cases/case_form.html", **context)


def back_to(case: Case, url_name: str = "case_detail") -> HttpResponse:
    """Redirect to a tab of the case."""
    return redirect(reverse(url_name, args=[case.reference]))


def _tabs(case: Case, current: str) -> Sequence[dict[str, Any]]:
    return [
        {
            "label": label,
            "url": reverse(name, args=[case.reference]),
            "current": name == current,
        }
        for name, label in TABS
    ]
