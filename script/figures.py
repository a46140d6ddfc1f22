"""Figures of `script/bench`, and how their times are taken."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

Way = Callable[[], object]
WARMING = 3


@dataclass(frozen=True)
class Figure:
    """What was measured, and what it may be at most."""

    what: str
    measured: float
    asked: float
    unit: str
    beside: str = ""

    def __str__(self) -> str:
        figure = f"{self.what:56} {self.measured:8.2f} {self.unit:7} at most {self.asked:<4g}"
        return f"{figure} {'ok' if self.is_met else 'OVER':4} {self.beside}".rstrip()

    @property
    def is_met(self) -> bool:
        """Whether it is not over."""
        return self.measured <= self.asked


def medians(*ways: Way, times: int = 40) -> list[float]:
    """Go each of the ways in turn, and return the median of each in milliseconds."""
    taken: list[list[float]] = [[] for _ in ways]
    for number in range(WARMING + times):
        for way, kept in zip(ways, taken, strict=True):
            began = time.perf_counter()
            way()
            if number >= WARMING:
                kept.append((time.perf_counter() - began) * 1000)
    return [statistics.median(kept) for kept in taken]


def ratio(what: str, asked: float, way: Way, against: Way, *, times: int = 40) -> Figure:
    """Say how many times as long one way takes as another."""
    taken, by_other = medians(way, against, times=times)
    beside = f"{taken:.2f} ms against {by_other:.2f} ms"
    return Figure(what, taken / by_other, asked, "times", beside)
