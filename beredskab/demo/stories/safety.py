"""Who has a safety plan, a feared journey, and moments agreed on."""

from datetime import datetime, timedelta

from beredskab.demo.stories.acts import Staff, send, tie_of, workday
from beredskab.timelimits import local_day
from cases import workflow
from cases.choices import AbroadSign, Category, MarriageSign, Relation, Source, Trigger
from cases.models import Case


def feared_journey(staff: Staff, now: datetime) -> None:
    """A girl fears that the holiday has no end: plan, report, agreed moments."""
    by, at = staff["raadgiver2"], workday(now, 4, 10)
    sent = send(
        staff["fagperson"],
        at=at - timedelta(hours=2),
        persons=[{"name": "Rania Eksempel", "born_on": "2011-02-11", "cpr": "1102119994"}],
        words="Rania siger, at hendes pas er væk, og at familien taler om at sende hende til en "
        "bedstemor. Der har været skænderier om en kæreste.",
        acute="no",
        categories=[Category.FOREIGN_STAY],
        abroad_signs=[AbroadSign.SENT_HOME, AbroadSign.FEARS_HOLIDAY],
        marriage_signs=[MarriageSign.JOURNEY],
        triggers=[Trigger.PARTNER],
        controllers=[Relation.FATHER],
        abroad={"known": "unknown"},
        fear_asked=["journey"],
    )
    tie = tie_of(sent)
    case = tie.case
    workflow.take(case, by=by, at=at)
    workflow.assess(
        tie, by=by, at=at, danger="yes", act_now="no", grounds="Rejsen er ikke bestilt endnu."
    )
    workflow.judge_safety_plan(
        case, by=by, at=at, needed=True, grounds="Hun ved ikke, hvem hun kan ringe til om natten."
    )
    _plan(case, staff, at, now)
    workflow.write_stay(
        case,
        by=by,
        at=at,
        seen=0,
        journey="yes",
        departure_on=local_day(now + timedelta(days=24)),
        return_on=local_day(now + timedelta(days=45)),
        country="Ukendt",
        permit="temporary",
        permit_words="Familiesammenføring",
        passport="Hos faren",
    )
    workflow.report_journey(
        case,
        by=by,
        at=at + timedelta(hours=1),
        to="us",
        reported_at=at + timedelta(minutes=50),
        how="Ringet og sendt det, vi ved, skriftligt.",
    )
    _moments(case, staff, now)


def left_abroad(staff: Staff, now: datetime) -> None:
    """A man whose wife was left abroad; she is an adult, and was to be back last week."""
    by, at = staff["raadgiver_voksen"], workday(now, 8, 10)
    sent = send(
        staff["jobcenter"],
        at=at,
        source=Source.JOBCENTER,
        persons=[{"name": "Selma Tænkt", "stated_age": 27}],
        words="Hendes mand kom hjem alene. Hendes sprogskole har ikke hørt fra hende.",
        acute="no",
        abroad_signs=[AbroadSign.LEFT_ALONE],
        abroad={"known": "unknown"},
    )
    case = tie_of(sent).case
    workflow.take(case, by=by, at=at)
    workflow.write_stay(
        case,
        by=by,
        at=at,
        seen=0,
        journey="unknown",
        departure_on=local_day(now - timedelta(days=60)),
        return_on=local_day(now - timedelta(days=5)),
        country="Ukendt",
        permit="unknown",
        passport="Ukendt",
    )
    workflow.judge_safety_plan(
        case, by=by, at=at, needed=True, grounds="Vi kan ikke nå hende, før hun er fundet."
    )


def _plan(case: Case, staff: Staff, at: datetime, now: datetime) -> None:
    workflow.write_safety_plan(
        case,
        by=staff["raadgiver2"],
        at=at,
        seen=0,
        steps="Gå ud ad køkkendøren og tag kun mobilen med\nTag bus 4 til biblioteket\n"
        "Ring til skolens kontor, om natten til døgnvagten",
        contacts_day="Skolens kontor på skolens nummer",
        contacts_night="Kommunens døgnvagt. 112, hvis der er fare for liv",
        code_word="Hun spørger efter den blå mappe. Klasselæreren kender ordet.",
        safe_places="Biblioteket og skolens kontor",
        documents="Kopi af pas og sundhedskort ligger hos klasselæreren",
        phone_check="Delt placering er slået fra på skolens computer",
        travel_plan="Skal hun rejse, viser hun papiret til personalet i lufthavnen",
        no_return="Klasselæreren ringer til rådgiveren, rådgiveren til politiet",
        review_on=local_day(now + timedelta(days=14)),
    )


def _moments(case: Case, staff: Staff, now: datetime) -> None:
    by, before = staff["raadgiver2"], now - timedelta(days=1)
    kept = workflow.agree_check_in(
        case,
        by=by,
        at=before,
        kind="check_in",
        due_at=before + timedelta(hours=6),
        how="Hun siger hej i sundhedsplejerskens åbne tid",
        with_whom="Sundhedsplejersken",
        if_missed="Sundhedsplejersken ringer straks til rådgiveren",
    )
    workflow.keep_check_in(kept, by=by, at=before + timedelta(hours=5), note="Hun kom kl. 10.")
    workflow.agree_check_in(
        case,
        by=by,
        at=now,
        kind="check_in",
        due_at=now + timedelta(days=2),
        how="Hun møder klasselæreren før første time",
        with_whom="Klasselæreren",
        if_missed="Klasselæreren ringer til rådgiveren, om natten døgnvagten",
    )
