"""Every address of the portal, asked by somebody who takes part in one item of a meeting."""

from datetime import timedelta
from itertools import product

import pytest
import time_machine
from django.urls import reverse

from infohus import workflow
from infohus.models import (
    AgendaItem,
    Attendance,
    Participant,
    Recommendation,
    TieDeclaration,
)
from tests import factories
from tests.architecture import routes
from tests.factories import holding as held
from tests.factories import infohus as made

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HERS, OTHERS = "Hendes", "Fremmede"
LATER = made.AFTER + timedelta(days=1)
TOLD = ("brief", "pige", "kortlægning", "vurdering", "judgement", "purpose", "need")
# What she keeps: her own authority's recommendation, and the minutes that she has yet to agree to.
KEPT = {"infohus_recommendation", "infohus_minutes"}
# Whose answer to her is about herself, or ends her session.
OWN = {"account_logout", "password", "session_extend"}
# What is not hers is not there, or takes nothing but what is sent.
SHUT = {403, 404, 405}


@pytest.fixture(autouse=True)
def during(office_hours):
    """Set the clock to where the meeting is on."""
    with time_machine.travel(held.DURING, tick=False):
        yield


@pytest.fixture
def police(world):
    return factories.user("police", world.school)


@pytest.fixture
def guest(world):
    """Somebody who reads cases, of another unit than theirs."""
    return world.adult_adviser


@pytest.fixture(params=["police", "guest"])
def reader(request):
    """Each who takes part in the first item alone: a standing member, and a guest."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def meeting(world, police, guest):
    """Two items with everything written; police and guest take part in the first one alone."""
    cases = [told_case(world, word) for word in (HERS, OTHERS)]
    by, at = world.coordinator, factories.NOW
    seats = {
        "ssp": made.member(by, user=by),
        "child": made.member(by, "child_authority", user=world.adviser),
        "police": made.member(by, "police", user=police),
    }
    meeting = made.draft(world, *cases)
    first, second = meeting.items.all()
    for item, word in ((first, HERS), (second, OTHERS)):
        asked = [seats["ssp"], seats["child"], *([seats["police"]] if word == HERS else [])]
        grounds = {name: f"{word} {name}" for name in ("judgement", "purpose")}
        made.prepare(item, world, brief=f"{word} brief", **grounds)
        needs = {one.pk: f"{word} need" for one in asked}
        workflow.ask_members(item, by=by, at=at, members=asked, needs=needs)
    known = {"name": f"{OTHERS} gæst", "email": "g@example.com", "reason": f"{OTHERS} lærer"}
    workflow.ask_guest(second, by=by, at=at, seat="school", **known)
    workflow.ask_guest(first, by=by, at=at, seat="jobcenter", user=guest, reason=f"{HERS} job")
    workflow.convene(meeting, by=by, at=at)
    for item, word in ((first, HERS), (second, OTHERS)):
        hold(item, world, word)
    return meeting


def told_case(world, word):
    return made.case(world, persons=[factories.person(name=f"{word} pige", stated_age=14)])


def hold(item, world, word):
    by, at = world.coordinator, held.DURING
    held.write(item, world, "mapping", text=f"{word} kortlægning")
    held.write(item, world, "assessment", text=f"{word} vurdering")
    held.recommend(item, world, text=f"{word} anbefaling", seat="police")
    for row in item.asked.all():
        known = {"participant": row.participant, "answer": "none"}
        workflow.declare_tie(item, by=by, at=at, **known)
    there = [row.participant for row in item.asked.all()]
    workflow.mark_attendance(item, by=by, at=at, participants=there)
    workflow.conclude_item(item, by=by, at=at)
    held.write(item, world, "minutes", text=f"{word} referat")
    workflow.ask_to_agree(item, by=by, at=at)


def keys_of(item):
    """The keys by which an address could name something of an item."""
    rows = [
        *Recommendation.objects.filter(item=item),
        *Attendance.objects.filter(item=item),
        *TieDeclaration.objects.filter(item=item),
        *Participant.objects.filter(asked__item=item),
        *item.case.persons.all(),
    ]
    return sorted({row.pk for row in rows})


def addresses(meeting, item):
    """Every address, filled with the meeting, the item and what belongs to it."""
    keys = keys_of(item)
    concerns = [tie.concern.reference for tie in item.case.concern_ties.all()]
    ours = {"reference": [meeting.reference], "position": [1, 2], "pk": keys, "person": keys}
    of_case = {
        "reference": [item.case.reference, *concerns],
        "concern": concerns,
        "pk": keys[:1],
        "person": [item.case.exposed_id],
    }
    for route in routes.every():
        known = ours if route.name.startswith("infohus_") else of_case
        given = {name: known[name] for name in route.asks if name in known}
        for values in product(*given.values()):
            yield route.name, route.url(dict(zip(given, values, strict=True)))


def is_of(item, url):
    """Whether an address names the item, its case, or a concern of it."""
    concerns = (tie.concern for tie in item.case.concern_ties.all())
    named = [item.case.reference, *(concern.reference for concern in concerns)]
    return f"/punkt/{item.position}/" in url or any(reference in url for reference in named)


@pytest.mark.rule("R84", "R90")
def test_nothing_of_another_item_is_found_at_any_address(world, log_in, police, meeting):
    client = log_in(police)
    first, second = meeting.items.all()
    assert f"{HERS} brief" in client.get(meeting.get_absolute_url()).content.decode()
    asked = 0
    for name, url in addresses(meeting, second):
        if name in OWN:
            continue
        answer = client.get(url)
        said = answer.content.decode(errors="replace")
        assert OTHERS not in said, url
        assert second.case.reference not in said, url
        if is_of(second, url):
            assert answer.status_code in SHUT, url
        asked += 1
    assert asked > len(routes.every())
    assert AgendaItem.objects.visible_to(police, held.DURING).get() == first


@pytest.mark.rule("R84", "R90")
def test_nothing_of_another_item_is_done_or_told_by_a_post(world, log_in, police, meeting):
    client = log_in(police)
    second = meeting.items.get(position=2)
    for name, url in addresses(meeting, second):
        if not name.startswith("infohus_") or name in {"infohus_calendar", "infohus_feed"}:
            continue
        answer = client.post(url, {"sent": "1"})
        said = answer.content.decode(errors="replace")
        assert OTHERS not in said, url
        assert second.case.reference not in said, url
        if is_of(second, url):
            assert answer.status_code in SHUT, url


@pytest.mark.rule("R84")
def test_a_search_finds_nothing_of_it(log_in, police, meeting):
    client = log_in(police)
    for word in (OTHERS, meeting.items.get(position=2).case.reference):
        said = client.get(reverse("card_search"), {"q": word}).content.decode()
        assert not [told for told in TOLD if f"{OTHERS} {told}" in said]


@pytest.mark.rule("R84")
def test_taking_part_in_a_meeting_finds_no_case(world, log_in, guest, meeting):
    for user, number in ((guest, 0), (world.adviser, 1)):
        client = log_in(user)
        for item in meeting.items.all():
            found = client.post(reverse("case_search"), {"words": item.case.exposed.name})
            assert found.context["total"] == number
    for item in meeting.items.all():
        found = log_in(guest).post(reverse("case_search"), {"words": item.case.reference})
        assert found.context["total"] == 0


@pytest.mark.rule("R84")
def test_after_the_set_time_her_own_item_is_gone_too(log_in, reader, meeting):
    first = meeting.items.get(position=1)
    with time_machine.travel(LATER, tick=False):
        client = log_in(reader)
        for name, url in addresses(meeting, first):
            if name in KEPT | OWN:
                continue
            answer = client.get(url)
            said = answer.content.decode(errors="replace")
            assert not [told for told in TOLD if f"{HERS} {told}" in said], url
            if meeting.reference in url or is_of(first, url):
                assert answer.status_code in SHUT, url


@pytest.mark.rule("R84")
def test_after_the_set_time_the_meeting_is_in_no_calendar(client, reader, meeting):
    feed = reverse("infohus_feed", args=[workflow.open_feed(by=reader, at=held.DURING)])
    entry = str(meeting.uid).encode()
    assert entry in client.get(feed).content
    with time_machine.travel(LATER, tick=False):
        assert entry not in client.get(feed).content
