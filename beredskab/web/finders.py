"""The part of the design system that is served, found in node_modules."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core import checks
from django.core.files.storage import FileSystemStorage

PREFIX = "dkfds"
STYLE_SHEET = "css/dkfds.min.css"
ALWAYS = (
    STYLE_SHEET,
    "css/dkfds.min.css.map",
    "js/dkfds.min.js",
    "js/dkfds.min.js.map",
    "img/all-svg-icons.svg",
    "LICENSE.md",
    "fonts/IBMPlexSans/complete/woff2/license.txt",
)


class DesignSystemFinder(BaseFinder):
    """Find, under `dkfds/`, the style sheet, all that it refers to, the script and the icons.

    The package holds ten times as much: other themes, sources, and the fonts in all formats.
    """

    def __init__(self, app_names: Iterable[str] | None = None, *args: Any, **kwargs: Any) -> None:
        self.root = Path(settings.BASE_DIR) / "node_modules" / "dkfds" / "dist"
        self.storage = FileSystemStorage(location=str(self.root))
        # Read by collectstatic.
        self.storage.prefix = PREFIX  # type: ignore[attr-defined]
        super().__init__(*args, **kwargs)

    @cached_property
    def paths(self) -> frozenset[str]:
        """The paths of the served files, relative to the package's `dist`."""
        style_sheet = self.root / STYLE_SHEET
        if not style_sheet.is_file():
            return frozenset()
        found = re.findall(r"url\(\"?\.\./([^)\"?#]+)", style_sheet.read_text(encoding="utf-8"))
        return frozenset(found).union(ALWAYS)

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        """Warn when the design system is not installed; harmless where files are collected."""
        if self.paths or Path(settings.STATIC_ROOT or "").joinpath(PREFIX).is_dir():
            return []
        return [
            checks.Warning(
                "The design system is not installed.",
                hint="Run `npm ci --ignore-scripts`, then collectstatic.",
                id="web.W001",
            )
        ]

    def find(  # type: ignore[override]
        self, path: str, find_all: bool = False, **kwargs: Any
    ) -> str | list[str]:
        """Return the place of one file, an empty list if it is not served."""
        name = path.removeprefix(f"{PREFIX}/")
        if name == path or name not in self.paths:
            return []
        place = str(self.root / name)
        return [place] if find_all or kwargs.get("all") else place

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Any]]:
        """Yield each served file with its storage."""
        for path in sorted(self.paths):
            yield path, self.storage
