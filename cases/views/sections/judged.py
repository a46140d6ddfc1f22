"""The first sections of the tab of assessments: what the authority itself judges."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from beredskab.timelimits import local_day
from cases import judged, kinds, permissions
from cases.models import Case, ConcernCase, Judgement, RiskAssessment, Screening
from cases.models.signatures import Countersigned
from cases.views.sections.base import Reading, Section
from cases.visibility import Part


def day_assessments(reading: Reading) -> Section | None:
    """The 24-hour assessments in short; each has its own page."""
    if Part.ASSESSMENT not in reading.seen or not reading.case.is_minor:
        return None
    rows = [
        {
            "concern": tie.concern,
            "assessment": getattr(tie, "assessment", None),
            "url": reverse("case_assess", args=[reading.case.reference, tie.concern.reference]),
        }
        for tie in reading.ties
    ]
    may_read = permissions.can_assess(reading.user, reading.case)
    context = {"rows": rows, "may_read": may_read}
    heading = _("24-hour assessments")
    done = all(row["assessment"] for row in rows)
    state = reading.state(kinds.ASSESSMENT, kinds.COUNTERSIGN, waits=not done, done=done)
    template = "cases/judge/_day_assessments.html"
    return Section("day-assessments", heading, template, context, state=state)


def judgements(reading: Reading) -> Section | None:
    """What the adviser judged with the leader, and whether the leader has signed (R61, R68)."""
    if Part.ASSESSMENT not in reading.seen:
        return None
    made = list(Judgement.objects.of_case(reading.case))
    shown = [{"made": one, "rows": judged.judgement_rows(one)} for one in made]
    context = {"newest": shown[0] if shown else None, "older": shown[1:]}
    buttons = _signing(reading, made, "case_judgement_countersign")
    state = reading.state(
        kinds.THREAT,
        kinds.THREAT_AT_18,
        kinds.COUNTERSIGN_JUDGEMENT,
        waits=bool(made) and made[0].awaits_leader,
        done=bool(made),
    )
    heading = _("Judged with the leader")
    return Section("judgement", heading, "cases/judge/_judgements.html", context, buttons, state)


def risks(reading: Reading) -> Section | None:
    """The risk assessment that counts, whether it holds, and those before it (LR1)."""
    if Part.RISK not in reading.seen:
        return None
    made = list(RiskAssessment.objects.of_case(reading.case))
    shown = judged.risks(made)
    holds = bool(made) and made[0].holds_on(local_day(reading.now))
    context = {
        "newest": shown[0] if shown else None,
        "older": shown[1:],
        "holds": holds,
        "has_run_out": bool(made) and made[0].valid_until < local_day(reading.now),
    }
    buttons = _signing(reading, made, "case_risk_countersign")
    heading = _("Risk assessment under § 18(3)")
    state = reading.state(
        kinds.RISK,
        kinds.REASSESS_RISK,
        kinds.COUNTERSIGN_RISK,
        waits=not holds or made[0].awaits_leader,
        done=bool(made),
    )
    return Section("risk", heading, "cases/judge/_risks.html", context, buttons, state)


def screenings(reading: Reading) -> Section | None:
    """The screening of a child, and whether a notification has come in since (R53)."""
    if Part.RISK not in reading.seen or not reading.case.is_minor:
        return None
    made = list(_with_newer(reading.case))
    shown = [{"made": one, "rows": judged.screening_rows(one)} for one in made]
    is_owed = not made or made[0].has_newer
    context = {
        "newest": shown[0] if shown else None,
        "older": shown[1:],
        "is_owed": is_owed,
    }
    heading = _("Screening under § 18")
    state = reading.state(kinds.SCREENING, waits=is_owed, done=bool(made))
    return Section("screening", heading, "cases/judge/_screenings.html", context, state=state)


def _with_newer(case: Case) -> Any:
    """The screenings, each with whether a concern came in after it: one query for both."""
    newer = ConcernCase.objects.filter(case=OuterRef("case"), tied_at__gt=OuterRef("made_at"))
    return Screening.objects.of_case(case).annotate(has_newer=Exists(newer))


def _signing(reading: Reading, made: list[Any], url_name: str) -> list[dict[str, Any]]:
    """The button of the leader, while the newest version waits for her name."""
    newest: Countersigned | None = made[0] if made else None
    if newest is None or not newest.awaits_leader or reading.case.closed_at is not None:
        return []
    if not permissions.can_countersign(reading.user, reading.case, newest):
        return []
    url = reverse(url_name, args=[reading.case.reference, newest.number])
    return [{"label": _("Countersign"), "url": url, "posts": False, "primary": True}]
