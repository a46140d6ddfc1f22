"""The open deadlines as a file for a spreadsheet: references and times, no names."""

import csv
from collections.abc import Iterable
from datetime import datetime

from django.http import HttpResponse
from django.utils.translation import gettext as _

from beredskab.dashboard.owed import Row
from beredskab.timelimits import TZ, local_day
from beredskab.web.templatetags.components import STATUSES

# A cell that begins so is run as a formula by spreadsheets.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
_BOM = "\ufeff"


def as_csv(rows: Iterable[Row], *, at: datetime) -> HttpResponse:
    """Return the rows as a file with a neutral name."""
    name = f"frister-{local_day(at).isoformat()}.csv"
    response = HttpResponse(
        _BOM,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
    # Semicolons, since Danish spreadsheets read the comma as a decimal point.
    writer = csv.writer(response, delimiter=";")
    writer.writerow(_header())
    writer.writerows([inert(cell) for cell in _cells(row)] for row in rows)
    return response


def inert(cell: str) -> str:
    """Keep a spreadsheet from running a cell as a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _header() -> list[str]:
    return [
        _("Case"),
        _("Deadline for"),
        _("Unit"),
        _("Aim for"),
        _("Limit"),
        _("Status"),
        _("Assigned"),
    ]


def _cells(row: Row) -> list[str]:
    deadline = row.deadline
    return [
        deadline.reference,
        deadline.label,
        deadline.unit.name if deadline.unit else "",
        _moment(deadline.amber_at),
        _moment(deadline.due_at),
        str(STATUSES[row.status][0]),
        _("yes") if row.is_assigned else _("no"),
    ]


def _moment(moment: datetime | None) -> str:
    return f"{moment.astimezone(TZ):%Y-%m-%d %H:%M}" if moment else ""
