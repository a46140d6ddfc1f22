"""What was done when it was acute, and what others judged of the risk."""

from collections.abc import Collection, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import kinds, permissions
from cases.models import AcuteCall, AcuteMark, Case, Concern, OutsideAssessment, PoliceHandover
from cases.views.sections.base import Reading, Section
from cases.visibility import Part


def acute(reading: Reading) -> Section | None:
    """The marks, calls and hand-overs of a case, newest first."""
    if Part.RISK not in reading.seen:
        return None
    items = acts_of(reading.case, reading.seen)
    context = {"items": items, "now": reading.now}
    return Section(
        "acute",
        gettext_lazy("Acute"),
        "cases/_acts.html",
        context,
        state=reading.state(
            kinds.POLICE,
            "task-police_follow_up",
            "task-legal_office",
            waits=reading.case.acute,
            done=bool(items),
        ),
    )


def outside(reading: Reading) -> Section | None:
    """What the police, the legal office and others were asked, and what they judged (R47)."""
    if Part.RISK not in reading.seen:
        return None
    rows = [_row(asked, reading) for asked in OutsideAssessment.objects.of_case(reading.case)]
    context = {"rows": rows, "now": reading.now}
    return Section(
        "outside",
        gettext_lazy("Risk assessments by others"),
        "cases/_outside.html",
        context,
        state=reading.state(
            "task-outside_police",
            "task-outside_viso",
            "task-outside_other",
            "task-legal_risk",
            waits=any(row["asked"].received_at is None for row in rows),
            done=bool(rows),
        ),
    )


def acts_of(case: Case, seen: Collection[Part]) -> list[dict[str, Any]]:
    """Marks, calls and hand-overs as the timeline component wants them, newest first."""
    if Part.RISK not in seen:
        return []
    marks = AcuteMark.objects.filter(case=case).select_related("marked_by")
    calls = AcuteCall.objects.about_case(case)
    handovers = PoliceHandover.objects.about_case(case)
    items = [
        *map(_mark, marks),
        *(_act(call, call.called_at, call_words(call), _called(call), seen) for call in calls),
        *(
            _act(one, one.accepted_at, _("The police took over"), handover_words(one), seen)
            for one in handovers
        ),
    ]
    return sorted(items, key=lambda item: item["at"], reverse=True)


def acts_of_concern(
    concern: Concern, handovers: Sequence[PoliceHandover] | None = None
) -> list[dict[str, Any]]:
    """Calls and hand-overs that the reporter of a concern recorded herself, newest first."""
    calls = concern.acute_calls.all()
    known = concern.police_handovers.all() if handovers is None else handovers
    items = [
        *(
            {"title": call_words(call), "at": call.called_at, "text": _called(call)}
            for call in calls
        ),
        *(
            {
                "title": _("The police took over"),
                "at": one.accepted_at,
                "text": handover_words(one),
            }
            for one in known
        ),
    ]
    return sorted(items, key=lambda item: item["at"], reverse=True)


def call_words(call: AcuteCall) -> str:
    """What the call was, in words."""
    return _("Called: %(whom)s") % {"whom": call.get_to_display()}


def handover_words(handover: PoliceHandover) -> str:
    """Whom of the police to ask for, and by which number."""
    return _lines(handover.police_unit, handover.with_whom, _journal(handover.journal_number or ""))


def _called(call: AcuteCall) -> str:
    return _lines(call.with_whom, call.outcome, _journal(call.journal_number or ""))


def _act(
    act: AcuteCall | PoliceHandover, at: Any, title: str, text: str, seen: Collection[Part]
) -> dict[str, Any]:
    """One act; who a reporter is, not everybody may know (LR13)."""
    hidden = act.concern_id is not None and Part.NOTIFIER not in seen
    if act.concern_id is not None:
        title = _("%(act)s (by the notifier)") % {"act": title}
    return {"title": title, "at": at, "who": "" if hidden else act.recorded_by.name, "text": text}


def _mark(mark: AcuteMark) -> dict[str, Any]:
    title = _("Marked as acute") if mark.is_acute else _("No longer acute")
    text = _lines(", ".join(mark.trigger_words), mark.grounds)
    return {"title": title, "at": mark.marked_at, "who": mark.marked_by.name, "text": text}


def _row(asked: OutsideAssessment, reading: Reading) -> dict[str, Any]:
    may_answer = asked.received_at is None and permissions.can_answer_outside(
        reading.user, reading.case, asked.assessor
    )
    arguments = [reading.case.reference, asked.pk]
    return {
        "asked": asked,
        "answer_url": reverse("case_outside_answer", args=arguments) if may_answer else "",
    }


def _journal(number: str) -> str:
    return _("Journal number: %(number)s") % {"number": number} if number else ""


def _lines(*texts: str | None) -> str:
    return "\n".join(text for text in texts if text)
