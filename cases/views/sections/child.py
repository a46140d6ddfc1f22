"""Parts of the tab of assessments: talk with the child, examination, measures, plan."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import kinds, permissions
from cases.choices import MeasureKind
from cases.kinds import TITLES
from cases.models import (
    ChildPlan,
    ChildTalk,
    ChildTalkLeftOut,
    Examination,
    Measure,
    PlannedChildTalk,
    Reassessment,
)
from cases.models.measure import BY_CONSENT, OF_CHILDREN
from cases.states import CaseStatus
from cases.views.sections.base import Reading, Section
from cases.visibility import Part
from cases.workflow import reassessment
from cases.workflow.examination import other_children
from cases.workflow.measures import is_assessed, missing_of

Row = dict[str, Any]
OF_MEASURES = tuple(kind for kind in TITLES if kind.startswith("task-measure_"))


def child_talk(reading: Reading) -> Section | None:
    """What the child said, for who works on the case alone; never on paper (R58)."""
    if Part.CHILD_TALK not in reading.seen or not reading.case.is_minor:
        return None
    talks = ChildTalk.objects.filter(case=reading.case)
    planned = PlannedChildTalk.objects.filter(case=reading.case, cancelled_at=None, held=None)
    left_out = ChildTalkLeftOut.objects.filter(case=reading.case)
    context: dict[str, Any] = {
        "talks": list(
            talks.select_related("recorded_by", "interpreter").prefetch_related("present")
        ),
        "planned": list(
            planned.select_related("planned_by", "interpreter").prefetch_related("present")
        ),
        "left_out": list(left_out.select_related("decided_by", "leader")),
        "may_edit": _may_edit(reading),
    }
    is_settled = bool(context["talks"] or context["left_out"])
    waits = bool(context["planned"]) or not is_settled
    state = reading.state("task-child_talk", waits=waits, done=is_settled)
    heading = gettext_lazy("Talks with the child")
    return Section("child_talk", heading, "cases/sections/child_talk.html", context, state=state)


def examination(reading: Reading) -> Section | None:
    """The examination under § 20, the newest first."""
    if Part.RISK not in reading.seen or not reading.case.is_minor:
        return None
    found = list(Examination.objects.of_case(reading.case).for_page())
    newest = found[0] if found else None
    context = {
        "examinations": [_examination(one, reading) for one in found],
        "siblings": _siblings(newest, reading) if newest else [],
        "may_edit": _may_edit(reading),
    }
    return Section(
        "examination",
        gettext_lazy("Examination (§ 20)"),
        "cases/sections/examination.html",
        context,
        _examination_buttons(newest, reading),
        reading.state(
            kinds.EXAMINATION,
            kinds.EXAMINE_SIBLINGS,
            waits=newest is not None and newest.is_open,
            done=newest is not None,
        ),
    )


def measures(reading: Reading) -> Section | None:
    """The measures, the newest decision first, and what is missing of each."""
    if Part.RISK not in reading.seen:
        return None
    found = Measure.objects.of_case(reading.case).for_page().select_related("case")
    assessed = is_assessed(reading.case)
    rows = [_measure(one, assessed) for one in found]
    context = {"measures": rows, "may_edit": _may_edit(reading)}
    state = reading.state(*OF_MEASURES, waits=any(row["missing"] for row in rows), done=bool(rows))
    heading = gettext_lazy("Measures")
    return Section("measures", heading, "cases/sections/measures.html", context, state=state)


def child_plan(reading: Reading) -> Section | None:
    """The plan as it stands, and its former versions."""
    if Part.RISK not in reading.seen or not reading.case.is_minor:
        return None
    versions = list(ChildPlan.objects.filter(case=reading.case).select_related("made_by"))
    owed = reading.owed_by_subject(kinds.PLAN).get(reading.case.pk)
    shown = [{"plan": one, "rows": _plan_rows(one)} for one in versions]
    context = {"newest": shown[0] if shown else None, "former": shown[1:], "owed": owed}
    heading = gettext_lazy("The plan of the child")
    state = reading.state(kinds.PLAN, done=bool(versions))
    return Section("child_plan", heading, "cases/sections/child_plan.html", context, state=state)


def reassessments(reading: Reading) -> Section | None:
    """New notifications that are judged anew, and who may be the second (LR6)."""
    if Part.RISK not in reading.seen or not reading.case.is_minor:
        return None
    asked = reading.owed_by_subject(kinds.REASSESS)
    found = Reassessment.objects.filter(tie__case=reading.case)
    done = list(found.select_related("tie__concern", "with_user", "made_by"))
    owed = [
        {"concern": tie.concern, "due_at": asked[tie.pk]} for tie in reading.ties if tie.pk in asked
    ]
    if not owed and not done:
        return None
    new = reassessment.new_to(reading.case, at=reading.now) if owed else []
    context = {"owed": owed, "done": done, "new": new, "may_edit": _may_edit(reading)}
    heading = gettext_lazy("Re-assessment with somebody new to the case")
    state = reading.state(kinds.REASSESS, done=bool(done))
    return Section("reassess", heading, "cases/sections/reassessments.html", context, state=state)


def _may_edit(reading: Reading) -> bool:
    is_open = reading.case.status != CaseStatus.CLOSED
    return is_open and permissions.can_edit(reading.user, reading.case)


def _rows(*pairs: tuple[Any, Any]) -> list[Row]:
    return [{"label": label, "value": value} for label, value in pairs if value]


def _examination(one: Examination, reading: Reading) -> Row:
    late = one.is_open and reading.now > one.due_at
    written = list(one.preliminary_assessments.all())
    return {
        "examination": one,
        "preliminary": written,
        "is_late": late,
        "lacks_preliminary": late and not written,
    }


def _examination_buttons(newest: Examination | None, reading: Reading) -> list[Row]:
    if not _may_edit(reading):
        return []
    if newest is None or not newest.is_open:
        return [_button(reading, _("Begin the examination (§ 20)"), "case_examination_open")]
    return [
        _button(reading, _("Finish the examination (§ 20)"), "case_examination_conclude"),
        _button(reading, _("Write a preliminary assessment"), "case_preliminary"),
    ]


def _button(reading: Reading, label: str, url_name: str) -> Row:
    return {"label": label, "url": reverse(url_name, args=[reading.case.reference])}


def _siblings(newest: Examination, reading: Reading) -> list[Row]:
    """The other children, each with what was judged of her last."""
    judged = {one.child_id: one for one in newest.sibling_assessments.all()}
    return [
        {
            "name": child.name or _("A person without a name"),
            "judged": judged.get(child.pk),
            "url": reverse("case_sibling", args=[reading.case.reference, child.pk]),
        }
        for child in other_children(reading.case)
    ]


def _measure(one: Measure, assessed: bool) -> Row:
    missing = [_(TITLES[kind]) for kind in missing_of(one, assessed=assessed)]
    return {"measure": one, "rows": _measure_rows(one), "missing": missing}


def _measure_rows(one: Measure) -> Iterable[Row]:
    consent = one.get_custody_consent_display() if one.kind in BY_CONSENT else ""
    plan = one.get_plan_needed_display() if one.kind == MeasureKind.SUPPORT else ""
    return _rows(
        (_("What"), one.what),
        (_("Purpose"), one.purpose),
        (_("Expected duration"), one.expected_duration),
        (_("Short assessment"), one.acute_assessment),
        (_("Consent of the custody holder"), consent),
        (_("Consent of the young person"), one.asks_youth and one.get_youth_consent_display()),
        (_("Told of its rights as a party"), one.child_is_party and one.get_party_told_display()),
        (_("Plan"), _plan_words(one, plan)),
        (_("Reason about the plan"), one.plan_reason),
        (_("Why it was decided before there was a plan"), one.without_plan_reason),
        (_("Why it ended"), one.end_reason),
    )


def _plan_words(one: Measure, answer: str) -> str:
    if one.kind not in OF_CHILDREN or not one.case.is_minor:
        return ""
    return _("Always, at a placement") if one.is_placement else str(answer)


def _plan_rows(one: ChildPlan) -> list[Row]:
    return _rows(
        (_("Aims"), one.goals),
        (_("Purpose of the measures"), one.purpose),
        (_("Results of the examination"), one.results),
        (_("Support of the family"), one.family_support),
        (_("The child's wish"), one.child_view),
    )
