"""The explanations in `knowledge.yaml`: one for each choice of the forms that they explain."""

from pathlib import Path
from typing import Any

from django.db.models import TextChoices

from actioncards.choices import Knowledge
from actioncards.models import Explanation
from beredskab.content import checks
from beredskab.content.checks import Check
from beredskab.content.yamlfile import Row, read
from cases.choices import AbroadSign, Category, ControlForm, MarriageSign, Sign
from infohus.choices import Prevention

CHOICES: dict[str, type[TextChoices]] = {
    Knowledge.CATEGORY: Category,
    Knowledge.FORM: ControlForm,
    Knowledge.SIGN: Sign,
    Knowledge.MARRIAGE_SIGN: MarriageSign,
    Knowledge.ABROAD_SIGN: AbroadSign,
    Knowledge.PREVENTION: Prevention,
}


def load(path: Path) -> list[dict[str, Any]]:
    """Read and check the file; raises PackError at the first thing that is wrong."""
    known = dict.fromkeys(Knowledge.values, checks.rows_below)
    top = checks.fields(read(path), known, required=Knowledge.values)
    return [
        {"kind": kind, "position": place * 10, **row}
        for kind in Knowledge.values
        for place, row in enumerate(_of_kind(top, kind), start=1)
    ]


def _of_kind(top: Row, kind: str) -> list[Row]:
    keys = CHOICES[kind].values
    known: dict[str, Check] = {
        "key": checks.one_of(keys),
        "title": checks.neutral(Explanation._meta.get_field("title").max_length or 0),
        "text": checks.neutral(Explanation._meta.get_field("text").max_length or 0),
    }
    rows = checks.rows(top, kind, known, required=["key", "title", "text"])
    checks.require_distinct(rows, kind, "key")
    for key in keys:
        if key not in {row["key"] for row in rows}:
            raise top.wrong(f"nothing explains {key}", kind)
    return rows
