"""Risk assessments, screenings and judgements in words, as pages show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.defaultfilters import linebreaksbr
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases import risk_levels
from cases.models import Judgement, RiskAssessment, Screening
from cases.models.risk import Adviser, Motive
from cases.models.screening import Criterion
from cases.risk_levels import Direction, Domain

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class ShownRisk:
    """A risk assessment, with where it goes against the one before."""

    made: RiskAssessment
    domains: Sequence[dict[str, Any]]
    rows: Rows
    direction: str

    @property
    def is_below_suggestion(self) -> bool:
        """Whether it was concluded lower than its domains suggest."""
        return risk_levels.is_below(self.made.level, self.made.suggested)


def risks(made: Sequence[RiskAssessment]) -> list[ShownRisk]:
    """Risk assessments, the newest first, each compared with the one that came before it."""
    earlier: Iterable[RiskAssessment | None] = [*made[1:], None] if made else []
    return [_risk(one, before) for one, before in zip(made, earlier, strict=True)]


def _risk(made: RiskAssessment, before: RiskAssessment | None) -> ShownRisk:
    return ShownRisk(
        made=made,
        domains=[_domain(domain, made, before) for domain in Domain],
        rows=_risk_rows(made),
        direction=_direction(before.level, made.level) if before else "",
    )


def _domain(domain: Domain, made: RiskAssessment, before: RiskAssessment | None) -> dict[str, Any]:
    now = f"{domain}_now"
    return {
        "label": domain.label,
        "now": getattr(made, f"get_{now}_display")(),
        "before": getattr(made, f"get_{domain}_before_display")(),
        "words": getattr(made, f"{domain}_words") or "",
        "direction": _direction(getattr(before, now), getattr(made, now)) if before else "",
    }


def _direction(before: str, now: str) -> str:
    return str(Direction(risk_levels.direction(before, now)).label)


def _risk_rows(made: RiskAssessment) -> Rows:
    return _filled(
        (_("Grounds"), made.grounds),
        (_("Why lower than the domains suggest"), made.departure),
        (_("Most likely to happen"), made.scenarios),
        (_("What protects"), made.protective),
        (_("Not known yet"), made.missing),
        (_("The family says it wants"), _chosen(made.motives, Motive)),
        (_("In the words of the family"), made.motive_words),
        (_("Advised"), _chosen(made.advisers, Adviser)),
        (_("Took part"), made.participants),
        (_("Tool"), made.tool),
    )


def screening_rows(made: Screening) -> Rows:
    """A screening as facts; what wasn't asked is left out."""
    by_parents = made.get_by_parents_display() if made.by_parents else ""
    return _filled(
        (_("Leads to"), made.get_outcome_display()),
        (_("Abuse, as the authority judges it"), made.get_abuse_display()),
        (_("A parent is suspected"), by_parents),
        (_("What makes the control negative"), _chosen(made.criteria, Criterion)),
        (_("Earlier honour-related incidents in the family"), made.get_earlier_display()),
        (_("What happened then"), made.earlier_words),
        (_("Grounds"), made.grounds),
    )


def judgement_rows(made: Judgement) -> Rows:
    """What was judged with the leader, as facts."""
    examination = made.get_examination_display() if made.examination else ""
    return _filled(
        (_("Imminently threatened"), _counted(made.get_threatened_display(), made.threatened)),
        (_("Act at once"), _counted(made.get_act_now_display(), made.act_now)),
        (_("Examination under § 20"), examination),
        (_("Grounds"), made.grounds),
    )


def day_words(day: date) -> str:
    """A day with its year."""
    return date_format(day, "j. F Y")


def _counted(words: str, answer: str) -> str:
    counts = _("counts as yes")
    return f"{words} ({counts})" if answer == "unknown" else words


def _chosen(keys: Iterable[str], choices: Any) -> str:
    return "\n".join(str(choices(key).label) for key in keys)


def _filled(*facts: tuple[str, str | None]) -> Rows:
    return [
        {"label": label, "value": linebreaksbr(value, autoescape=True)}
        for label, value in facts
        if value
    ]
