"""The text of the plan that comes with each pack: whole, own, and without what grows old."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from beredskab.content import loading
from beredskab.municipality.districts import PoliceDistrict
from beredskab.plan import cleaning
from beredskab.plan.models import Edition
from tests.factories import NOW

pytestmark = pytest.mark.django_db
SEEDS = Path(settings.BASE_DIR).parent / "shared" / "seeds"
PACKS = ["aalborg", "demo", "faxe"]
COLOURS = {"opbyggende": "grøn", "foregribende": "gul", "indgribende": "rød"}
# The section that says what negative social control is.
DEFINED_IN = {
    "aalborg": "negativ-social-kontrol",
    "demo": "negativ-social-kontrol",
    "faxe": "social-kontrol",
}
RUN = 7  # words in a row that stand in a paper of the municipalities
FIXED = re.compile(
    r"nationalt center mod æresrelaterede konflikter|center for børn unge (og )?familier|"
    r"negativ social kontrol og æresrelaterede konflikter|"
    r"forebyggelse opsporing og håndtering af negativ social kontrol"
)


def words_of(text):
    return re.findall(r"[^\W_]+", text.lower())


def plan_of(pack):
    return loading.read(pack).plan


def said(pack):
    return "\n".join(
        f"{row['title']}\n{cleaning.text_of(row['text'])}" for row in plan_of(pack).sections
    )


def whole(pack):
    return "\n".join(row["text"] for row in plan_of(pack).sections)


def text_of(pack, key):
    """The HTML of the section with this key."""
    return next(row["text"] for row in plan_of(pack).sections if row["key"] == key)


def level_of(pack, word):
    """What the section on prevention tells of one level: its paragraph or line, and its row."""
    told = re.findall(
        r"<(?:p|li|tr)>(?:(?!</(?:p|li|tr)>).)*", text_of(pack, "forebyggelse"), re.DOTALL
    )
    begins = re.compile(rf"<(?:strong|th scope=\"row\")>[^<]*{word}", re.IGNORECASE)
    return "\n".join(one for one in told if begins.search(one))


def plain(html):
    return " ".join(cleaning.text_of(html).lower().split())


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize(
    "word",
    [
        "underret",
        "24 timer",
        "6 hverdage",
        "barnets lov",
        "114",
        "om natten",
        "SSP",
        "genopdragelsesrejse",
        "søskende",
        "sikkerhedsplan",
        "fjerde år",
    ],
)
def test_it_says_what_everybody_must_know(pack, word):
    text = said(pack) + " ".join(row["text"] for row in plan_of(pack).sections)
    assert word.lower() in text.lower().replace("{{lov:barnets-lov", "barnets lov")


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.rule("R117")
def test_the_three_levels_stand_each_with_its_colour_and_its_word(pack):
    for word, colour in COLOURS.items():
        heading = re.search(r"<strong>([^<]*)", level_of(pack, word))[1]
        assert colour in heading.lower()


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize(
    ("word", "says"),
    [
        pytest.param("opbyggende", r"(for|til|styrker) alle\b", marks=pytest.mark.rule("R118")),
        pytest.param(
            "opbyggende",
            "uanset hvordan|ser ikke på den enkeltes forhold|"
            "ingen bliver valgt til eller fra på grund af familie",
            marks=pytest.mark.rule("R118"),
        ),
        pytest.param(
            "foregribende",
            "før det bliver alvorligt|når en risiko viser sig|en risiko, før den vokser",
            marks=pytest.mark.rule("R119"),
        ),
        pytest.param("foregribende", "på gaden", marks=pytest.mark.rule("R119")),
        ("indgribende", "begået"),
        ("indgribende", "politiet (står for|leder)"),
    ],
)
def test_each_level_says_for_whom_it_is(pack, word, says):
    assert re.search(says, plain(level_of(pack, word)))


@pytest.mark.parametrize("pack", ["demo", "faxe"])
@pytest.mark.rule("R119")
def test_an_infohus_works_on_the_second_level(pack):
    assert "infohus kommune" in plain(level_of(pack, "foregribende"))


@pytest.mark.parametrize("pack", PACKS)
def test_who_is_only_exposed_is_never_of_the_red_level(pack):
    says = "(kun|alene) er udsat, (hører aldrig|skal aldrig placeres)[^.]* rød"
    assert re.search(says, plain(text_of(pack, "forebyggelse")))


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize(
    "says", ["rettigheder", "trivsel|får personen det dårligt", "hindrer|spærrer|holder .* ude af"]
)
@pytest.mark.rule("R122")
def test_each_criterion_of_negative_control_stands_in_its_definition(pack, says):
    items = re.findall("<li>(.*?)</li>", text_of(pack, DEFINED_IN[pack]), re.DOTALL)
    assert len(items) == 3
    assert len([one for one in items if re.search(says, plain(one))]) == 1


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.rule("R122")
def test_one_criterion_is_enough_and_the_restriction_is_considerable(pack):
    definition = plain(text_of(pack, DEFINED_IN[pack]))
    assert re.search("et ja er nok|bare ét spørgsmål|mindst ét", definition)
    assert re.search("væsentlig|mærkbart", definition)


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.rule("LR26")
def test_the_assessment_of_the_police_never_stands_for_that_of_the_municipality(pack):
    text = plain(said(pack))
    assert re.search("stedet for kommunens egen|erstatter ikke kommunens egen", text)
    assert not re.search(r"politiet[^.]*\bansvaret for[^.]*\brisik", text)


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.rule("LR11")
def test_a_professional_is_told_whether_something_is_started_and_not_what(pack):
    told = re.search("6 hverdage:?</strong>(.*?)</(p|li)>", whole(pack), re.DOTALL)
    assert "om der er sat noget i gang" in plain(told[1])
    assert not re.search("førte til|ført med sig", plain(told[1]))


@pytest.mark.parametrize("pack", PACKS)
def test_the_police_go_by_the_name_of_their_district(pack):
    loaded = loading.read(pack)
    district = PoliceDistrict(loaded.organisation.municipality["police_district"]).label
    names = " ".join(row["name"] for row in loaded.organisation.contacts)
    text = f"{' '.join(said(pack).split())} {names}"
    before = [text[: found.end()] for found in re.finditer(r"\w+ Politi\b", text)]
    assert before
    assert not [one[-60:] for one in before if not one.endswith(f" {district}")]


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize(
    ("sign", "says"),
    [
        pytest.param(
            "passe på|mene det godt",
            "ikke faren mindre|faren bliver ikke mindre|gør ikke kontrollen ufarlig",
            marks=pytest.mark.rule("R123"),
        ),
        pytest.param(
            "jævnaldrende|klassekammerat|kammerater", "gruppe.*svær", marks=pytest.mark.rule("R124")
        ),
    ],
)
def test_it_tells_of_the_motive_and_of_control_by_peers(pack, sign, says):
    texts = [cleaning.text_of(row["text"]).lower() for row in plan_of(pack).sections]
    assert [one for one in texts if re.search(sign, one) and re.search(says, one, re.DOTALL)]


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.skipif(not SEEDS.is_dir(), reason="the papers are not part of the repository")
def test_no_sentence_is_taken_over(pack):
    runs = set()
    for paper in SEEDS.glob("*.txt"):
        words = words_of(paper.read_text(encoding="utf-8"))
        runs |= {" ".join(words[n : n + RUN]) for n in range(len(words) - RUN + 1)}
    own = words_of(said(pack))
    taken = {" ".join(own[n : n + RUN]) for n in range(len(own) - RUN + 1)} & runs
    assert not {run for run in taken if not FIXED.search(run)}


def test_a_pack_gives_a_draft_that_only_the_council_can_adopt():
    loading.load("faxe", at=NOW)
    edition = Edition.objects.get()
    assert edition.status == "draft"
    assert edition.sections.count() == len(plan_of("faxe").sections)


def test_what_the_municipality_has_written_is_never_written_over():
    loading.load("faxe", at=NOW)
    edition = Edition.objects.get()
    edition.sections.all().delete()
    loading.load("faxe", at=NOW)
    assert not edition.sections.exists()
    assert Edition.objects.count() == 1
