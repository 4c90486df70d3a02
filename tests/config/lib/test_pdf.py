from __future__ import annotations

import gc
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from pypdf import PdfReader

from config.lib import pdf

SHEET = "css/report-pdf.css"


def test_a_document_counts_its_pages() -> None:
    body = '<p>One</p><p style="break-before: page">Two</p>'

    made = pdf.make(f'<html lang="en"><title>Two pages</title><body>{body}</body></html>', SHEET)

    assert made.pages == 2
    assert [page.extract_text().strip() for page in PdfReader(BytesIO(made.content)).pages]


def test_static_files_are_read() -> None:
    font = Path(settings.STATICFILES_DIRS[0]) / "fonts" / "inter-latin-400-normal.woff2"

    content, kind = pdf.read_static(font.resolve().as_uri())

    assert (content, kind) == (font.read_bytes(), "font/woff2")


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1/secret",
        "https://example.com/a.png",
        "file://elsewhere/static/a.css",
        "ftp://example.com/a.css",
    ],
)
def test_nothing_else_is_read(address: str) -> None:
    with pytest.raises(pdf.Forbidden):
        pdf.read_static(address)


def test_a_way_out_of_the_static_files_is_closed() -> None:
    root = Path(settings.STATICFILES_DIRS[0]).resolve().as_uri()

    with pytest.raises(pdf.Forbidden):
        pdf.read_static(f"{root}/css/../../manage.py")


def test_a_picture_from_elsewhere_is_left_out() -> None:
    html = (
        '<html lang="en"><title>Picture</title><body><p>Text</p>'
        '<img alt="" src="file:///etc/passwd"><img alt="" src="http://127.0.0.1:1/a.png">'
        "</body></html>"
    )

    made = pdf.make(html, SHEET)

    assert made.pages == 1
    assert b"/Image" not in made.content


def test_no_garbage_is_looked_for_while_a_document_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []

    def fails(html: str, stylesheet: str) -> pdf.Pdf:
        seen.append(gc.isenabled())
        raise pdf.Forbidden("stopped halfway")

    given_back: list[int] = []
    monkeypatch.setattr(pdf, "_typeset", fails)
    monkeypatch.setattr(gc, "collect", given_back.append)
    with pytest.raises(pdf.Forbidden):
        pdf.make("", SHEET)

    assert (seen, gc.isenabled(), given_back) == ([False], True, [0])
