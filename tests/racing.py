"""Let several people act on a case at the very same moment: real threads, real transactions."""

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import connection, connections, models, transaction

Call = Callable[[], Any]
PATIENCE = 2
WAITING = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


def at_once(*calls: Call) -> list[Any]:
    """Run calls in threads of their own; return what each gave or raised, in their order."""
    ready = threading.Barrier(len(calls))
    results: dict[int, Any] = {}
    return _finish(_begin(calls, results, before=ready.wait), results)


def at_once_on(rows: models.Model | Sequence[models.Model], *calls: Call) -> list[Any]:
    """The same, while rows are held until all of them wait, the first call before the second.

    So whatever a call has read before it locked the row is out of date for the second.
    """
    threads: list[threading.Thread] = []
    results: dict[int, Any] = {}
    with transaction.atomic():
        for row in [rows] if isinstance(rows, models.Model) else rows:
            type(row)._base_manager.select_for_update().get(pk=row.pk)
        for number, call in enumerate(calls):
            threads += _begin((call,), results, first=number)
            waited = _all_wait(threads)
    found = _finish(threads, results)
    assert waited, f"not all of them waited for it: {found}"
    return found


def fresh(row: Any) -> Any:
    """The row as another request reads it, so that no two threads share one."""
    return type(row)._base_manager.get(pk=row.pk)


def types_of(outcomes: Iterable[Any]) -> set[type]:
    """What kinds of things came of it, results and refusals."""
    return {type(one) for one in outcomes}


def _begin(
    calls: tuple[Call, ...], found: dict[int, Any], *, first: int = 0, before: Call = lambda: None
) -> list[threading.Thread]:
    def run(number: int, call: Call) -> None:
        try:
            before()
            found[number] = call()
        except Exception as error:
            found[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls, first)]
    for thread in threads:
        thread.start()
    return threads


def _all_wait(threads: list[threading.Thread]) -> bool:
    """Look until all wait for a lock, but those who gave up before."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        if _waiting() >= sum(thread.is_alive() for thread in threads):
            return True
        time.sleep(0.02)
    return False


def _waiting() -> int:
    """How many wait; within a transaction the view is read once, unless told otherwise."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(WAITING)
        return cursor.fetchone()[0]


def _finish(threads: list[threading.Thread], found: dict[int, Any]) -> list[Any]:
    for thread in threads:
        thread.join()
    return [found[number] for number in sorted(found)]
