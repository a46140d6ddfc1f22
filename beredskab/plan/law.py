"""The references to law that the plan may name: what is shown, and what it says in a few words.

They are Danish, as the law is. What is not sure has no number (rules.md, law.md).
"""

from typing import NamedTuple


class Reference(NamedTuple):
    """A place in the law: how it is named in a sentence, and what it says."""

    name: str
    says: str


REFERENCES: dict[str, Reference] = {
    "barnets-lov-5": Reference("barnets lov § 5", "barnet skal høres, før der træffes afgørelse"),
    "barnets-lov-5-3": Reference(
        "barnets lov § 5, stk. 3",
        "samtalen kan holdes uden forældrenes samtykke og uden at de er til stede, når hensynet "
        "til barnet taler for det",
    ),
    "barnets-lov-6": Reference(
        "barnets lov § 6", "barnet har ret til en bisidder og skal have det at vide"
    ),
    "barnets-lov-15-3": Reference(
        "barnets lov § 15, stk. 3",
        "kommunen skal have et skriftligt, vedtaget og offentliggjort beredskab, der revideres "
        "mindst hvert fjerde år",
    ),
    "barnets-lov-18": Reference(
        "barnets lov § 18", "kommunen screener sagen, og screeningen har tre mulige udfald"
    ),
    "barnets-lov-18-3": Reference(
        "barnets lov § 18, stk. 3",
        "risikoen skal vurderes, før forældre og netværk bliver inddraget",
    ),
    "barnets-lov-20": Reference(
        "barnets lov § 20",
        "en børnefaglig undersøgelse skal være færdig senest fire måneder efter, at kommunen blev "
        "opmærksom på barnet",
    ),
    "barnets-lov-32": Reference("barnets lov § 32", "støttende indsatser til barn og familie"),
    "barnets-lov-46": Reference("barnets lov § 46", "anbringelse med samtykke"),
    "barnets-lov-47": Reference("barnets lov § 47", "anbringelse uden samtykke"),
    "barnets-lov-91": Reference(
        "barnets lov § 91", "barnets plan skal foreligge senest tre måneder efter afgørelsen"
    ),
    "barnets-lov-124": Reference(
        "barnets lov § 124", "børnehuset bruges, når flere sektorer er med i en sag om overgreb"
    ),
    "barnets-lov-132": Reference(
        "barnets lov § 132", "kommuner underretter hinanden, når en familie flytter"
    ),
    "barnets-lov-133": Reference(
        "barnets lov § 133", "fagpersoners skærpede og personlige pligt til at underrette"
    ),
    "barnets-lov-135": Reference("barnets lov § 135", "alles pligt til at underrette"),
    "barnets-lov-137": Reference(
        "barnets lov § 137",
        "samtale med barnet og ny vurdering, når kommunen modtager en underretning",
    ),
    "serviceloven-10": Reference("serviceloven § 10", "gratis rådgivning til alle, også anonymt"),
    "serviceloven-12a": Reference(
        "serviceloven § 12 a",
        "rådgivning ved æresrelaterede konflikter og tilbud om en handleplan, når konflikten er "
        "alvorlig",
    ),
    "retsplejeloven-115": Reference(
        "retsplejeloven § 115",
        "politi og myndigheder må dele oplysninger for at forebygge, men ikke for at efterforske, "
        "og ingen har pligt til at dele",
    ),
    "databeskyttelsesloven-22": Reference(
        "databeskyttelsesloven § 22",
        "en person kan undtages fra at få besked, når afgørende hensyn taler for det",
    ),
    "forvaltningsloven-28": Reference(
        "forvaltningsloven § 28", "myndigheders adgang til at dele fortrolige oplysninger"
    ),
    "udlaendingeloven-17": Reference(
        "udlændingeloven § 17",
        "en opholdstilladelse kan bortfalde efter 6 eller 12 måneder i udlandet; et barn, der er "
        "sendt på genopdragelsesrejse, mister den som udgangspunkt ikke",
    ),
    "udlaendingeloven-44c": Reference(
        "udlændingeloven § 44 c",
        "kommunen skal give udlændingemyndighederne besked om mistanke om en genopdragelsesrejse",
    ),
    "pasloven-2": Reference(
        "pasloven § 2", "politiet kan nægte eller inddrage et barns danske pas"
    ),
    "straffeloven-215a": Reference(
        "straffeloven § 215 a", "at sende sit barn til udlandet under skadelige forhold"
    ),
    "straffeloven-243": Reference(
        "straffeloven § 243", "psykisk vold, herunder negativ social kontrol"
    ),
    "straffeloven-260": Reference("straffeloven § 260", "tvang, herunder tvang til ægteskab"),
    "straffeloven-260a": Reference("straffeloven § 260 a", "religiøs vielse af en mindreårig"),
}
