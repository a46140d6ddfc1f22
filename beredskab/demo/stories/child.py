"""Children who were talked with, examined and helped."""

from datetime import datetime, timedelta

from beredskab.demo.stories.acts import Staff, receive, send, tie_of, workday
from cases import workflow
from cases.choices import Category, ControlForm, Relation, Source
from cases.models import Case


def helped(staff: Staff, now: datetime) -> None:
    """Talked with at school, examined, placed with consent; the plan is due. One more concern."""
    child = {"name": "Rania Opdigtet", "born_on": "2011-01-20", "cpr": "2001119990"}
    sent = send(
        staff["fagperson"],
        at=workday(now, 30, 9),
        persons=[child],
        words="Rania må ikke gå hjem med andre og bliver hentet af sin storebror hver dag.",
        acute="no",
        categories=[Category.SOCIAL_CONTROL],
        forms=[ControlForm.ISOLATION],
        controllers=[Relation.FATHER, Relation.SIBLING],
    )
    tie, by = tie_of(sent), staff["raadgiver"]
    workflow.take(tie.case, by=by, at=workday(now, 30, 10))
    workflow.assess(
        tie,
        by=by,
        at=workday(now, 30, 13),
        danger="yes",
        act_now="no",
        grounds="Talt med skolen. Hun er tryg i skoletiden.",
    )
    case = Case.objects.get(pk=tie.case_id)
    workflow.add_person(
        case,
        by=by,
        at=workday(now, 29, 9),
        roles=["other_child"],
        relation=Relation.SIBLING,
        name="Omar Opdigtet",
        stated_age=8,
    )
    _talk(case, staff, now)
    _examine_and_help(case, staff, now)
    receive(
        staff["raadgiver2"],
        at=workday(now, 1, 9),
        persons=[child],
        words="Fritidsklubben ser, at hun bliver ringet op hver halve time.",
        source=Source.CLUB,
        notifier_kind="professional",
        notifier_name="Klubleder Dorte Vig",
    )


def _talk(case: Case, staff: Staff, now: datetime) -> None:
    by = staff["raadgiver"]
    planned = workflow.plan_child_talk(
        case,
        by=by,
        at=workday(now, 29, 10),
        planned_for=workday(now, 28, 10),
        place="Skolens sundhedsplejerske",
        others="Sundhedsplejersken",
    )
    workflow.record_child_talk(
        case,
        by=by,
        at=workday(now, 28, 14),
        held_at=workday(now, 28, 10),
        place="Skolens sundhedsplejerske",
        words="Jeg vil gerne have lov til at gå hjem med mine veninder. Min bror må ikke vide, at "
        "jeg har sagt det.",
        supporter_told="yes",
        planned=planned,
    )
    workflow.plan_child_talk(
        case, by=by, at=workday(now, 2, 9), planned_for=now + timedelta(days=3), place="Skolen"
    )


def _examine_and_help(case: Case, staff: Staff, now: datetime) -> None:
    by = staff["raadgiver"]
    workflow.open_examination(
        case, by=by, at=workday(now, 27, 9), grounds="Kontrollen fylder hele hendes hverdag."
    )
    workflow.record_measure(
        case,
        by=by,
        at=workday(now, 20, 12),
        kind="support",
        what="Fast kontaktperson to gange om ugen",
        purpose="At hun kan tale med en voksen uden for familien",
        expected_duration="6 måneder",
        custody_consent="not_required",
        party_told="yes",
        plan_needed="yes",
        plan_reason="Forløbet er langt og har flere dele.",
    )
    workflow.record_measure(
        case,
        by=by,
        at=workday(now, 10, 15),
        kind="placement",
        is_acute=True,
        decided_by="Leder efter samråd",
        what="Aflastning hos plejefamilie",
    )
    workflow.write_plan(
        case,
        by=by,
        at=workday(now, 5, 11),
        seen=0,
        kind="child",
        goals="Rania kan være sammen med sine veninder efter skole.",
        purpose="Tryghed og frihed i hverdagen",
        child_view="Hun vil gerne blive på sin skole.",
    )
