"""Cases that are judged: screened, with a rising risk, and one that awaits the leader."""

from datetime import datetime, timedelta

from beredskab.demo.stories.acts import Staff, send, tie_of, workday
from cases import workflow
from cases.choices import Category, ControlForm, Relation, Sign, Source
from cases.models import Case, Concern


def screened(staff: Staff, now: datetime) -> None:
    """A boy whose notification led to clarification under § 19."""
    sent = send(
        staff["fagperson"],
        at=workday(now, 8, 9),
        persons=[{"name": "Bilal Tænkt", "stated_age": 10}],
        words="Bilal må kun lege med børn i familien og skal hjem, så snart klokken ringer.",
        acute="no",
        categories=[Category.SOCIAL_CONTROL],
        forms=[ControlForm.NO_LEISURE],
        controllers=[Relation.FATHER],
    )
    case = _assessed(sent, staff, at=workday(now, 8, 13))
    workflow.screen(
        case,
        by=staff["raadgiver"],
        at=workday(now, 7, 10),
        seen=0,
        abuse="none",
        criteria=["participation"],
        earlier="no",
        outcome="clarification",
        grounds="Han holdes ude af fællesskabet i skolen. Vi afdækker sammen med skolen.",
    )


def risk_rising(staff: Staff, now: datetime) -> None:
    """A girl whose risk was judged twice; the second time it is higher, and there is abuse."""
    sent = send(
        staff["fagperson"],
        at=workday(now, 12, 9),
        persons=[{"name": "Hawa Opdigtet", "stated_age": 15}],
        words="Hawa fortæller, at hendes bror slår hende, når hun svarer drenge på sociale medier.",
        acute="no",
        categories=[Category.SOCIAL_CONTROL, Category.HONOUR_VIOLENCE],
        signs=[Sign.HARM],
        controllers=[Relation.SIBLING],
    )
    case = _assessed(sent, staff, at=workday(now, 12, 12))
    by = staff["raadgiver"]
    first = workflow.assess_risk(
        case,
        by=by,
        at=workday(now, 11, 10),
        seen=0,
        deeds_before="low",
        deeds_now="medium",
        deeds_words="Slag med flad hånd to gange siden sommerferien. Telefonen tages fra hende.",
        control_before="low",
        control_now="medium",
        control_words="Storebroren på 19. Forældrene griber ikke ind.",
        exposure_before="low",
        exposure_now="low",
        exposure_words="Hun har en lærer og en moster, hun stoler på.",
        level="medium",
        acute="no",
        grounds="Volden er ny, og kontrollen tager til.",
        scenarios="Nye slag, hvis broren ser hende med drenge fra klassen.",
        protective="Læreren ser hende hver dag. Mosteren bor tæt på.",
        missing="Hvad forældrene ved. Spørg læreren på mandag.",
        motives=["protect"],
        motive_words="Han siger, at han kun passer på hende.",
        advisers=["ssp"],
        participants="Rådgiver fra Børn og Unge\nSSP-rådgiver",
        valid_until=(now + timedelta(days=20)).date(),
    )
    workflow.countersign_risk(first, by=staff["leder"], at=workday(now, 11, 14))
    workflow.screen(
        case,
        by=by,
        at=workday(now, 10, 9),
        seen=0,
        abuse="suspected",
        by_parents="unknown",
        criteria=["rights", "thriving"],
        earlier="yes",
        earlier_words="En ældre søster flyttede hjemmefra efter trusler for tre år siden.",
        outcome="examination",
        grounds="Mistanke om vold fra broren. Derfor børnefaglig undersøgelse.",
    )
    workflow.assess_risk(
        case,
        by=by,
        at=workday(now, 2, 10),
        seen=1,
        deeds_before="medium",
        deeds_now="high",
        deeds_words="Han har truet med at sende hende væk i vinterferien.",
        control_before="medium",
        control_now="medium",
        control_words="Broren, og nu også en fætter, der følger hende hjem.",
        exposure_before="low",
        exposure_now="low",
        exposure_words="Læreren og mosteren støtter hende stadig.",
        level="high",
        acute="no",
        grounds="Truslen om rejsen er ny og konkret.",
        scenarios="En rejse i vinterferien.",
        protective="Passet ligger hos mosteren.",
        missing="Om der er købt billetter.",
        valid_until=(now + timedelta(days=10)).date(),
    )


def adult_awaits_leader(staff: Staff, now: datetime) -> None:
    """An adult who is judged by the adviser; the leader has not signed yet."""
    sent = send(
        staff["jobcenter"],
        at=workday(now, 4, 10),
        source=Source.JOBCENTER,
        persons=[{"name": "Samira Eksempel", "stated_age": 27}],
        words="Hun vil skilles og tør ikke sige det derhjemme. Svigerfamilien bor i opgangen.",
        acute="unknown",
        categories=[Category.HONOUR_CONFLICT],
        controllers=[Relation.SPOUSE, Relation.IN_LAWS],
    )
    case = tie_of(sent).case
    by = staff["raadgiver_voksen"]
    workflow.take(case, by=by, at=workday(now, 4, 12))
    workflow.judge(
        case,
        by=by,
        at=workday(now, 3, 10),
        seen=0,
        threatened="no",
        act_now="no",
        grounds="Hun er ikke truet nu, men bliver det, hvis manden hører om skilsmissen.",
    )


def _assessed(sent: Concern, staff: Staff, *, at: datetime) -> Case:
    """Take the case and sign its 24-hour assessment."""
    tie = tie_of(sent)
    workflow.take(tie.case, by=staff["raadgiver"], at=at)
    signed = workflow.assess(
        tie,
        by=staff["raadgiver"],
        at=at + timedelta(hours=1),
        danger="yes",
        act_now="no",
        grounds="Barnet er i fare, hvis det fortsætter. I skolen er der ro nu.",
    )
    workflow.countersign(signed, by=staff["leder"], at=at + timedelta(hours=3))
    return tie.case
