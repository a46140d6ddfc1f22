import pytest
from django.http import QueryDict

from beredskab.directory.filters import Chosen
from beredskab.municipality import directory
from beredskab.municipality.models import Contact, Unit
from tests.factories import NOW

SSP = Unit(slug="ssp", name="SSP")
CONTACTS = [
    Contact(slug="red", name="RED", service="red", topics=["reeducation"], always_open=True),
    Contact(slug="ssp", name="Konsulent", service="ssp", unit=SSP, note="Også anonymt"),
]


def found(query):
    chosen = Chosen.from_query(QueryDict(query), CONTACTS)
    lines = chosen.narrow(directory.lines(CONTACTS, NOW))
    return [line.contact.slug for line in lines], chosen


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("", ["red", "ssp"]),
        ("q=konsul", ["ssp"]),
        ("q=ANONYMT++ssp", ["ssp"]),
        ("q=genopdragelse", ["red"]),
        ("q=rådgivning", ["red"]),
        ("q=ingenting", []),
        ("enhed=ssp", ["ssp"]),
        ("emne=reeducation", ["red"]),
        ("aaben=1", ["red"]),
        ("aaben=1&enhed=ssp", []),
        ("enhed=ukendt&emne=ukendt", ["red", "ssp"]),
    ],
)
@pytest.mark.rule("R111")
def test_search_and_filters_keep_what_is_asked_for(query, slugs):
    assert found(query)[0] == slugs


def test_each_choice_is_a_tag_whose_link_leaves_the_others():
    _slugs, chosen = found("q=red&emne=reeducation&aaben=1")
    assert chosen.tags() == [
        {"label": "Søgning: red", "url": "/kontakter/?emne=reeducation&aaben=1"},
        {"label": "Genopdragelsesrejser", "url": "/kontakter/?q=red&aaben=1"},
        {"label": "Åbent nu", "url": "/kontakter/?q=red&emne=reeducation"},
    ]


def test_only_units_and_topics_that_a_contact_has_are_offered():
    _slugs, chosen = found("")
    assert chosen.units == (("ssp", "SSP"),)
    assert chosen.topics == (("reeducation", "Genopdragelsesrejser"),)
