"""Names in other scripts are drawn, not left as boxes."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from pypdf import PdfReader

from config.lib.pdf import Pdf
from tests.support.programs import absent
from tests.support.reports import printed
from transitions.plans.models import Transition


@pytest.mark.parametrize(
    "name", ["Жанна Щёлокова", "Ґрунт і Їжа", "Ελλάδα Τρόφιμα", "Nguyễn Thị Ổn Đằng"]
)
def test_latin_greek_and_cyrillic_come_with_the_product(completed: Transition, name: str) -> None:
    completed.account.name = name
    completed.account.save()

    document = printed(completed)

    with pikepdf.open(BytesIO(document.content)) as opened:
        assert {str(font.BaseFont).partition("+")[2][:5] for font in fonts(opened)} == {"Inter"}
    assert name in " ".join(PdfReader(BytesIO(document.content)).pages[0].extract_text().split())
    assert boxes(document) == []


def test_other_scripts_come_from_the_fonts_of_the_system(completed: Transition) -> None:
    completed.account.name = "株式会社日本語"
    completed.account.save()

    document = printed(completed)

    if boxes(document):
        absent("this machine has no font for Japanese; see docs/operate.md")
    assert "株式会社日本語" in PdfReader(BytesIO(document.content)).pages[0].extract_text()


def fonts(opened: pikepdf.Pdf) -> list[Any]:
    return [
        thing
        for thing in opened.objects
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Subtype") == "/Type0"
    ]


def boxes(document: Pdf) -> list[tuple[str, int]]:
    """Where a font had nothing to draw: its name, and the number of the glyph it does not have."""
    with pikepdf.open(BytesIO(document.content)) as opened:
        return [
            (str(font.BaseFont), glyph)
            for page in opened.pages
            for font, glyph in drawn(page)
            if not 0 < glyph < glyphs_of(font)
        ]


def drawn(page: pikepdf.Page) -> Iterator[tuple[Any, int]]:
    """Every glyph on a page, with its font."""
    font: Any = None
    for step in pikepdf.parse_content_stream(page):
        operands, operator = step.operands, step.operator
        if str(operator) == "Tf":
            font = page.resources.Font[str(operands[0])]
        elif str(operator) == "TJ":
            codes = b"".join(
                bytes(part) for part in operands[0] if isinstance(part, pikepdf.String)
            )
            for place in range(0, len(codes), 2):
                yield font, int.from_bytes(codes[place : place + 2], "big")


def glyphs_of(font: Any) -> int:
    described = font.DescendantFonts[0].FontDescriptor
    file = described.get("/FontFile2") or described.get("/FontFile3")
    return int(TTFont(BytesIO(file.read_bytes()))["maxp"].numGlyphs)
