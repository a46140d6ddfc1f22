import re

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from beredskab.audit.models import AuditEvent
from beredskab.content import loading
from beredskab.content.yamlfile import PackError
from beredskab.municipality.models import Contact, Municipality, Route, Unit

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def pack(tmp_path, monkeypatch):
    """Write the organisation of a pack of the test, and return how to write it again."""
    folder = tmp_path / "proeve"
    folder.mkdir()
    monkeypatch.setattr(loading, "PACKS", tmp_path)

    def write(text):
        (folder / "organisation.yaml").write_text(text, encoding="utf-8")

    write(TEXT)
    return write


TEXT = """\
municipality:
  name: Prøve Kommune
  has_infohus: false
units:
  - slug: modtagelsen
    name: Modtagelsen
    kind: child
routes:
  - {age: under_18, unit: modtagelsen}
  - {age: adult, unit: modtagelsen}
contacts:
  - slug: ssp
    name: SSP-konsulent
    phone: "25200318"
    audience: public
    hours: {mon: "08:00-15:30"}
"""


def rows():
    models = (Municipality, Unit, Route, Contact)
    return [list(model.objects.order_by("pk").values()) for model in models]


@pytest.mark.parametrize("name", ["faxe", "aalborg", "demo"])
def test_every_pack_loads_and_the_second_time_changes_nothing(name):
    assert loading.load(name, at=NOW).added
    before = rows()
    assert loading.load(name, at=NOW).is_empty
    assert rows() == before
    assert AuditEvent.objects.filter(verb="content.loaded").count() == 1


@pytest.mark.parametrize("name", ["faxe", "aalborg", "demo"])
@pytest.mark.rule("R5")
def test_every_pack_routes_both_ages(name):
    loading.load(name, at=NOW)
    child = Route.objects.unit_for("school", is_adult=False)
    adult = Route.objects.unit_for("school", is_adult=True)
    assert (child.kind, adult.kind) == (Unit.Kind.CHILD, Unit.Kind.ADULT)


@pytest.mark.rule("R32", "R101")
def test_aalborg_has_no_infohus_and_its_family_group_receives():
    loading.load("aalborg", at=NOW)
    assert not Municipality.objects.current().has_infohus
    assert Route.objects.unit_for("school", is_adult=False).name == "Familiegruppen"


def test_faxe_has_an_infohus_and_its_front_receives():
    loading.load("faxe", at=NOW)
    assert Municipality.objects.current().has_infohus
    assert Route.objects.unit_for("police", is_adult=False).slug == "fronten"


@pytest.mark.rule("R71")
def test_in_faxe_an_adult_without_a_case_elsewhere_belongs_to_the_adult_area():
    loading.load("faxe", at=NOW)
    assert Route.objects.unit_for("school", is_adult=True).slug == "handicap-psykiatri"


@pytest.mark.rule("R113")
def test_red_answers_professionals_on_weekdays_from_9_to_15():
    loading.load("faxe", at=NOW)
    red = Contact.objects.get(slug="red-fagpersoner")
    assert red.phone == "70 27 76 86"
    assert red.hours == [[day, "09:00", "15:00"] for day in range(5)]


@pytest.mark.rule("R116")
def test_no_pack_holds_a_mail_address():
    for path in loading.PACKS.glob("*/*.yaml"):
        assert not re.search(r"\S@\S", path.read_text(encoding="utf-8")), path


def test_a_second_pack_is_refused():
    loading.load("demo", at=NOW)
    before = rows()
    with pytest.raises(loading.AnotherPack):
        loading.load("faxe", at=NOW)
    assert rows() == before


def test_what_the_municipality_changed_is_kept(pack):
    loading.load("proeve", at=NOW)
    Unit.objects.update(name="Familieafdelingen")
    Municipality.objects.update(has_infohus=True)
    outcome = loading.load("proeve", at=NOW)
    assert (outcome.added, outcome.changed, outcome.kept) == (0, 0, 2)
    assert Unit.objects.get().name == "Familieafdelingen"
    assert Municipality.objects.get().has_infohus


def test_a_new_number_in_the_pack_reaches_what_nobody_touched(pack):
    loading.load("proeve", at=NOW)
    Contact.objects.update(note="Kun om formiddagen")
    pack(TEXT.replace("25200318", "93520065"))
    assert loading.load("proeve", at=NOW).changed == 1
    contact = Contact.objects.get()
    assert (contact.phone, contact.note) == ("93 52 00 65", "Kun om formiddagen")


def test_a_row_that_is_missing_is_made_again(pack):
    loading.load("proeve", at=NOW)
    Contact.objects.all().delete()
    assert loading.load("proeve", at=NOW).added == 1


def test_a_unit_made_by_hand_is_kept(pack):
    Unit.objects.create(slug="modtagelsen", name="Vores modtagelse", kind="child")
    loading.load("proeve", at=NOW)
    assert Unit.objects.get().name == "Vores modtagelse"


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("name: Prøve Kommune", "name: ''", 2, "name must be a text"),
        ("has_infohus: false", "has_infohus: måske", 3, "true or false"),
        ("has_infohus: false", "infohus: false", 3, "infohus is not known"),
        ("kind: child", "kind: børn", 7, "kind must be one of"),
        ("    name: Modtagelsen\n", "", 5, "name is missing"),
        ("    kind: child\n", "    kind: child\n    kind: adult\n", 8, "kind stands twice"),
        ("under_18, unit: modtagelsen", "under_18, unit: ukendt", 9, "unit must be one of"),
        ("age: adult", "age: under_18", 10, "stands twice in routes"),
        ("  - {age: adult, unit: modtagelsen}\n", "", 8, "no route for every other source"),
        ('"25200318"', '"12345678"', 14, "Danish telephone number"),
        ("mon:", "monday:", 16, "must name days"),
        ("08:00-15:30", "15:30-08:00", 16, "closes before it opens"),
        ("units:", "units: [", 5, ""),
    ],
)
def test_an_error_names_file_line_and_what_and_loads_nothing(pack, old, new, line, what):
    assert old in TEXT
    pack(TEXT.replace(old, new))
    with pytest.raises(PackError, match=f"^proeve/organisation.yaml, line {line}: .*{what}"):
        loading.load("proeve", at=NOW)
    assert rows() == [[], [], [], []]


def test_the_command_says_what_it_did(capsys):
    call_command("load_content", "demo")
    assert "added" in capsys.readouterr().out
    call_command("load_content", "demo")
    assert "nothing to change" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["ukendt", "../faxe"])
def test_an_unknown_pack_is_refused(name):
    with pytest.raises(CommandError, match="There is no pack"):
        call_command("load_content", name)
