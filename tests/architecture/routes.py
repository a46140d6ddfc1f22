"""Every address of the portal, filled with what a test gives it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RegexPattern

# Reached without log-in, on purpose; `@login_not_required` marks the same ones in the code.
OPEN = {
    "account_inactive",
    "account_login",
    "account_logout",
    "acute",
    "admin:login",
    "front",
    "healthz",
    "infohus_feed",
    "plan",
    "plan_accessibility",
    "plan_archive",
    "plan_differences",
    "plan_edition",
    "plan_edition_pdf",
    "plan_feed",
    "plan_pdf",
    "plan_safe_use",
    "plan_search",
    "readyz",
    "service_worker",
    "sitemap",
}


@dataclass(frozen=True)
class Route:
    """An address with its name and what its path asks for."""

    name: str
    path: str
    asks: tuple[str, ...]

    def url(self, values: Mapping[str, Any]) -> str:
        """Fill the path; numbers, slugs and the like that are not given get one of their own."""
        fallback = {"pk": 1, "number": 1, "slug": "x", "object_id": "1", "app_label": "accounts"}
        known = {**fallback, **values}
        return reverse(self.name, kwargs={name: known.get(name, 1) for name in self.asks})


def every() -> list[Route]:
    """All routes with a name; only the admin has some without one."""
    return sorted(_walk(get_resolver().url_patterns, "", "", ()), key=lambda route: route.name)


def with_reference() -> list[Route]:
    """The routes that name a concern or a case."""
    return [route for route in every() if "reference" in route.asks]


def _walk(patterns: list[Any], path: str, space: str, asks: tuple[str, ...]) -> Iterator[Route]:
    for pattern in patterns:
        here = path + str(pattern.pattern)
        names = (*asks, *pattern.pattern.converters, *_groups(pattern))
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, here, inner, names)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield Route(space + pattern.name, here, names)
        else:
            assert here.startswith("admin/"), f"{here} has no name"


def _groups(pattern: Any) -> Iterator[str]:
    """The named groups of an address that is a regular expression."""
    if isinstance(pattern.pattern, RegexPattern):
        yield from pattern.pattern.regex.groupindex
