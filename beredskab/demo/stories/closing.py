"""How cases end, begin again, and are handled in Infohus."""

from datetime import datetime, timedelta

from beredskab.demo.stories.acts import Staff, receive, send, tie_of, workday
from cases import workflow
from cases.choices import Category, ClosingOutcome, ControlForm, Relation
from cases.models import Case


def closed(staff: Staff, now: datetime) -> None:
    """A young woman who got what she needed; the adviser proposed it, the leader signed."""
    by, at = staff["raadgiver_voksen"], workday(now, 25, 9)
    made = receive(
        by,
        at=at,
        persons=[{"name": "Dina Prøve", "stated_age": 22}],
        words="Hun ringer selv og spørger, om hun må flytte, når familien siger nej.",
        categories=[Category.SOCIAL_CONTROL],
        forms=[ControlForm.NO_LEISURE],
        controllers=[Relation.MOTHER],
    )
    case = tie_of(made).case
    workflow.take(case, by=by, at=at)
    assert case.exposed is not None
    workflow.offer_advice(
        case,
        by=by,
        at=workday(now, 24, 11),
        person=case.exposed,
        outcome="given",
        offered_at=workday(now, 24, 10),
        advised="Hendes rettigheder, og hvem hun kan ringe til om natten.",
    )
    _consider_and_close(
        case,
        staff,
        now,
        by="raadgiver_voksen",
        leader="leder_voksen",
        grounds="Hun er flyttet på kollegium og har en fast kontakt, hun selv ringer til.",
    )


def reopened(staff: Staff, now: datetime) -> None:
    """A boy whose case was closed, and taken up again when the school wrote once more."""
    by = staff["raadgiver2"]
    sent = send(
        staff["fagperson"],
        at=workday(now, 29, 9),
        persons=[{"name": "Karim Eksempel", "stated_age": 13}],
        words="Karim må ikke komme med på lejrskole, fordi der er piger med.",
        acute="no",
        controllers=[Relation.FATHER],
    )
    tie = tie_of(sent)
    workflow.take(tie.case, by=by, at=workday(now, 29, 10))
    grounds = "Talt med skolen. Karim er glad og har venner."
    workflow.assess(tie, by=by, at=workday(now, 29, 12), danger="no", act_now="no", grounds=grounds)
    workflow.give_orientation(
        sent, case=tie.case, by=by, at=workday(now, 28, 9), started="yes", kind="Samtale"
    )
    case = Case.objects.get(pk=tie.case_id)
    _screen_and_talk(case, staff, now)
    grounds = "Han kom med på lejrskole. Skolen og han selv ved, hvem de kan ringe til."
    _consider_and_close(case, staff, now, by="raadgiver2", leader="leder", grounds=grounds)
    reason = "Skolen har skrevet igen: han bliver hentet hver dag og er holdt op med at tale."
    workflow.reopen(
        Case.objects.get(pk=case.pk), by=staff["leder"], at=workday(now, 2, 10), reason=reason
    )


def in_infohus(staff: Staff, now: datetime) -> None:
    """Infohus was contacted, and the coordinator has taken the case up."""
    by, at = staff["raadgiver"], workday(now, 6, 9)
    sent = send(
        staff["fagperson"],
        at=at,
        persons=[{"name": "Noor Tænkt", "stated_age": 16}],
        words="Noor er bange for sine fætre, der kører rundt om skolen og spørger efter hende.",
        acute="no",
        categories=[Category.SOCIAL_CONTROL],
        forms=[ControlForm.SURVEILLANCE],
    )
    tie = tie_of(sent)
    workflow.take(tie.case, by=by, at=at + timedelta(hours=1))
    grounds = "Hun følges til og fra skole. Politiets tovholder kender fætrene."
    workflow.assess(
        tie, by=by, at=at + timedelta(hours=3), danger="yes", act_now="no", grounds=grounds
    )
    workflow.contact_infohus(tie.case, by=by, at=workday(now, 5, 9))
    workflow.handle_infohus(
        tie.case, by=staff["tovholder"], at=workday(now, 5, 13), decision="discussed"
    )


def _screen_and_talk(case: Case, staff: Staff, now: datetime) -> None:
    by = staff["raadgiver2"]
    workflow.screen(
        case,
        by=by,
        at=workday(now, 27, 9),
        seen=0,
        abuse="none",
        earlier="no",
        outcome="nothing",
        grounds="Det handlede om lejrskolen alene.",
    )
    workflow.record_child_talk(
        case,
        by=by,
        at=workday(now, 26, 12),
        held_at=workday(now, 26, 10),
        place="Skolen",
        words="Jeg vil bare gerne med på lejrskole.",
        supporter_told="yes",
    )


def _consider_and_close(
    case: Case, staff: Staff, now: datetime, *, by: str, leader: str, grounds: str
) -> None:
    """Pass the gates that every case has, and close it by two signatures."""
    adviser, at = staff[by], workday(now, 23, 9)
    workflow.judge_safety_plan(
        case, by=adviser, at=at, needed=False, grounds="Der er hverken vold eller trusler."
    )
    workflow.know_no_children(case, by=adviser, at=at, grounds="Ingen søskende under 18 år.")
    workflow.contact_infohus(case, by=adviser, at=at)
    workflow.handle_infohus(
        case,
        by=staff["tovholder"],
        at=workday(now, 22, 10),
        decision="not_discussed",
        reason="Ingen andre enheder er med i sagen.",
    )
    proposal = workflow.propose_closing(
        Case.objects.get(pk=case.pk),
        by=adviser,
        at=workday(now, 12, 9),
        outcome=ClosingOutcome.HELPED,
        grounds=grounds,
    )
    workflow.sign_closing(proposal, by=staff[leader], at=workday(now, 11, 9))
