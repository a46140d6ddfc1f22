import pytest

from beredskab.municipality.sources import Source
from cases import choices


@pytest.mark.rule("R19")
def test_every_source_of_a_concern_can_be_routed():
    assert Source.choices == choices.Source.choices
