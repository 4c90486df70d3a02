"""PDF documents from HTML: tagged for screen readers, with their fonts inside.

WeasyPrint takes a second to import. Only the worker needs it, so it is imported on first use.
"""

from __future__ import annotations

import atexit
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings

from config.lib.garbage import uncollected
from config.lib.room import roomy

DPI = 150


@dataclass(frozen=True, slots=True)
class Pdf:
    """A finished document."""

    content: bytes
    pages: int

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.content)


class Forbidden(Exception):
    """A document asked for something else than our own static files."""


def make(html: str, stylesheet: str) -> Pdf:
    """Typeset a document; it reads nothing but static files, and never the network.

    Args:
        html: the whole document, with `lang` and a title.
        stylesheet: its print stylesheet, as a path below the static files.
    """
    with uncollected():
        return _typeset(html, stylesheet)


@roomy
def _typeset(html: str, stylesheet: str) -> Pdf:
    from weasyprint import HTML  # noqa: PLC0415 - slow, see above

    fonts, sheet, fetcher = _press(stylesheet)
    source = HTML(string=html, base_url=_root().as_uri() + "/", url_fetcher=fetcher)
    document = source.render(
        stylesheets=[sheet],
        font_config=fonts,
        cache={},  # of this document only: kept longer, it grows without end
        dpi=DPI,
        optimize_images=True,
    )
    content = document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True, optimize_images=True)
    return Pdf(content=content, pages=len(document.pages))


def _root() -> Path:
    return Path(settings.STATICFILES_DIRS[0]).resolve()


def read_static(url: str) -> tuple[bytes, str]:
    """The content and type of a static file.

    Raises:
        Forbidden: the address leads out of the static files.
    """
    parts = urlsplit(url)
    path = Path(unquote(parts.path)).resolve()
    if parts.scheme != "file" or parts.netloc or not path.is_relative_to(_root()):
        raise Forbidden(f"Not a static file: {url}")
    kinds = {".woff2": "font/woff2", ".svg": "image/svg+xml", ".css": "text/css"}
    return path.read_bytes(), kinds.get(path.suffix, "application/octet-stream")


@lru_cache(maxsize=8)
def _press(stylesheet: str) -> tuple[Any, Any, Any]:
    """Fonts, parsed stylesheet and fetcher; the same for every document of a process."""
    from weasyprint import CSS  # noqa: PLC0415
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415

    class StaticFetcher(URLFetcher):  # type: ignore[misc] # untyped package
        """Reads static files, and small drawings written into the stylesheet itself."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url.startswith("data:image/svg+xml"):
                return super().fetch(url, headers)
            content, kind = read_static(url)
            return URLFetcherResponse(url, content, {"Content-Type": kind})

    atexit.register(_press.cache_clear)  # fonts clean up after themselves, while they still can
    fonts, fetcher = FontConfiguration(), StaticFetcher(allowed_protocols=["data", "file"])
    sheet = CSS(filename=str(_root() / stylesheet), font_config=fonts, url_fetcher=fetcher)
    return fonts, sheet, fetcher
