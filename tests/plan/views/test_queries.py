"""The pages ask the database as often for a large plan as for a small one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import plan

pytestmark = pytest.mark.django_db


def test_the_page_of_a_draft_asks_as_many_questions_for_many_sections(page):
    counts = []
    for many in (2, 30):
        draft = plan.draft()
        for number in range(many):
            plan.section(draft, f"s-{number}", text="<p>Se {{kort:under-18-fagperson}}.</p>")
        page("1/")
        with CaptureQueriesContext(connection) as asked:
            page("1/")
        counts.append(len(asked))
        draft.delete()
    assert counts[0] == counts[1]
