"""The plan of the demo: adopted, corrected in one word, and now being revised."""

from datetime import datetime, timedelta

from beredskab.accounts.models import User
from beredskab.demo.stories.acts import Staff
from beredskab.plan import printing, workflow
from beredskab.plan.models import Edition, Section
from beredskab.timelimits import local_day

RIGHT, MISSPELT = "mennesker", "mennnesker"


def adopted_and_revised(staff: Staff, now: datetime) -> None:
    """An edition, its correction, and the next one in work.

    Adopted after 1 January 2024: barnets lov, which it refers to, is in force since then.
    """
    writer, reader = staff["redaktoer"], staff["administrator"]
    first = Edition.objects.get()
    begun = now - timedelta(days=880)
    _misspell(first, writer, begun)
    _approve(first, writer, reader, begun)
    workflow.record_adoption(
        first,
        by=writer,
        at=begun + timedelta(days=16),
        adopted_on=local_day(begun + timedelta(days=15)),
        adopted_body="Byrådet",
        adopted_case="2024-104872",
    )
    _publish(first, writer, begun + timedelta(days=17))
    corrected = _correct(writer, reader, now - timedelta(days=400))
    for name in ("raadgiver", "raadgiver_voksen", "tovholder", "leder", "fagperson", "jurist"):
        workflow.acknowledge(corrected, by=staff[name], at=now - timedelta(days=390))
    _revise(writer, now - timedelta(days=20))


def _correct(writer: User, reader: User, at: datetime) -> Edition:
    correction = workflow.begin_correction(by=writer, at=at)
    _note_changes(correction, writer, at, "Slåfejl er rettet.")
    section = correction.sections.all()[0]
    _save(section, writer, at, section.text.replace(MISSPELT, RIGHT))
    _approve(correction, writer, reader, at)
    return _publish(correction, writer, at + timedelta(days=3))


def _misspell(draft: Edition, writer: User, at: datetime) -> None:
    section = draft.sections.all()[0]
    assert RIGHT in section.text
    _save(section, writer, at, section.text.replace(RIGHT, MISSPELT, 1))


def _save(section: Section, writer: User, at: datetime, text: str) -> None:
    workflow.save_section(
        section, by=writer, at=at, seen=section.version, title=section.title, text=text
    )


def _revise(writer: User, at: datetime) -> None:
    draft = workflow.begin_edition(by=writer, at=at)
    _note_changes(draft, writer, at, "Planen er gennemgået af SSP og Infohus Kommune.")
    section = workflow.add_section(draft, by=writer, at=at, title="Erfaringer siden sidste udgave")
    text = (
        "<p>Kommunen har samlet erfaringer fra skoler, klubber og rådgivere. De vigtigste er:</p>"
        "<ul><li>Spørg tidligt, og spørg alene.</li>"
        "<li>Ring til SSP, også når du er i tvivl.</li></ul>"
    )
    _save(section, writer, at, text)


def _note_changes(edition: Edition, writer: User, at: datetime, changes: str) -> None:
    workflow.change_head(
        edition,
        by=writer,
        at=at,
        seen=edition.head_sum,
        title=edition.title,
        themes=edition.themes,
        changes=changes,
    )


def _approve(edition: Edition, writer: User, reader: User, at: datetime) -> None:
    sent = workflow.submit(edition, by=writer, at=at)
    assert sent.submitted_at is not None
    workflow.approve(sent, by=reader, at=at + timedelta(days=2), seen=sent.submitted_at)


def _publish(edition: Edition, writer: User, at: datetime) -> Edition:
    workflow.ask_to_publish(edition, by=writer, at=at)
    printing.make_waiting(lambda: at)
    return Edition.objects.get(pk=edition.pk)
