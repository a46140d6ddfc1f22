"""What the database itself holds of cards and checklists."""

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from actioncards.models import Card, Explanation
from cases.models import Checklist
from tests import factories
from tests.factories import cards

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("change", [{"slug": "andet"}, {"role": "authority"}, {"age": "adult"}])
def test_a_card_stays_what_it_is_for(change):
    card = cards.card().card
    with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
        Card.objects.filter(pk=card.pk).update(**change)


def test_an_explanation_is_changed_and_never_deleted():
    one = cards.explanation("sign", "distress")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Explanation.objects.filter(pk=one.pk).delete()


def test_a_checklist_keeps_the_version_that_it_began_with():
    cards.card("authority")
    checklist = factories.case(factories.world()).checklist
    other = cards.card("authority", "adult")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Checklist.objects.filter(pk=checklist.pk).update(version=other)
