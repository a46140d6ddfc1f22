"""The police districts of Denmark; each runs one Infohus Netværk (R103)."""

from django.db.models import TextChoices


class PoliceDistrict(TextChoices):
    """The twelve districts, by the names that they go by."""

    NORTH_JUTLAND = "nordjylland", "Nordjyllands Politi"
    EAST_JUTLAND = "oestjylland", "Østjyllands Politi"
    CENTRAL_WEST_JUTLAND = "midt_vestjylland", "Midt- og Vestjyllands Politi"
    SOUTH_EAST_JUTLAND = "sydoestjylland", "Sydøstjyllands Politi"
    SOUTH_JUTLAND = "syd_soenderjylland", "Syd- og Sønderjyllands Politi"
    FUNEN = "fyn", "Fyns Politi"
    SOUTH_ZEALAND = "sydsjaelland", "Sydsjællands og Lolland-Falsters Politi"
    CENTRAL_WEST_ZEALAND = "midt_vestsjaelland", "Midt- og Vestsjællands Politi"
    NORTH_ZEALAND = "nordsjaelland", "Nordsjællands Politi"
    WEST_OF_COPENHAGEN = "vestegn", "Københavns Vestegns Politi"
    COPENHAGEN = "koebenhavn", "Københavns Politi"
    BORNHOLM = "bornholm", "Bornholms Politi"
