"""Invented concerns in every state, made through the workflows as staff would make them.

All names, numbers and events are invented. Moments are told backwards from `now`.
"""

from datetime import datetime, time, timedelta
from typing import Any

from beredskab.accounts.models import User
from beredskab.timelimits import TZ, localise
from cases import workflow
from cases.choices import (
    AbroadSign,
    Category,
    ControlForm,
    MarriageSign,
    Relation,
    Sign,
    Source,
    Trigger,
)
from cases.models import Concern, ConcernCase

Staff = dict[str, User]


def tell(staff: Staff, now: datetime) -> None:
    """Make every story of the demo."""
    for story in (
        fresh,
        urgent,
        overdue,
        assessed_and_answered,
        assessed_too_late,
        night_call,
        adult_at_work,
        adult_forced_to_marry,
        from_the_police,
        three_siblings,
        waiting_for_answer,
        being_clarified,
        clarified,
        draft,
        registered_twice,
    ):
        story(staff, now)


def fresh(staff: Staff, now: datetime) -> None:
    """A teacher has just written; the clocks have barely begun."""
    _send(
        staff["fagperson"],
        at=now - timedelta(minutes=40),
        persons=[{"name": "Amina Eksempel", "born_on": "2012-03-14", "cpr": "1403129991"}],
        words="Amina fortæller, at hun skal med familien på en lang rejse i juleferien. Hun er "
        "bange for ikke at komme hjem igen.",
        acute="unknown",
        witnessed="seen",
        basis="suspicion",
        categories=[Category.FOREIGN_STAY],
        abroad_signs=[AbroadSign.FEARS_HOLIDAY],
        signs=[Sign.DISTRESS],
        controllers=[Relation.FATHER],
        family_knows="no",
        safe_contact="Ring på eget nummer hverdage kl. 9-14. Sig, at det er fra skolen.",
    )


def urgent(staff: Staff, now: datetime) -> None:
    """Three hours are left, and nobody has taken it."""
    _send(
        staff["fagperson"],
        at=now - timedelta(hours=21),
        persons=[{"name": "Yusuf Prøve", "stated_age": 16}],
        words="Yusuf må ikke gå til fodbold mere, fordi der er piger på holdet. Hans storebror "
        "henter ham hver dag og tjekker hans telefon.",
        acute="no",
        categories=[Category.SOCIAL_CONTROL],
        forms=[ControlForm.SURVEILLANCE, ControlForm.NO_LEISURE],
        controllers=[Relation.SIBLING],
    )


def overdue(staff: Staff, now: datetime) -> None:
    """A phone call was written down and not assessed in time."""
    received_at = now - timedelta(hours=30)
    _receive(
        staff["raadgiver"],
        at=received_at + timedelta(minutes=25),
        received_at=received_at,
        reason="Skrevet ned efter opkaldet",
        persons=[{"name": "Leyla Opdigtet", "stated_age": 15}],
        words="Naboen hører råb om natten og har set, at pigen ikke må gå alene ud.",
        forms=[ControlForm.ISOLATION],
    )


def assessed_and_answered(staff: Staff, now: datetime) -> None:
    """The whole way in time, and a second concern about the same child two days ago."""
    child = {"name": "Sara Tænkt", "born_on": "2011-05-02", "cpr": "0205119992"}
    sent = _send(
        staff["fagperson"],
        at=_workday(now, 6, 10),
        persons=[child],
        words="Sara skal passe sine søskende hver dag og må ikke se sine venner.",
        acute="no",
        categories=[Category.SOCIAL_RESTRICTION],
        forms=[ControlForm.SIBLING_WATCH, ControlForm.NO_LEISURE],
        controllers=[Relation.MOTHER, Relation.FATHER],
    )
    tie = _tie(sent)
    workflow.take(tie.case, by=staff["raadgiver2"], at=_workday(now, 6, 11))
    assessment = workflow.assess(
        tie,
        by=staff["raadgiver2"],
        at=_workday(now, 6, 14),
        danger="no",
        act_now="no",
        grounds="Talt med skolen. Sara er i trivsel i skoletiden. Der er brug for afdækning.",
        follow_ups=[
            {
                "kind": "task-child_talk",
                "owner": staff["raadgiver2"],
                "due_on": (now + timedelta(days=2)).date(),
            }
        ],
    )
    workflow.countersign(assessment, by=staff["leder"], at=_workday(now, 5, 9))
    workflow.give_orientation(
        sent,
        case=tie.case,
        by=staff["raadgiver2"],
        at=_workday(now, 4, 10),
        started="yes",
        kind="Afdækning er sat i gang.",
    )
    again = _receive(
        staff["raadgiver"],
        at=_workday(now, 2, 12),
        persons=[child],
        words="Klubben ser, at hun er blevet stille og går hjem, før hun har spist.",
        source=Source.CLUB,
        notifier_kind="professional",
        notifier_name="Klubleder Dorte Vig",
        notifier_contact="20 55 50 11 i klubbens åbningstid",
    )
    workflow.assess(
        _tie(again),
        by=staff["raadgiver2"],
        at=_workday(now, 2, 15),
        danger="unknown",
        act_now="no",
        grounds="Samme mønster som i den første underretning. Samtalen med barnet rykkes frem.",
    )


def assessed_too_late(staff: Staff, now: datetime) -> None:
    """The lateness is a fact that stays, with its grounds."""
    sent = _send(
        staff["fagperson"],
        at=_workday(now, 9, 13),
        persons=[{"name": "Ali Eksempelsen", "stated_age": 12}],
        words="Ali har mærker på armene og siger, at han er faldet.",
        acute="no",
        signs=[Sign.HARM],
        categories=[Category.HONOUR_VIOLENCE],
    )
    late = workflow.assess(
        _tie(sent),
        by=staff["raadgiver"],
        at=_workday(now, 9, 13) + timedelta(hours=26),
        danger="yes",
        act_now="yes",
        grounds="Talt med barnet og skolen. Politiet er kontaktet.",
    )
    workflow.explain_lateness(
        late,
        by=staff["raadgiver"],
        at=late.signed_at,
        grounds="Vagten havde to akutte sager samme aften.",
    )
    workflow.countersign(late, by=staff["leder"], at=late.signed_at + timedelta(hours=2))


def night_call(staff: Staff, now: datetime) -> None:
    """An anonymous call at night; the duty officer assesses it within the hour."""
    at = _local(now, 3, time(2, 10))
    made = _receive(
        staff["doegnvagt"],
        at=at,
        persons=[{"age_unknown": True}],
        words="En ung mand ringer. Hans kusine på omkring 15 er låst inde og skal giftes.",
        acute="yes",
        source=Source.CITIZEN,
        notifier_kind="anonymous",
        marriage_signs=[MarriageSign.UNWANTED, MarriageSign.ENGAGEMENT],
        categories=[Category.FORCED_MARRIAGE],
    )
    assessment = workflow.assess(
        _tie(made),
        by=staff["doegnvagt"],
        at=at + timedelta(minutes=50),
        danger="yes",
        act_now="yes",
        grounds="Politiet er ringet op kl. 2.30. Hun er fundet og er et sikkert sted.",
    )
    workflow.countersign(assessment, by=staff["leder"], at=at + timedelta(hours=7))


def adult_at_work(staff: Staff, now: datetime) -> None:
    """An adult: no clocks, and an adviser who has taken it."""
    sent = _send(
        staff["jobcenter"],
        at=_workday(now, 3, 11),
        source=Source.JOBCENTER,
        persons=[{"name": "Zeynep Opdigtet", "stated_age": 24, "gender": "female"}],
        words="Hun må ikke tage imod et job, hvor der er mænd. Hendes mand svarer for hende.",
        acute="no",
        categories=[Category.SOCIAL_CONTROL],
        forms=[ControlForm.NO_WORK, ControlForm.NO_MONEY],
        controllers=[Relation.SPOUSE, Relation.IN_LAWS],
    )
    workflow.take(_tie(sent).case, by=staff["raadgiver_voksen"], at=_workday(now, 3, 13))


def adult_forced_to_marry(staff: Staff, now: datetime) -> None:
    """A man of nineteen; anyone can be exposed."""
    _send(
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
    made = _receive(
        staff["raadgiver"],
        at=_workday(now, 1, 9),
        persons=[{"name": "Noor Tænkt", "born_on": "2010-09-30", "cpr": "3009109993"}],
        words="Patruljen traf hende alene på stationen. Hun ville ikke hjem.",
        source=Source.POLICE,
        channel="mail",
        notifier_kind="professional",
        notifier_name="Politiassistent Jens Å",
        categories=[Category.HONOUR_CONFLICT],
    )
    workflow.assess(
        _tie(made),
        by=staff["raadgiver"],
        at=_workday(now, 1, 11),
        danger="yes",
        act_now="no",
        grounds="Hun bor hos sin moster, til der er talt med hende.",
    )


def three_siblings(staff: Staff, now: datetime) -> None:
    """One call about three children: three cases, three assessments, one confirmation."""
    _receive(
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
    made = _receive(
        staff["raadgiver"],
        at=_workday(now, 5, 10),
        persons=[{"name": "Dina Prøve", "stated_age": 13}],
        words="Fodboldtræneren ser, at hun ikke mere må komme til kamp.",
        notifier_name="Træner Kim Sø",
        notifier_contact="Må ringes op efter kl. 17",
    )
    workflow.assess(
        _tie(made),
        by=staff["raadgiver"],
        at=_workday(now, 5, 15),
        danger="no",
        act_now="no",
        grounds="Talt med skolen. Ingen tegn på fare.",
    )


def being_clarified(staff: Staff, now: datetime) -> None:
    """Talked over with the leader; no clock runs yet."""
    concern = _draft(
        staff["fagperson"],
        at=_workday(now, 1, 12),
        persons=[{"stated_age": 11}],
        words="Han siger pludselig nej til alle fødselsdage. Jeg ved ikke hvorfor.",
        acute="no",
    )
    workflow.clarify_first(concern, by=staff["fagperson"], at=_workday(now, 1, 12))
    workflow.consult(
        concern,
        by=staff["fagperson"],
        at=_workday(now, 1, 14),
        kind="leader",
        held_at=_workday(now, 1, 13),
        with_whom="Skolelederen",
        acute="no",
        outcome="Jeg taler med SSP i morgen og beslutter derefter, om jeg underretter.",
    )


def clarified(staff: Staff, now: datetime) -> None:
    """Turned out to need no notification."""
    concern = _draft(
        staff["fagperson"],
        at=_workday(now, 8, 9),
        persons=[{"stated_age": 10}],
        words="Hun er holdt op med at komme i skolekoret.",
        acute="no",
    )
    workflow.clarify_first(concern, by=staff["fagperson"], at=_workday(now, 8, 9))
    workflow.close_clarified(
        concern,
        by=staff["fagperson"],
        at=_workday(now, 7, 9),
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
    made = _receive(
        staff["raadgiver"],
        at=_workday(now, 5, 9),
        persons=[{"name": "Dina Prøve", "stated_age": 13}],
        words="Træneren ringede også til omstillingen.",
        notifier_name="Træner Kim Sø",
    )
    workflow.close_in_error(
        _tie(made).case, by=staff["leder"], at=_workday(now, 5, 12), reason="Registreret to gange"
    )


def _draft(by: User, *, at: datetime, source: str = Source.SCHOOL, **answers: Any) -> Concern:
    return workflow.begin_draft(by=by, at=at, answers={"source": source, **answers}, step=4)


def _send(by: User, *, at: datetime, **answers: Any) -> Concern:
    return workflow.send(_draft(by, at=at, **answers), by=by, at=at)


def _receive(
    by: User,
    *,
    at: datetime,
    received_at: datetime | None = None,
    reason: str = "",
    source: str = Source.CITIZEN,
    channel: str = "phone",
    notifier_kind: str = "private",
    notifier_name: str = "",
    notifier_contact: str = "",
    notifier_in_family: str = "no",
    **answers: Any,
) -> Concern:
    return workflow.register_received(
        by=by,
        at=at,
        answers={"acute": "no", **answers},
        source=source,
        channel=channel,
        received_at=received_at or at,
        reason=reason,
        notifier_kind=notifier_kind,
        notifier_name=notifier_name,
        notifier_contact=notifier_contact,
        notifier_in_family="" if notifier_kind == "anonymous" else notifier_in_family,
    )


def _tie(concern: Concern) -> ConcernCase:
    ties = concern.case_ties.select_related("case__unit", "case__holder", "concern")
    return ties.order_by("pk")[0]


def _local(now: datetime, days: int, clock: time) -> datetime:
    return localise(datetime.combine(now.astimezone(TZ).date() - timedelta(days=days), clock))


def _workday(now: datetime, back: int, hour: int) -> datetime:
    """An hour of the weekday that lies `back` weekdays before today."""
    day = now.astimezone(TZ).date()
    while back:
        day -= timedelta(days=1)
        back -= day.weekday() < 5
    return localise(datetime.combine(day, time(hour)))
