import pytest

from beredskab.deadlines.models import Deadline
from cases import choices, workflow
from cases.models import Case
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.rule("R9")
def test_a_concern_without_a_choice_is_not_settled(world):
    assert factories.case(world).categories == ["unsettled"]


@pytest.mark.rule("R9")
def test_the_adviser_settles_the_category(world):
    case = factories.case(world)
    workflow.set_categories(
        case, by=world.adviser, at=NOW, categories=["forced_marriage", "unsettled"]
    )
    case.refresh_from_db()
    assert case.categories == ["forced_marriage"]


@pytest.mark.rule("R19")
@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        ("school", set()),
        ("citizen", set()),
        ("police", {"task-convene"}),
        ("child_authority", {"task-convene", "task-inform_coordinator"}),
    ],
)
def test_the_source_decides_who_is_asked(world, source, kinds):
    case = factories.case(world, source=source)
    tasks = Deadline.objects.of(case)
    assert {task.kind for task in tasks} == kinds | {"task-contact_infohus"}
    assert case.holder == world.adviser
    for task in tasks.filter(kind="task-convene"):
        assert task.owner == world.coordinator
        assert case in Case.objects.visible_to(world.coordinator, at=NOW)


@pytest.mark.rule("R19", "R32")
def test_a_route_of_the_municipality_decides_the_unit(world):
    from beredskab.accounts.roles import Role
    from beredskab.municipality.models import Route

    special = factories.unit()
    expert = factories.user(Role.ADVISER_CHILD, special)
    Route.objects.create(source="police", age="under_18", unit=special)
    assert factories.case(world, source="police").holder == expert
    assert factories.case(world, source="school").unit == world.child_unit


@pytest.mark.rule("R16")
def test_the_actor_may_be_a_group_without_name(world):
    case = factories.case(world, controllers=["group"])
    actor = case.persons.get(roles__role="actor")
    assert actor.is_group
    assert actor.name is None


@pytest.mark.rule("R17")
def test_a_person_may_be_exposed_and_exercise_control(world):
    case = factories.case(world)
    workflow.change_person(case.exposed, by=world.adviser, at=NOW, roles=["exposed", "actor"])
    roles = set(case.exposed.roles.values_list("role", flat=True))
    assert roles == {"exposed", "actor"}


@pytest.mark.rule("R14", "R5")
@pytest.mark.parametrize("gender", ["male", "female", "other", ""])
def test_anyone_of_any_gender_passes_the_flow(world, gender):
    tie = factories.tie(world, persons=[factories.person(gender=gender)])
    workflow.assess(tie, by=world.adviser, at=NOW, danger="yes", act_now="no", grounds="x")
    assert tie.case.exposed.gender == gender


@pytest.mark.rule("R15")
def test_no_model_has_a_field_for_ethnicity_religion_or_nationality():
    from django.apps import apps

    words = ("ethnic", "religio", "national", "culture", "faith")
    fields = [f.name for model in apps.get_models() for f in model._meta.get_fields()]
    assert not [name for name in fields if any(word in name.lower() for word in words)]


@pytest.mark.rule("R10", "R11", "R13")
def test_the_enumerations_hold_what_the_plan_lists():
    assert len(choices.ControlForm) == 9
    assert {"distress", "harm", "double_life", "hierarchy", "withdrawn"} <= set(choices.Sign)
    assert set(choices.Way) == {"control", "movement", "violence", "harassment", "threats"}


@pytest.mark.rule("R18")
def test_every_kind_of_observer_can_be_the_source(world):
    for source in choices.Source.values:
        assert factories.concern(world.professional, source=source).source == source
