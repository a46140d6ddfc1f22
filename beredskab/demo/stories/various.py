"""Adults, siblings, the police, drafts, and what was clarified or registered twice."""

from datetime import datetime, timedelta

from beredskab.demo.stories.acts import Staff, receive, send, tie_of, workday, write
from beredskab.demo.stories.talks import leader_talk
from cases import workflow
from cases.choices import Category, ControlForm, MarriageSign, Relation, Source, Trigger


def adult_at_work(staff: Staff, now: datetime) -> None:
    """An adult: no clocks, and an adviser who has taken it."""
    sent = send(
        staff["jobcenter"],
        at=workday(now, 3, 11),
        source=Source.JOBCENTER,
        persons=[{"name": "Zeynep Opdigtet", "stated_age": 24, "gender": "female"}],
        words="Hun må ikke tage imod et job, hvor der er mænd. Hendes mand svarer for hende.",
        acute="no",
        categories=[Category.SOCIAL_CONTROL],
        forms=[ControlForm.NO_WORK, ControlForm.NO_MONEY],
        controllers=[Relation.SPOUSE, Relation.IN_LAWS],
    )
    case = tie_of(sent).case
    workflow.take(case, by=staff["raadgiver_voksen"], at=workday(now, 3, 13))
    by, at = staff["raadgiver_voksen"], workday(now, 3, 14)
    leader_talk(case, by=by, at=at, outcome="Vi taler med hende alene på jobcentret.")


def adult_forced_to_marry(staff: Staff, now: datetime) -> None:
    """A man of nineteen; anyone can be exposed."""
    send(
        staff["jobcenter"],
        at=now - timedelta(hours=5),
        source=Source.JOBCENTER,
        persons=[{"name": "Hassan Prøvesen", "stated_age": 19, "gender": "male"}],
        words="Hans familie vil have ham gift med en kusine til sommer. Han tør ikke sige nej.",
        acute="no",
        categories=[Category.FORCED_MARRIAGE],
        marriage_signs=[MarriageSign.ENGAGEMENT],
        triggers=[Trigger.OWN_CHOICE],
        controllers=[Relation.FATHER, Relation.KIN],
    )


def from_the_police(staff: Staff, now: datetime) -> None:
    """The police write; the coordinator is asked to convene."""
    made = receive(
        staff["raadgiver"],
        at=workday(now, 1, 9),
        persons=[{"name": "Noor Tænkt", "born_on": "2010-09-30", "cpr": "3009109993"}],
        words="Patruljen traf hende alene på stationen. Hun ville ikke hjem.",
        source=Source.POLICE,
        channel="mail",
        notifier_kind="professional",
        notifier_name="Politiassistent Jens Å",
        categories=[Category.HONOUR_CONFLICT],
    )
    workflow.assess(
        tie_of(made),
        by=staff["raadgiver"],
        at=workday(now, 1, 11),
        danger="yes",
        act_now="no",
        grounds="Hun bor hos sin moster, til der er talt med hende.",
    )


def three_siblings(staff: Staff, now: datetime) -> None:
    """One call about three children: three cases, three assessments, one confirmation."""
    receive(
        staff["raadgiver2"],
        at=now - timedelta(hours=2),
        persons=[
            {"name": "Maryam Eksempel", "stated_age": 9},
            {"name": "Ibrahim Eksempel", "stated_age": 12},
            {"name": "Fatima Eksempel", "stated_age": 16},
        ],
        words="En bekendt af familien er bekymret for alle tre. De må ingenting efter skole.",
        notifier_in_family="unknown",
    )


def waiting_for_answer(staff: Staff, now: datetime) -> None:
    """Assessed; the notifier has not been told yet, and the amber date is past or near."""
    made = receive(
        staff["raadgiver"],
        at=workday(now, 5, 10),
        persons=[{"name": "Dina Prøve", "stated_age": 13}],
        words="Fodboldtræneren ser, at hun ikke mere må komme til kamp.",
        notifier_name="Træner Kim Sø",
        notifier_contact="Må ringes op efter kl. 17",
    )
    workflow.assess(
        tie_of(made),
        by=staff["raadgiver"],
        at=workday(now, 5, 15),
        danger="no",
        act_now="no",
        grounds="Talt med skolen. Ingen tegn på fare.",
    )


def being_clarified(staff: Staff, now: datetime) -> None:
    """Talked over with the leader; no clock runs yet."""
    concern = write(
        staff["fagperson"],
        at=workday(now, 1, 12),
        persons=[{"stated_age": 11}],
        words="Han siger pludselig nej til alle fødselsdage. Jeg ved ikke hvorfor.",
        acute="no",
    )
    workflow.clarify_first(concern, by=staff["fagperson"], at=workday(now, 1, 12))
    workflow.consult(
        concern,
        by=staff["fagperson"],
        at=workday(now, 1, 14),
        kind="leader",
        held_at=workday(now, 1, 13),
        with_whom="Skolelederen",
        acute="no",
        outcome="Jeg taler med SSP i morgen og beslutter derefter, om jeg underretter.",
    )


def clarified(staff: Staff, now: datetime) -> None:
    """Turned out to need no notification."""
    concern = write(
        staff["fagperson"],
        at=workday(now, 8, 9),
        persons=[{"stated_age": 10}],
        words="Hun er holdt op med at komme i skolekoret.",
        acute="no",
    )
    workflow.clarify_first(concern, by=staff["fagperson"], at=workday(now, 8, 9))
    workflow.close_clarified(
        concern,
        by=staff["fagperson"],
        at=workday(now, 7, 9),
        reason="Koret har skiftet dag, og hun går til håndbold. Hun fortalte det selv.",
    )


def draft(staff: Staff, now: datetime) -> None:
    """Begun and not sent."""
    workflow.begin_draft(
        by=staff["fagperson"],
        at=now - timedelta(hours=3),
        answers={"acute": "no", "persons": [{"stated_age": 13}], "words": ""},
        step=2,
    )


def registered_twice(staff: Staff, now: datetime) -> None:
    """Registered once too often; closed by the leader."""
    made = receive(
        staff["raadgiver"],
        at=workday(now, 5, 9),
        persons=[{"name": "Dina Prøve", "stated_age": 13}],
        words="Træneren ringede også til omstillingen.",
        notifier_name="Træner Kim Sø",
    )
    workflow.close_in_error(
        tie_of(made).case, by=staff["leder"], at=workday(now, 5, 12), reason="Registreret to gange"
    )
