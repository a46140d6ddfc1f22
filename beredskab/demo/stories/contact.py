"""Who was spoken with in a case, other children, partners and the safe way of contact."""

from datetime import datetime, timedelta

from beredskab.demo.stories.acts import Staff, workday
from cases import workflow
from cases.models import Case


def who_is_who(case: Case, staff: Staff, now: datetime) -> None:
    """The family is written down; the mother has called, and the brother is not known enough."""
    by, at = staff["raadgiver2"], workday(now, 5, 13)
    mother = workflow.add_person(
        case, by=by, at=at, roles=["custody_holder"], relation="mother", name="Mona Opdigtet"
    )
    brother = workflow.add_person(
        case, by=by, at=at, roles=["other_child"], relation="sibling", stated_age=9
    )
    workflow.consider_child(
        brother, by=by, at=at, answer="unknown", grounds="Skolen er spurgt og svarer på mandag."
    )
    workflow.write_safe_contact(
        case,
        by=by,
        at=at,
        seen=0,
        phone="20 55 50 77",
        hours="Hverdage 9-13, i skoletiden",
        code_word="Blå cykel",
        never="Storebror og farbror",
        other="Sig, at det er fra skolebiblioteket.",
    )
    workflow.judge_partner(
        case,
        by=by,
        at=at,
        name="Klasselæreren",
        involve=True,
        inform=True,
        reason="Holder øje med fravær og er den, barnet taler med.",
        basis="necessary",
    )
    workflow.record_contact(
        case,
        by=by,
        at=workday(now, 3, 12),
        person=mother,
        way="phone",
        about="other",
        initiative="them",
        happened_at=workday(now, 3, 11),
        text="Mor spurgte til skolemælk. Bekymringen blev ikke nævnt.",
    )
    workflow.plan_contact(
        case,
        by=by,
        at=workday(now, 1, 12),
        person=case.exposed,
        way="in_person",
        about="concern",
        planned_for=now + timedelta(days=2),
        purpose="Aftale, hvordan vi holder kontakt.",
    )
