"""Tagged PDF from a template; the only importer of WeasyPrint."""

from bisect import bisect_left
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import render_to_string
from weasyprint import HTML  # noqa: TID251  this is the door
from weasyprint.document import Document  # noqa: TID251
from weasyprint.text.fonts import FontConfiguration  # noqa: TID251
from weasyprint.urls import (  # noqa: TID251
    FatalURLFetchingError,
    URLFetcher,
    URLFetcherResponse,
)

VARIANT = "pdf/ua-1"
# Of a sheet, the largest first.
SIZES = ("10pt", "9.25pt", "8.5pt", "7.5pt")


class StaticFetcher(URLFetcher):
    """Open our own static files, written `static:///css/...`, and `data:`; nothing else."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        parts = urlsplit(url)
        if parts.scheme == "data":
            return super().fetch(url, headers)
        if parts.scheme != "static" or parts.netloc:
            raise FatalURLFetchingError("A PDF may only use static files")
        return URLFetcherResponse(url, _read_static(unquote(parts.path).lstrip("/")))


def render(template: str, context: Mapping[str, Any]) -> bytes:
    """Return the template as a tagged PDF; title and language are its only properties.

    The template extends `pdf/base.html`; its title holds a reference, never a person.
    """
    return _write(render_to_string(template, dict(context)))


def render_sheet(template: str, context: Mapping[str, Any]) -> bytes:
    """Return the template on one page, in the largest of the type sizes in which it fits.

    The template writes `{{ size }}` as its type size. The last few sheets are kept in memory, so
    that each is made once: this is for what holds nothing of a person.
    """
    return _write_sheet(*(render_to_string(template, {**context, "size": s}) for s in SIZES))


@lru_cache(maxsize=16)
def _write_sheet(*sizes: str) -> bytes:
    @cache
    def lay_out(number: int) -> Document:
        document = HTML(string=sizes[number], url_fetcher=StaticFetcher())
        return document.render(FontConfiguration(), pdf_variant=VARIANT, pdf_tags=True)

    last = len(sizes) - 1
    fits = bisect_left(range(last), True, key=lambda number: len(lay_out(number).pages) == 1)
    return lay_out(fits).write_pdf(pdf_variant=VARIANT, pdf_tags=True)


def _write(html: str) -> bytes:
    # Links within the portal lead there from paper that is read on a screen, too.
    document = HTML(string=html, url_fetcher=StaticFetcher(), base_url=f"{settings.SITE_URL}/")
    fonts = FontConfiguration()
    return document.write_pdf(font_config=fonts, pdf_variant=VARIANT, pdf_tags=True)


def _read_static(path: str) -> bytes:
    """Read a static file, collected or, before that, where the finders find it."""
    if ".." in PurePosixPath(path).parts:
        raise FatalURLFetchingError("A PDF may only use static files")
    found = finders.find(path)
    if isinstance(found, str):
        return Path(found).read_bytes()
    with staticfiles_storage.open(path) as file:
        return file.read()
