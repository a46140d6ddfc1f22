"""A small pack of the tests, whose files can be written anew."""

import pytest

from actioncards.models import Card, CardStep, CardVersion, Explanation, StepContact
from beredskab.content import loading
from beredskab.content.knowledge import CHOICES
from beredskab.content.models import LoadedRow
from beredskab.municipality.models import Contact, Municipality, Route, Unit
from beredskab.plan.models import Edition, Section, SectionVersion

ORGANISATION = """\
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
    service: ssp
    unit: modtagelsen
    phone: "25200318"
    audience: public
    hours: {mon: "08:00-15:30"}
  - slug: viso
    name: VISO
    service: viso
    audience: authority
  - slug: krisecenter
    name: Krisecenter
    service: shelter
    phone: "70555044"
    second_phone: "70555045"
    from_age: 16
    to_age: 30
    audience: public
    note: Døgnåbent
    topics: [safe_stay]
    always_open: true
"""
TIES = """\
lists:
  advisers: [ssp, viso]
  legal_office: []
cards:
  under-18-fagperson:
    advisers: [ssp]
"""
CARD = """\
role: professional
age: under_18
title: Under 18 år
summary: Når du er bekymret.
must_not:
  - Tal ikke med familien.
  - Send ikke brev.
acute_when: Når {modtager} må handle nu.
steps:
  - key: talk
    heading: Ring
    text: Ring og få råd.
    action: talk_adviser
    law: Barnets lov § 133
    contacts: advisers
  - key: infohus
    heading: Tag i Infohus
    text: Sig det.
    only_with: infohus
acute:
  - key: legal-office
    heading: Ring til kontoret
    text: De hjælper.
    needs: legal_office
    contacts: legal_office
  - key: own
    heading: Ring til din leder
    text: I {kommune} hjælper lederen.
    unless: legal_office
"""
KNOWLEDGE = "".join(
    f"{kind}:\n"
    + "".join(f"  - {{key: {key}, title: Ord, text: Det er et ord.}}\n" for key in choices.values)
    for kind, choices in CHOICES.items()
)
PLAN = """\
title: Beredskabsplan
themes: [social_control]
sections:
  - key: indledning
    title: Indledning
    level: 1
    text: |
      <p>Planen er for alle.</p>
  - key: pligt
    title: Pligten
    level: 2
    text: |
      <p>Se {{lov:barnets-lov-133}} og {{kort:under-18-fagperson}}.</p>
"""
TEXTS = {
    "proeve/organisation.yaml": ORGANISATION,
    "proeve/cards.yaml": TIES,
    "proeve/plan.yaml": PLAN,
    "common/cards/under-18-fagperson.yaml": CARD,
    "common/knowledge.yaml": KNOWLEDGE,
}
MODELS = (
    Municipality,
    Unit,
    Route,
    Contact,
    Card,
    CardVersion,
    CardStep,
    StepContact,
    Explanation,
    Edition,
    Section,
    SectionVersion,
    LoadedRow,
)


@pytest.fixture
def pack(tmp_path, monkeypatch):
    """Write the pack `proeve`, and return how to put other words in one of its files."""
    monkeypatch.setattr(loading, "PACKS", tmp_path)
    for name, text in TEXTS.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def change(name, old, new):
        path = tmp_path / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return change


@pytest.fixture
def stored():
    """Return how to read every row that a load may write."""
    return lambda: [list(model.objects.order_by("pk").values()) for model in MODELS]
