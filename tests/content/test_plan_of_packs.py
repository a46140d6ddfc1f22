"""The text of the plan that comes with each pack: whole, own, and without what grows old."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from beredskab.content import loading
from beredskab.plan import cleaning
from beredskab.plan.models import Edition
from tests.factories import NOW

pytestmark = pytest.mark.django_db
SEEDS = Path(settings.BASE_DIR).parent / "shared" / "seeds"
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


@pytest.mark.parametrize("pack", ["aalborg", "demo", "faxe"])
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


@pytest.mark.parametrize("pack", ["aalborg", "demo", "faxe"])
@pytest.mark.rule("R117", "R118", "R119")
def test_the_three_levels_have_a_colour_and_a_word(pack):
    text = said(pack).lower()
    for colour, word in (("grøn", "opbyggende"), ("gul", "foregribende"), ("rød", "indgribende")):
        assert colour in text
        assert word in text
    assert "for alle" in text
    assert "infohus" in text


@pytest.mark.parametrize("pack", ["aalborg", "demo", "faxe"])
@pytest.mark.rule("R122")
def test_it_tells_when_control_becomes_negative(pack):
    text = said(pack).lower()
    for words in ("rettighed", "triv(es|sel)", "begræns|spærr|deltage"):
        assert re.search(words, text), words


@pytest.mark.parametrize("pack", ["aalborg", "demo", "faxe"])
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


@pytest.mark.parametrize("pack", ["aalborg", "demo", "faxe"])
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
