"""Rows of adults: which area helps, plan, advice, hand-overs, the reporter's own judgement."""

from beredskab.accounts import roles
from cases import permissions, workflow
from cases.models import Case, Person
from tests import factories
from tests.cases.test_permissions import WHO
from tests.factories import NOW

from .ground import REPORTER
from .table import EDITORS, EVERY, Row

PLAN = {"risk": "x", "purpose": "x", "participation": "together"}
TOLD = {"municipality": "Nabo", "to_whom": "Vagten", "told": [], "handed_over": "x"}


def adult(_world, case):
    Case.objects.filter(pk=case.pk).update(is_minor=False)
    return case


def turned_18(_world, case):
    Person.objects.filter(pk=case.exposed_id).update(stated_age=19)
    return case


def about_an_adult(world, _case):
    """A concern of the reporter's own about somebody of twenty-four."""
    draft = factories.draft(world.professional, persons=[factories.person(stated_age=24)])
    return workflow.clarify_first(draft, by=world.professional, at=NOW)


def route(case, _case, by):
    workflow.route_adult(case, by=by, at=NOW, at_jobcenter="no", in_adult_area="yes")


def advise(case, _case, by):
    person = Person.objects.get(pk=case.exposed_id)
    workflow.offer_advice(case, by=by, at=NOW, person=person, outcome="given", offered_at=NOW)


def advise_without_name(_case, _same, by):
    units = permissions.advising_units(by)
    held = {member.unit_id: member.unit for member in roles.current_memberships(by)}
    workflow.give_anonymous_advice(
        by=by,
        at=NOW,
        unit=held.get(units[0] if units else None) or next(iter(held.values())),
        given_at=NOW,
        way="phone",
        topics=[],
        advised="x",
        acute=False,
    )


def judge(concern, _case, by):
    workflow.judge_concern(concern, by=by, at=NOW, threatened="yes", act_now="yes")


ROWS = {
    "route_adult": Row(route, EDITORS, ready=adult),
    "judge_action_plan": Row(
        lambda case, _case, by: workflow.judge_action_plan(
            case, by=by, at=NOW, needed=True, grounds="x"
        ),
        EDITORS,
        ready=adult,
    ),
    "offer_action_plan": Row(
        lambda case, _case, by: workflow.offer_action_plan(
            case, by=by, at=NOW, offered_at=NOW, reply="accepted"
        ),
        EDITORS,
        ready=adult,
    ),
    "write_action_plan": Row(
        lambda case, _case, by: workflow.write_action_plan(case, by=by, at=NOW, seen=0, **PLAN),
        EDITORS,
        ready=adult,
    ),
    "offer_advice": Row(advise, EDITORS),
    "give_anonymous_advice": Row(
        advise_without_name, frozenset(WHO) - {"professional", "administrator"}, EVERY
    ),
    "hand_to_adults": Row(
        lambda case, _case, by: workflow.hand_to_adults(case, by=by, at=NOW),
        EDITORS,
        ready=turned_18,
    ),
    "hand_to_municipality": Row(
        lambda case, _case, by: workflow.hand_to_municipality(
            case, by=by, at=NOW, told_at=NOW, **TOLD
        ),
        EDITORS,
    ),
    "judge_concern": Row(judge, REPORTER, EVERY, ready=about_an_adult),
}
EXEMPT = {
    "look_at_age": "asks for no right: it follows what is known of an age",
    "turn_of_age": "the sweep of the birthdays",
}
