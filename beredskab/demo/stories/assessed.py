"""Children whose concern is waiting, assessed, late or too late."""

from datetime import datetime, time, timedelta

from beredskab.demo.stories.acts import Staff, local, mark, receive, send, tie_of, workday
from beredskab.demo.stories.contact import who_is_who
from beredskab.demo.stories.talks import advice, leader_talk
from cases import workflow
from cases.choices import AbroadSign, Category, ControlForm, MarriageSign, Relation, Sign, Source
from cases.models import Case


def fresh(staff: Staff, now: datetime) -> None:
    """A teacher has just written; the clocks have barely begun."""
    send(
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
    send(
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
    receive(
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
    sent = send(
        staff["fagperson"],
        at=workday(now, 6, 10),
        persons=[child],
        words="Sara skal passe sine søskende hver dag og må ikke se sine venner.",
        acute="no",
        categories=[Category.SOCIAL_RESTRICTION],
        forms=[ControlForm.SIBLING_WATCH, ControlForm.NO_LEISURE],
        controllers=[Relation.MOTHER, Relation.FATHER],
    )
    tie = tie_of(sent)
    workflow.take(tie.case, by=staff["raadgiver2"], at=workday(now, 6, 11))
    assessment = workflow.assess(
        tie,
        by=staff["raadgiver2"],
        at=workday(now, 6, 14),
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
    workflow.countersign(assessment, by=staff["leder"], at=workday(now, 5, 9))
    _work_through_the_card(tie.case, staff, now)
    workflow.give_orientation(
        sent,
        case=tie.case,
        by=staff["raadgiver2"],
        at=workday(now, 4, 10),
        started="yes",
        kind="Afdækning er sat i gang.",
    )
    again = receive(
        staff["raadgiver"],
        at=workday(now, 2, 12),
        persons=[child],
        words="Klubben ser, at hun er blevet stille og går hjem, før hun har spist.",
        source=Source.CLUB,
        notifier_kind="professional",
        notifier_name="Klubleder Dorte Vig",
        notifier_contact="20 55 50 11 i klubbens åbningstid",
    )
    workflow.assess(
        tie_of(again),
        by=staff["raadgiver2"],
        at=workday(now, 2, 15),
        danger="unknown",
        act_now="no",
        grounds="Samme mønster som i den første underretning. Samtalen med barnet rykkes frem.",
    )


def _work_through_the_card(case: Case, staff: Staff, now: datetime) -> None:
    """Some steps are done, one waits, one is not relevant."""
    by = staff["raadgiver2"]
    outcome = "Barnet skal høres alene, og skolen er det trygge sted."
    leader_talk(case, by=by, at=workday(now, 5, 10), outcome=outcome)
    outcome = "Begynd i skolen. Sig ikke til nogen i familien, hvem der har fortalt noget."
    advice(case, by=by, at=workday(now, 5, 11), outcome=outcome)
    who_is_who(case, staff, now)
    mark(
        case,
        "safety-plan",
        by=by,
        at=workday(now, 4, 9),
        state="waiting",
        reason="Aftales med Sara, når vi taler med hende.",
    )
    mark(
        case,
        "infohus",
        by=by,
        at=workday(now, 4, 9),
        state="not_relevant",
        reason="Vi og skolen løser det selv indtil videre.",
    )


def assessed_too_late(staff: Staff, now: datetime) -> None:
    """The lateness is a fact that stays, with its grounds."""
    sent = send(
        staff["fagperson"],
        at=workday(now, 9, 13),
        persons=[{"name": "Ali Eksempelsen", "stated_age": 12}],
        words="Ali har mærker på armene og siger, at han er faldet.",
        acute="no",
        signs=[Sign.HARM],
        categories=[Category.HONOUR_VIOLENCE],
    )
    late = workflow.assess(
        tie_of(sent),
        by=staff["raadgiver"],
        at=workday(now, 9, 13) + timedelta(hours=26),
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
    at = local(now, 3, time(2, 10))
    made = receive(
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
        tie_of(made),
        by=staff["doegnvagt"],
        at=at + timedelta(minutes=50),
        danger="yes",
        act_now="yes",
        grounds="Politiet er ringet op kl. 2.30. Hun er fundet og er et sikkert sted.",
    )
    workflow.countersign(assessment, by=staff["leder"], at=at + timedelta(hours=7))
