from dataclasses import dataclass

import pytest

from actioncards import workflow
from actioncards.models import Card, CardVersion
from beredskab.accounts.models import User
from beredskab.accounts.roles import Role
from beredskab.municipality.models import Contact
from tests import factories
from tests.factories import NOW, cards


@dataclass
class Desk:
    """A card in force with two steps, three editors, and somebody who only reads."""

    card: Card
    in_force: CardVersion
    contact: Contact
    writer: User
    editor: User
    administrator: User
    reader: User

    def begin(self) -> CardVersion:
        """A draft that says what is new in it."""
        draft = workflow.begin_draft(self.card, by=self.writer, at=NOW)
        return write(draft, by=self.writer)

    def submitted(self) -> CardVersion:
        return workflow.submit(self.begin(), by=self.writer, at=NOW)

    def approved(self) -> CardVersion:
        return workflow.approve(self.submitted(), by=self.editor, at=NOW)


TEXT = {
    "title": "Under 18 år – fagperson",
    "summary": "Når du er bekymret for et barn.",
    "must_not": ["Tal ikke med familien om bekymringen.", "Send ikke brev, sms eller mail."],
    "acute_when": "Når nogen er i fare nu.",
    "changes": "Kortere tekst.",
}


def write(draft: CardVersion, *, by: User, at=NOW, seen=None, **texts) -> CardVersion:
    return workflow.change_text(draft, by=by, at=at, seen=seen, **{**TEXT, **texts})


@pytest.fixture
def desk(db) -> Desk:
    contact = cards.contact(name="SSP")
    version = cards.card(
        steps={
            "talk": {"heading": "Tal med din leder", "text": "Samme dag."},
            "call": {"heading": "Ring til SSP", "contacts": [contact], "action": "talk_adviser"},
            "danger": {"heading": "Ring 112", "part": "acute"},
        }
    )
    return Desk(
        card=version.card,
        in_force=version,
        contact=contact,
        writer=factories.user(Role.PLAN_EDITOR, name="Ib Toft"),
        editor=factories.user(Role.PLAN_EDITOR, name="Mie Lund"),
        administrator=factories.user(Role.ADMINISTRATOR, name="Ulla Sund"),
        reader=factories.user(Role.PROFESSIONAL, name="Anne Lærke"),
    )
