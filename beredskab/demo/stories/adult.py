"""Adults helped by two areas, somebody who turned 18, somebody who moved, advice without names."""

from datetime import datetime, timedelta

from beredskab.demo.stories.acts import Staff, receive, send, tie_of, workday, write
from beredskab.timelimits import local_day
from cases import workflow
from cases.choices import Category, ControlForm, Relation, Source
from cases.models import Case


def known_to_both(staff: Staff, now: datetime) -> None:
    """Both areas know her: cooperation, an action plan, advice to her and to her cousin."""
    by, at = staff["raadgiver_voksen"], workday(now, 7, 9)
    sent = send(
        staff["jobcenter"],
        at=at - timedelta(hours=1),
        source=Source.JOBCENTER,
        persons=[{"name": "Samira Opdigtet", "stated_age": 27, "gender": "female"}],
        words="Hun møder op med blå mærker og siger, at broren bestemmer, hvor hun må arbejde.",
        acute="no",
        categories=[Category.HONOUR_VIOLENCE],
        forms=[ControlForm.NO_WORK, ControlForm.THREATS],
        controllers=[Relation.SIBLING],
    )
    case = tie_of(sent).case
    workflow.take(case, by=by, at=at)
    workflow.route_adult(case, by=by, at=at, at_jobcenter="yes", in_adult_area="yes")
    workflow.judge_action_plan(
        case, by=by, at=at, needed=True, grounds="Truslerne er taget til, og hun bor hos familien."
    )
    workflow.offer_action_plan(
        case,
        by=by,
        at=workday(now, 6, 11),
        offered_at=workday(now, 6, 10),
        reply="accepted",
        remarks="Talt sammen på jobcenteret, uden familien.",
    )
    _plan(case, staff, now)
    _advise(case, staff, now)


def _plan(case: Case, staff: Staff, now: datetime) -> None:
    workflow.write_action_plan(
        case,
        by=staff["raadgiver_voksen"],
        at=workday(now, 5, 14),
        seen=0,
        risk="Broren har truet hende, hvis hun flytter. Familien må ikke høre om planen.",
        housing="Bor hos forældre og bror. Har ikke egen nøgle.",
        work="I praktik tre dage om ugen. Lønnen går til broren.",
        education="Har taget 9. klasse og vil gerne være sosu-assistent.",
        relatives="En kusine i en anden by støtter hende. Resten af familien gør ikke.",
        housing_support="Plads på krisecenter nu, egen bolig på sigt.",
        work_support="Praktik et andet sted, egen konto.",
        education_support="Møde med uddannelsesvejleder.",
        purpose="At hun kan bo og leve for egne penge uden kontrol.",
        other_support="Mentor fra jobcenteret. Ophold efter serviceloven § 109.",
        participation="together",
        participation_remarks="Hun vil vente med at flytte, til praktikken er på plads.",
    )


def _advise(case: Case, staff: Staff, now: datetime) -> None:
    by, at = staff["raadgiver_voksen"], workday(now, 4, 12)
    assert case.exposed is not None
    workflow.offer_advice(
        case,
        by=by,
        at=at,
        person=case.exposed,
        outcome="given",
        offered_at=workday(now, 5, 13),
        advised="Rettigheder, krisecenter og hvem hun kan ringe til om natten.",
    )
    cousin = workflow.add_person(case, by=by, at=at, roles=["witness"], name="Hana Opdigtet")
    workflow.offer_advice(
        case,
        by=by,
        at=at,
        person=cousin,
        outcome="declined",
        offered_at=at,
        advised="Tilbudt rådgivning for pårørende. Hun vil selv ringe.",
    )


def known_to_the_jobcenter_alone(staff: Staff, now: datetime) -> None:
    """The plan says nothing of it: the jobcenter was chosen, and the coordinator told."""
    by, at = staff["raadgiver_voksen"], workday(now, 2, 10)
    made = receive(
        by,
        at=at,
        persons=[{"name": "Bilal Tænkt", "stated_age": 33}],
        words="Hans svigerfamilie kræver, at han sender sin løn hjem og afleverer sit pas.",
        source=Source.LANGUAGE,
        categories=[Category.SOCIAL_CONTROL],
    )
    case = tie_of(made).case
    workflow.take(case, by=by, at=at)
    workflow.route_adult(
        case,
        by=by,
        at=at,
        at_jobcenter="yes",
        in_adult_area="no",
        chosen="jobcenter",
        coordinates="jobcenter",
        grounds="Han har en god kontakt til sin jobkonsulent, og sagen handler mest om arbejde.",
    )


def turned_18(staff: Staff, now: datetime) -> None:
    """She turned 18 yesterday; the case is offered to the adult area and waits for its answer."""
    at = workday(now, 20, 10)
    yesterday = local_day(now - timedelta(days=1))
    born_on = yesterday.replace(year=yesterday.year - 18, day=min(yesterday.day, 28))
    sent = send(
        staff["fagperson"],
        at=at,
        persons=[{"name": "Yasmin Prøve", "born_on": born_on.isoformat()}],
        words="Familien taler om, at hun skal giftes, så snart hun er fyldt 18.",
        acute="no",
        categories=[Category.FORCED_MARRIAGE],
        controllers=[Relation.MOTHER, Relation.KIN],
    )
    tie = tie_of(sent)
    by = staff["raadgiver2"]
    workflow.take(tie.case, by=by, at=at)
    workflow.assess(
        tie, by=by, at=at, danger="yes", act_now="no", grounds="Ingen dato endnu. Hun vil ikke."
    )
    workflow.look_at_age(tie.case, at=now)
    workflow.hand_to_adults(
        Case.objects.get(pk=tie.case.pk),
        by=by,
        at=now,
        message="Hun må kun kontaktes gennem skolens sundhedsplejerske.",
    )


def moved_away(staff: Staff, now: datetime) -> None:
    """The family moved; the other municipality was told, and has not accepted yet."""
    by, at = staff["raadgiver"], workday(now, 6, 9)
    made = receive(
        by,
        at=at,
        persons=[{"name": "Elif Eksempelsen", "stated_age": 14}],
        words="Naboen fortæller, at familien pakker, og at pigen ikke må sige farvel.",
        categories=[Category.SOCIAL_RESTRICTION],
    )
    tie = tie_of(made)
    workflow.assess(
        tie, by=by, at=at, danger="no", act_now="no", grounds="Familien er set i den nye kommune."
    )
    workflow.hand_to_municipality(
        tie.case,
        by=by,
        at=workday(now, 1, 11),
        municipality="Opdigtet Kommune",
        to_whom="Vagthavende rådgiver i Børn og Unge, Pia Sø",
        told_at=workday(now, 1, 10),
        told=["concerns", "duty", "safe_contact"],
        handed_over="Gennemgået i telefonen. Sagens papirer sendes sikkert i dag.",
    )


def judged_by_the_reporter(staff: Staff, now: datetime) -> None:
    """A consultant judges her own concern about an adult before she sends it."""
    by, at = staff["jobcenter"], workday(now, 1, 13)
    concern = write(
        by,
        at=at,
        source=Source.JOBCENTER,
        persons=[{"stated_age": 29}],
        words="Hun siger nej til alle kurser, og hendes mand svarer på hendes telefon.",
        acute="no",
    )
    workflow.clarify_first(concern, by=by, at=at)
    workflow.judge_concern(
        concern,
        by=by,
        at=at,
        threatened="no",
        act_now="no",
        needs_risk_assessment="unknown",
        needs_safety_plan="yes",
        needs_partners="no",
        grounds="Hun virker bange, men siger selv, at der ikke sker noget nu.",
    )


def advised_without_a_name(staff: Staff, now: datetime) -> None:
    """Two who rang or came by, and did not say who they were."""
    for username, back, way, acute, advised in (
        ("raadgiver_voksen", 3, "phone", False, "Om ret til egen konto og hjælp på krisecenter."),
        ("tovholder", 1, "open", True, "Om at ringe til politiet nu, og hvem der kan følge med."),
    ):
        by, at = staff[username], workday(now, back, 10)
        workflow.give_anonymous_advice(
            by=by,
            at=at,
            unit=by.memberships.select_related("unit").order_by("pk")[0].unit,
            given_at=at - timedelta(minutes=40),
            way=way,
            topics=[Category.SOCIAL_CONTROL],
            advised=advised,
            acute=acute,
        )


STORIES = (
    known_to_both,
    known_to_the_jobcenter_alone,
    turned_18,
    moved_away,
    judged_by_the_reporter,
    advised_without_a_name,
)
