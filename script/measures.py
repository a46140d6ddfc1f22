"""The bars of `script/bench`: each measures the portal beside what it is compared with.

A time is a median of this run; what is compared is measured in turn, so that noise meets both.
P3 and P9 are not measured.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from unittest import mock

import pypdfium2
from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from weasyprint import HTML  # noqa: TID251  measured without its door

import embedded
import ground
import served
from beredskab import pdf
from beredskab.audit.models import AuditEvent, LookUp
from beredskab.deadlines import duedates
from beredskab.deadlines.models import Deadline
from beredskab.notices.models import Notice
from beredskab.plan import printing, rendering, search
from beredskab.plan.models import Edition, PlanPdf
from cases.models import Case
from figures import Figure, medians, ratio
from ground import LARGE, PAGE, SMALL, Reader, require, rows

LISTS = {"open": "/sager/", "closed": "/sager/?status=closed"}
DUE, BATCH = 10_000, 500
WORDS = ("underretning", "børn og unge", "hvem har ansvaret", "æresrelateret vold")

BARE_SWEEP = """
WITH due AS (
    SELECT id, reference, path, step FROM deadlines_deadline
    WHERE alert_at <= %(at)s AND met_at IS NULL AND cancelled_at IS NULL AND set_aside_at IS NULL
    ORDER BY alert_at, id LIMIT %(size)s FOR NO KEY UPDATE SKIP LOCKED
), moved AS (
    UPDATE deadlines_deadline AS moving SET step = moving.step + 1, ladder = moving.ladder - 0,
        alert_at = (moving.ladder->1->>'at')::timestamptz
    FROM due WHERE moving.id = due.id
)
INSERT INTO notices_notice (recipient_id, key, kind, reference, path, urgent, at, next_mail_at,
    mail_attempts, mail_error)
SELECT %(leader)s, 'deadline:' || id || ':' || step, 'deadline_alert', reference, path, true,
    %(at)s, %(at)s, 0, '' FROM due
RETURNING id
"""
BARE_SEARCH = """
SELECT key FROM (
    SELECT key, setweight(to_tsvector('danish', title), 'A') || to_tsvector('danish', html) AS held
    FROM plan_section WHERE edition_id = %s
) AS section, websearch_to_tsquery('danish', %s) AS asked
WHERE held @@ asked ORDER BY ts_rank(held, asked) DESC, key
"""


def main() -> None:
    """Measure the named bars on databases of a size."""
    size, *bars = sys.argv[1:]
    ground.prepare(int(size))
    LARGE.use()
    print(f"{Case.objects.count():,} cases; medians", flush=True)
    missed = 0
    for bar in bars:
        for one in BARS[bar]():
            missed += not one.is_met
            print(f"{bar:3} {one}", flush=True)
    sys.exit(1 if missed else 0)


def case_list() -> Iterator[Figure]:
    small, large = Reader("raadgiver", SMALL), Reader("raadgiver")
    for which, address in LISTS.items():
        shown = ground.references(large.page(address))
        require(shown == ground.references(small.page(address)), "Both show the same cases")
        bare_list = partial(large.bare_list, closed=which == "closed")
        require(shown == bare_list(), "The list shows what she may see, and in order")
        require(which == "open" or len(shown) == PAGE, "The list is full")
        pages = partial(large.page, address), partial(small.page, address)
        yield ratio(f"list of {which} cases, large against small", 1.5, *pages)
        queries = large.queries(address)
        yield Figure(f"list of {which} cases", len(queries), 8, "queries")
        listing = next(sql for sql in queries if "CARDINALITY" in sql)
        ways = partial(rows, listing), bare_list
        yield ratio(f"SQL of the list of {which} cases against bare SQL", 2.5, *ways, times=200)


def list_of_leader() -> Iterator[Figure]:
    few, many = Reader("raadgiver"), Reader("leder")
    address = LISTS["closed"]
    seen = Case.objects.visible_to(many.user).closed()
    shown = ground.references(many.page(address))
    require(len(shown) == PAGE, "The leader's list is full")
    require(seen.filter(reference__in=shown).count() == PAGE, "The leader sees what she may see")
    what = f"list of a leader who sees {seen.count():,} closed cases"
    yield ratio(what, 2, partial(many.page, address), partial(few.page, address))


def case_page() -> Iterator[Figure]:
    reader = Reader("raadgiver")
    fullest = _fullest_case(reader)
    address = f"/sager/{fullest}/"
    looks = LookUp.objects.filter(reference=fullest)
    before = looks.count()
    require(fullest in reader.page(address), "The page shows the case")
    require(looks.count() == before + 1, "The look is written down")
    require(reader.page("/bare/") == "raadgiver", "The bare page knows who asks")
    yield Figure("the fullest case page", len(reader.queries(address)), 12, "queries")
    small = Reader("raadgiver", SMALL)
    ways = (
        partial(reader.page, address),
        partial(reader.page, "/bare/"),
        partial(small.page, address),
    )
    full, bare, with_few = medians(*ways)
    beside = f"{full:.2f} ms against {bare:.2f} ms; {with_few:.2f} ms in the small database"
    yield Figure("the fullest case page against a bare page", full / bare, 15, "times", beside)


def deadline_page() -> Iterator[Figure]:
    reader, address = Reader("leder"), "/frister/"
    unit = reader.user.memberships.get(role="leader").unit_id
    owed = Deadline.objects.for_units([unit]).open()
    number = owed.count()
    page = reader.page(address)
    shown = set(ground.references(page))
    require(shown <= set(owed.values_list("reference", flat=True)), "All is owed by her unit")
    require(f"<strong>{number}</strong>" in page, "It tells how much is owed")
    require(page.partition('id="rows"')[2].count("<tr>") == 1 + PAGE, "The page is full")
    yield Figure("/frister/", len(reader.queries(address)), 10, "queries")
    small = Reader("leder", SMALL)
    taken, with_few = medians(partial(reader.page, address), partial(small.page, address))
    beside = f"{number:,} open deadlines; {with_few:.2f} ms in the small database"
    yield Figure("/frister/", taken, 40, "ms", beside)


def sweep() -> Iterator[Figure]:
    leader, at = Reader("leder").user, timezone.now()
    unit = leader.memberships.get(role="leader").unit_id
    while duedates.alert_batch(at=at):  # what the demo itself owes
        pass
    asked = {"at": at, "size": BATCH, "leader": leader.pk}
    ways: dict[str, Callable[[], int]] = {
        "portal": partial(duedates.alert_batch, at=at, size=BATCH),
        "bare": lambda: len(rows(BARE_SWEEP, asked)),
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(3):
        for name, way in ways.items():
            with transaction.atomic():
                due = _make_due(unit, at)
                before, began = Notice.objects.count(), time.perf_counter()
                swept = sum(iter(way, 0))
                taken[name].append(time.perf_counter() - began)
                posted = Notice.objects.count() - before
                require(swept == posted == due, f"{due} are due, {posted} are posted")
                transaction.set_rollback(True)
    portal, bare = map(statistics.median, taken.values())
    beside = f"{due:,} due: {due / portal:,.0f} a second against {due / bare:,.0f}"
    yield Figure("a sweep against the bare statement", portal / bare, 2, "times", beside)
    require(ways["portal"]() == 0, "Nothing is due")
    yield Figure("a sweep with nothing due", medians(ways["portal"], times=200)[0], 1, "ms")


def plan_pdf() -> Iterator[Figure]:
    LARGE.use()
    edition, at = Edition.objects.in_force().get(), timezone.now()
    with mock.patch.object(pdf, "_write", str.encode):
        html = printing.render(edition, at).decode()

    def write_bare() -> bytes:
        document = HTML(string=html, url_fetcher=pdf.StaticFetcher(), base_url=settings.SITE_URL)
        return document.write_pdf(pdf_variant=pdf.VARIANT, pdf_tags=True)

    both = pypdfium2.PdfDocument(printing.render(edition, at)), pypdfium2.PdfDocument(write_bare())
    pages, of_bare = map(len, both)
    require(pages == of_bare > 5, "Both have all the pages")
    what = f"PDF of the plan, {pages} pages, against bare WeasyPrint"
    yield ratio(what, 1.15, partial(printing.render, edition, at), write_bare, times=5)
    stored = bytes(PlanPdf.objects.get(edition=edition).content)
    like = served.static_file_like(len(stored))
    path = f"/static/{like.relative_to(settings.STATIC_ROOT)}"
    with served.running() as portal:
        require(portal.get("/plan/plan.pdf") == stored, "The download is what is stored")
        require(portal.get(path) == like.read_bytes(), "The static file is whole")
        what = f"its {len(stored):,} bytes against a static file of {like.stat().st_size:,}"
        ways = partial(portal.get, "/plan/plan.pdf"), partial(portal.get, path)
        yield ratio(what, 2, *ways, times=200)


def plan_search() -> Iterator[Figure]:
    reader = Reader("fagperson")
    edition = Edition.objects.in_force().get()
    for words in WORDS:
        hits = {hit.section.key for hit in _find(edition, words).hits}
        keys = {key for (key,) in rows(BARE_SEARCH, [edition.pk, words])}
        require(bool(keys) and keys <= hits, f"The search finds {words}")
        require(all(f"#{key}" in reader.page(f"/plan/soeg/?q={words}") for key in keys), words)
    page, found, bare = medians(
        lambda: [reader.page(f"/plan/soeg/?q={words}") for words in WORDS],
        lambda: [_find(edition, words) for words in WORDS],
        lambda: [rows(BARE_SEARCH, [edition.pk, words]) for words in WORDS],
    )
    beside = f"{found:.2f} ms against {bare:.2f} ms for {len(WORDS)}; their pages {page:.2f} ms"
    yield Figure("search in the plan against a bare query", found / bare, 3, "times", beside)


def bytes_of_pages() -> Iterator[Figure]:
    reader = Reader("leder")
    paths = ["/sager/", f"/sager/{_fullest_case(reader)}/", "/overblik/", "/frister/", "/plan/"]
    require(len(ground.references(reader.page(paths[0]))) == PAGE, "The first page is full")
    session = reader.client.session.session_key
    assert session
    with served.running() as portal:
        first, *others = served.visits(portal, session, paths)
    yield Figure(f"first visit, {paths[0]} with fonts", first / 1000, 350, "kB")
    each = (f"{path} {taken / 1000:.1f}" for path, taken in zip(paths[1:], others, strict=True))
    yield Figure("the largest page after it", max(others) / 1000, 15, "kB", ", ".join(each))


def second_setup() -> Iterator[Figure]:
    began = time.perf_counter()
    subprocess.run([embedded.CHECKOUT / "script" / "setup"], check=True)
    yield Figure("script/setup when nothing is new", time.perf_counter() - began, 5, "s")


def _fullest_case(reader: Reader) -> str:
    """Return the reference of the case in which most was done, of those that she may see."""
    visible = Case.objects.visible_to(reader.user).values("reference")
    events = AuditEvent.objects.filter(reference__in=visible).values("reference")
    found = events.annotate(number=Count("pk")).order_by("-number", "reference")
    return str(found[0]["reference"])


def _make_due(unit: int, at: datetime) -> int:
    """Let deadlines of the unit be open and due to alert its leader, and soon once more."""
    rung = {"at": (at - timedelta(hours=1)).isoformat(), "to": ["leader"]}
    ladder = [rung, {**rung, "at": (at + timedelta(hours=1)).isoformat()}]
    every = Deadline.objects.filter(unit=unit, kind="assessment", cancelled_at__isnull=True)
    some = every.order_by("-pk")[:DUE].values("pk")
    return Deadline.objects.filter(pk__in=some).update(
        met_at=None, set_aside_at=None, error="", alert_at=at - timedelta(hours=1), ladder=ladder
    )


def _find(edition: Edition, words: str) -> search.Found:
    return search.find(words, rendering.published(edition.sections.all()))


BARS: dict[str, Callable[[], Iterator[Figure]]] = {
    "P1": case_list,
    "P1b": list_of_leader,
    "P2": case_page,
    "P4": deadline_page,
    "P5": sweep,
    "P6": plan_pdf,
    "P7": plan_search,
    "P8": bytes_of_pages,
    "P10": second_setup,
}
