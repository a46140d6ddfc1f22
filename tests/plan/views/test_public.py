"""What everybody reads of the plan: in force, in the archive, searched, as a file, as a feed."""

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from beredskab.accounts.roles import Role
from beredskab.municipality.models import Municipality
from beredskab.plan import workflow
from beredskab.plan.models import Edition
from tests.factories import NOW, cards, user
from tests.factories import plan as plans

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("office_hours")]
DUTY = (
    "<p>Du skal lave en underretning efter {{lov:barnets-lov-133}}, når et barn er i fare. "
    "En forælder skal ikke vide det.</p>"
)
NIGHT = {
    "om-natten": ("Hvem ringer jeg til om natten?", "<p>Ring til vagten, eller ring 114.</p>"),
    "pligt": ("Pligten til at underrette", DUTY),
}
INDEXED = 'name="robots" content="index, follow"'
PAGES = ["plan", "plan_archive", "plan_search", "plan_safe_use", "plan_accessibility"]


def text_of(response):
    return response.content.decode()


def article_of(response):
    return text_of(response).split("<article")[1].split("</article")[0]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("is_published", [True, False])
def test_a_stranger_reads_it_and_gets_no_cookie(client, name, is_published):
    if is_published:
        plans.in_force(sections=NIGHT)
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert not response.cookies
    assert "https://www.dmi.dk/" in text_of(response)


@pytest.mark.parametrize("name", [*PAGES, "plan_pdf", "plan_feed", "sitemap"])
def test_nothing_is_sent_to_it(client, name):
    assert client.post(reverse(name)).status_code == 405


def test_the_front_page_leads_a_stranger_to_the_plan(client):
    assert client.get("/").url == reverse("plan")


def test_without_a_plan_the_numbers_are_there(client):
    cards.contact(name="Rådgivningen", phone="70 27 76 86")
    page = text_of(client.get(reverse("plan")))
    assert "endnu ikke offentliggjort" in page
    assert "70277686" in page.replace(" ", "")
    assert client.get(reverse("plan_pdf")).status_code == 404


@pytest.mark.rule("R1")
def test_what_the_council_has_not_adopted_is_not_read_by_anybody(client):
    for status in ("draft", "submitted", "approved", "adopted", "publishing"):
        made = plans.edition_in(status)
        assert client.get(reverse("plan_edition", args=[made.name])).status_code == 404
        assert client.get(reverse("plan_edition_pdf", args=[made.name])).status_code == 404
        Edition.objects.filter(pk=made.pk).update(status="draft")
        made.delete()
    assert "Tal med barnet" not in text_of(client.get(reverse("plan")))


def test_the_sections_stand_with_their_anchors_and_the_note_of_the_law(client):
    plans.in_force(sections=NIGHT)
    page = text_of(client.get(reverse("plan")))
    assert '<h2 id="om-natten">1 Hvem ringer jeg til om natten?</h2>' in page
    assert "barnets lov §\u00a0133" in page
    assert "{{" not in page
    assert INDEXED in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [("underretninger", "underretning"), ("børn", "barn"), ("forældre", "forælder")],
)
def test_the_search_knows_forms_of_words(client, asked, found):
    plans.in_force(sections=NIGHT)
    page = text_of(client.get(reverse("plan_search"), {"q": asked}))
    assert f"<mark>{found}</mark>" in page
    assert 'href="/plan/#pligt"' in page


def test_who_to_call_at_night_is_found_in_two_steps(client):
    cards.contact(name="Vagten", phone="70 55 00 11", always_open=True, is_acute=True, hours=[])
    plans.in_force(sections=NIGHT)
    page = text_of(client.get(reverse("plan_search"), {"q": "hvem ringer jeg til om natten"}))
    assert "tel:114" in page
    assert "70550011" in page.replace(" ", "")
    assert 'href="/plan/#om-natten"' in page


@pytest.mark.parametrize("asked", ["", " ", "\0", "x" * 101, "zzzz", "<script>", "i på og"])
def test_any_search_is_answered(client, asked):
    plans.in_force(sections=NIGHT)
    response = client.get(reverse("plan_search"), {"q": asked})
    assert response.status_code == 200
    assert "<script>" not in text_of(response).replace("<script ", "")


def test_a_new_edition_leaves_the_old_one_as_it_was(client):
    plans.in_force(sections=NIGHT)
    before = client.get(reverse("plan_edition", args=["1"]))
    before_pdf = client.get(reverse("plan_pdf")).content
    other = {"nyt": ("Noget nyt", "<p>Helt andre ord.</p>")}
    plans.in_force(sections=other, content=plans.PDF + b"%", at=NOW + timedelta(days=1))
    after = client.get(reverse("plan_edition", args=["1"]))
    assert article_of(after) == article_of(before)
    assert client.get(reverse("plan_edition_pdf", args=["1"])).content == before_pdf
    assert client.get(reverse("plan_pdf")).content == before_pdf + b"%"
    assert "Helt andre ord" in text_of(client.get(reverse("plan")))
    assert "tidligere udgave" in text_of(after)
    assert 'content="noindex"' in text_of(after)


def test_an_earlier_edition_has_the_numbers_of_today(client):
    links = {"om-natten": ("Om natten", '<p>Se <a href="#kontakter">Kontakter</a>.</p>')}
    plans.in_force(sections=links)
    plans.in_force(sections=NIGHT, at=NOW + timedelta(days=1))
    cards.contact(name="Vagten", phone="70 55 00 11")
    page = text_of(client.get(reverse("plan_edition", args=["1"])))
    anchors = set(re.findall('href="#([^"]+)"', page))
    assert "kontakter" in anchors <= set(re.findall('id="([^"]+)"', page))
    assert 'href="tel:70550011"' in page


def test_the_archive_tells_when_each_was_in_force(client):
    plans.in_force(sections=NIGHT)
    plans.in_force(sections=NIGHT, at=NOW + timedelta(days=40))
    page = text_of(client.get(reverse("plan_archive")))
    assert page.count("SHA-256") == 2
    assert page.count("I kraft siden") == 1


@pytest.mark.parametrize("address", ["/plan/plan.pdf", "/plan/arkiv/1/plan.pdf"])
def test_the_pdf_is_a_file_that_no_browser_keeps(client, address):
    plans.in_force(sections=NIGHT)
    response = client.get(address)
    assert response.content == plans.PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="beredskabsplan-1.pdf"'
    assert response["Cache-Control"] == "no-store, private"


def test_who_reads_without_leaving_traces_is_told_of_the_pdf_among_the_downloads(client):
    page = text_of(client.get(reverse("plan_safe_use")))
    assert page.count("PDF") == 1


def test_the_feed_and_the_sitemap_are_well_formed(client, settings):
    plans.in_force(sections=NIGHT)
    feed = ElementTree.fromstring(client.get(reverse("plan_feed")).content)
    atom = "{http://www.w3.org/2005/Atom}"
    assert len(feed.findall(f"{atom}entry")) == 1
    sitemap = ElementTree.fromstring(client.get(reverse("sitemap")).content)
    places = [place.text for place in sitemap.iter() if place.tag.endswith("loc")]
    assert f"{settings.SITE_URL}/plan/" in places


@pytest.mark.parametrize("is_published", [True, False])
def test_each_page_of_the_sitemap_may_be_indexed(client, settings, is_published):
    if is_published:
        plans.in_force(sections=NIGHT)
    sitemap = ElementTree.fromstring(client.get(reverse("sitemap")).content)
    places = [place.text for place in sitemap.iter() if place.tag.endswith("loc")]
    for place in places:
        response = client.get(place.removeprefix(settings.SITE_URL))
        assert response.status_code == 200
        if response["Content-Type"].startswith("text/html"):
            assert INDEXED in text_of(response), place
    assert reverse("acute") in {place.removeprefix(settings.SITE_URL) for place in places}


def test_each_text_is_indexed_in_one_place_and_no_search_is(client):
    plans.in_force(sections=NIGHT)
    plans.in_force(sections=NIGHT, at=NOW + timedelta(days=1))
    for path in ("/plan/arkiv/1/", "/plan/arkiv/2/", "/plan/soeg/?q=barn", "/plan/forskelle/"):
        assert 'content="noindex"' in text_of(client.get(path)), path


def test_the_accessibility_statement_follows_the_model_of_the_law(client, settings):
    settings.SITE_URL = "https://portal.example"
    page = text_of(client.get(reverse("plan_accessibility")))
    assert page.count("<h2") >= 6  # status, exceptions, how it was made, whom to tell, supervision
    for told in ("https://portal.example", "EN 301 549", "WCAG 2.1", "PDF/UA", "axe", "2026"):
        assert told in page
    assert "Digitaliseringsstyrelsen, Landgreven 4" in page
    assert 'href="https://digst.dk/' in page


def test_the_accessibility_statement_says_whom_to_tell_in_writing_and_by_telephone(client):
    lacking = text_of(client.get(reverse("plan_accessibility")))
    assert "mailto:" not in lacking
    assert "tel:" not in lacking.partition("<main")[2]
    Municipality.objects.create(
        name="Prøvekøbing",
        accessibility_contact="web@example.com",
        accessibility_phone="70 55 00 99",
    )
    page = text_of(client.get(reverse("plan_accessibility")))
    assert '<a href="mailto:web@example.com">web@example.com</a>' in page
    assert '<a href="tel:70550099">70 55 00 99</a>' in page


def test_what_is_no_xml_breaks_no_feed(client):
    plans.in_force(sections=NIGHT, title="Plan\x01\x0c <b>", changes="Nyt\x1b")
    ElementTree.fromstring(client.get(reverse("plan_feed")).content)


def test_the_page_asks_as_many_questions_for_many_sections(client):
    few = {f"a-{n}": (f"A {n}", "<p>Ord.</p>") for n in range(2)}
    plans.in_force(sections=few)
    with CaptureQueriesContext(connection) as first:
        client.get(reverse("plan"))
    many = {f"a-{n}": (f"A {n}", "<p>Ord.</p>") for n in range(40)}
    plans.in_force(sections=many, at=NOW + timedelta(days=1))
    with CaptureQueriesContext(connection) as second:
        client.get(reverse("plan"))
    assert len(second) == len(first) <= 12


def test_only_staff_is_asked_whether_it_has_read_the_plan(log_in, client):
    plans.in_force(sections=NIGHT)
    words = "Jeg har læst planen"
    assert words not in text_of(client.get(reverse("plan")))
    assert words in text_of(log_in(user(Role.PROFESSIONAL)).get(reverse("plan")))
    assert words not in text_of(log_in(user(Role.POLICE)).get(reverse("plan")))


def test_who_has_read_it_is_told_so(log_in):
    reader = user(Role.PROFESSIONAL)
    workflow.acknowledge(plans.in_force(sections=NIGHT), by=reader, at=NOW)
    page = text_of(log_in(reader).get(reverse("plan")))
    assert "Du har kvitteret for, at du har læst denne udgave." in page
