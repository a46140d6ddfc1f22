import io
from datetime import timedelta

import pikepdf
import pytest
from django.urls import reverse
from django.utils.translation import gettext

from beredskab.accounts import grants
from cases.models import Confirmation, Orientation
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]


def tie_of(concern):
    return concern.case_ties.select_related("case__unit", "case__holder", "concern").get()


@pytest.fixture
def tie(world):
    """A notification from a neighbour, by phone."""
    return tie_of(factories.received(world.adviser, at=NOW - timedelta(hours=1), reason="x"))


@pytest.fixture
def sent(world):
    """A notification from a professional with log-in."""
    return factories.tie(world, at=NOW - timedelta(hours=1))


def address(tie, name="case_confirm"):
    return reverse(name, args=[tie.case.reference, tie.concern.reference])


def endings(client, tie):
    return [key for key, _label in client.get(address(tie)).context["form"]["ending"].field.choices]


@pytest.mark.rule("R38")
def test_how_receipt_was_confirmed_is_recorded(world, log_in, tie):
    response = log_in(world.adviser).post(address(tie), {"ending": "orally"})
    assert response.url == tie.case.get_absolute_url()
    confirmation = Confirmation.objects.get(concern=tie.concern)
    assert (confirmation.ending, confirmation.given_at) == ("orally", NOW)
    assert log_in(world.adviser).get(address(tie)).status_code == 409


@pytest.mark.rule("R38")
@pytest.mark.parametrize("missing", ["leader", "reason"])
def test_leaving_it_out_needs_a_leader_and_a_reason(world, log_in, tie, missing):
    answers = {"ending": "not_safe", "leader": world.leader.pk, "reason": "Bor hos udøveren"}
    response = log_in(world.adviser).post(address(tie), {**answers, missing: ""})
    assert list(response.context["form"].errors) == [missing]
    log_in(world.adviser).post(address(tie), answers)
    confirmation = Confirmation.objects.get(concern=tie.concern)
    assert confirmation.leader == world.leader


def test_a_letter_that_was_handed_over_is_called_so(world, log_in, tie):
    answers = log_in(world.adviser).get(address(tie)).context["form"].fields["ending"].choices
    assert dict(answers)["handed_over"] == gettext("Handed to the notifier")
    assert "Overdraget" not in dict(answers).values()


def test_leader_and_reason_are_not_called_optional(world, log_in, tie):
    form = log_in(world.adviser).get(address(tie)).context["form"]
    for name in ("leader", "reason"):
        assert "frivilligt" not in form[name].as_field_group()
        assert form.fields[name].help_text


def test_a_notifier_without_log_in_is_told_by_a_person(world, log_in, sent):
    by_person = gettext(
        "The notifier has no log-in. Tell her by phone or in person, and record it here. "
        "The portal sends nothing."
    )
    phoned = factories.received(world.adviser, source="school", notifier_kind="professional")
    client = log_in(world.adviser)
    assert by_person in client.get(address(tie_of(phoned), "case_orient")).content.decode()
    assert by_person not in client.get(address(sent, "case_orient")).content.decode()


def test_a_time_after_now_is_an_error_of_its_field(world, log_in, tie):
    later = {
        "given_at_day": "11",
        "given_at_month": "11",
        "given_at_year": "2026",
        "given_at_time": "10",
    }
    response = log_in(world.adviser).post(address(tie), {"ending": "orally", **later})
    assert list(response.context["form"].errors) == ["given_at"]


@pytest.mark.rule("LR10")
@pytest.mark.parametrize(("in_family", "posts"), [("no", True), ("yes", False), ("unknown", False)])
def test_nothing_is_posted_to_the_home_of_the_family(world, log_in, in_family, posts):
    concern = factories.received(world.adviser, notifier_in_family=in_family)
    assert ("posted" in endings(log_in(world.adviser), tie_of(concern))) is posts


@pytest.mark.rule("LR10")
def test_an_anonymous_notifier_has_an_ending_already_and_no_letter(world, log_in):
    concern = factories.received(world.adviser, notifier_kind="anonymous", notifier_name="")
    tie = tie_of(concern)
    assert log_in(world.adviser).get(address(tie)).status_code == 409
    assert log_in(world.adviser).get(address(tie, "case_letter")).status_code == 404


@pytest.mark.rule("LR10")
def test_the_letter_is_neutral_and_named_by_the_reference(world, log_in):
    answers = {"persons": [factories.person(name="Amira Hemmelig")], "words": "Svømning"}
    tie = tie_of(factories.received(world.adviser, answers=answers))
    response = log_in(world.adviser).get(address(tie, "case_letter"))
    assert response.headers["Content-Type"] == "application/pdf"
    assert f"bekraeftelse-{tie.concern.reference}.pdf" in response.headers["Content-Disposition"]
    letter = pikepdf.open(io.BytesIO(response.content))
    assert str(letter.docinfo["/Title"]) == tie.concern.reference


@pytest.mark.rule("LR10")
def test_the_letter_tells_nothing_of_the_case(world, log_in, monkeypatch):
    told = {}
    monkeypatch.setattr("beredskab.pdf.render", lambda _template, context: told.update(context))
    tie = tie_of(factories.received(world.adviser, answers={"words": "Svømning"}))
    log_in(world.adviser).get(address(tie, "case_letter"))
    assert set(told) == {
        "name",
        "reference",
        "received_at",
        "made_on",
        "municipality_name",
        "law_chapter",
        "signature",
    }
    assert told["name"] == "Karla Nabo"
    assert told["law_chapter"] == world.municipality.law_chapter


def test_a_notifier_with_log_in_reads_her_confirmation_and_no_other_does(world, log_in, sent):
    url = reverse("concern_confirmation", args=[sent.concern.reference])
    assert log_in(world.professional).get(url).headers["Content-Type"] == "application/pdf"
    assert log_in(world.adviser).get(url).status_code == 404
    assert log_in(world.stranger).get(url).status_code == 404


def test_there_is_no_confirmation_of_a_concern_about_an_adult(world, log_in):
    sent = factories.tie(world, persons=[factories.person(stated_age=40)])
    url = reverse("concern_confirmation", args=[sent.concern.reference])
    assert log_in(world.professional).get(url).status_code == 404
    assert log_in(world.adult_adviser).get(address(sent)).status_code == 404


@pytest.mark.rule("R37", "LR11")
def test_a_professional_is_told_whether_something_is_started(world, log_in, sent):
    url = address(sent, "case_orient")
    assert "started" in log_in(world.adviser).post(url, {"sent": "1"}).context["form"].errors
    log_in(world.adviser).post(url, {"started": "yes", "kind": "Undersøgelse"})
    orientation = Orientation.objects.get(concern=sent.concern)
    assert (orientation.ending, orientation.started) == ("given", "yes")
    assert log_in(world.adviser).get(url).status_code == 409


@pytest.mark.rule("LR11")
def test_a_private_notifier_is_owed_no_orientation(world, log_in, tie):
    assert log_in(world.adviser).get(address(tie, "case_orient")).status_code == 404
    assert log_in(world.adviser).get(address(tie, "case_exempt")).status_code == 404


@pytest.mark.rule("R38")
def test_the_orientation_is_left_out_by_a_leader_with_a_reason(world, log_in, sent):
    url = address(sent, "case_exempt")
    empty = log_in(world.adviser).post(url, {"reason": "", "leader": ""})
    assert set(empty.context["form"].errors) == {"leader", "reason"}
    log_in(world.adviser).post(url, {"reason": "Gift med udøveren", "leader": world.leader.pk})
    orientation = Orientation.objects.get(concern=sent.concern)
    assert (orientation.ending, orientation.leader) == ("exempt", world.leader)


@pytest.mark.parametrize("name", ["case_confirm", "case_orient", "case_exempt", "case_letter"])
def test_outsiders_find_nothing_and_readers_without_the_right_are_refused(
    world, log_in, sent, name
):
    grants.give(sent.case, world.coordinator, by=None, at=NOW, reason="shared")
    assert log_in(world.stranger).get(address(sent, name)).status_code == 404
    assert log_in(world.coordinator).get(address(sent, name)).status_code == 403
    assert log_in(world.adviser).delete(address(sent, name)).status_code == 405
