"""A list as a file: nothing in it becomes a formula, and it is never held in memory as a whole."""

from __future__ import annotations

import csv
import tracemalloc
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from zoneinfo import ZoneInfo

import pytest
from django.http import FileResponse, Http404, HttpResponseBase, StreamingHttpResponse
from django.test import RequestFactory
from django.utils import timezone
from openpyxl import load_workbook

from config.lib import export
from config.lib.export.sheet import Fact, Line, Sheet

pytestmark = pytest.mark.django_db  # an answer that ends tidies connections up

TODAY = date(2026, 11, 24)
REQUEST = RequestFactory().get("/accounts/export/csv/")
EVIL = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    '=HYPERLINK("http://evil.example","x")',
    "#N/A",
    "a\x00b",
]


def sheet(*lines: Sequence[Fact], heads: tuple[str, ...] = ("Name", "Due", "Worth")) -> Sheet:
    return Sheet(
        "accounts",
        "Accounts",
        heads,
        lambda: iter([[list(line) for line in lines]]),
        [("List", "Accounts")],
    )


def body(answer: HttpResponseBase) -> bytes:
    assert isinstance(answer, StreamingHttpResponse)
    found = b"".join(answer)
    answer.close()
    return found


def read_csv(answer: HttpResponseBase) -> list[list[str]]:
    return list(csv.reader(StringIO(body(answer).decode("utf-8-sig"), newline="")))


def test_csv_is_utf8_with_its_mark_and_lines_by_the_standard() -> None:
    answer = export.answer(REQUEST, "csv", sheet(["Kovač, “Sons”", TODAY, Decimal("1.50")]), TODAY)

    assert answer["Content-Disposition"] == 'attachment; filename="accounts-2026-11-24.csv"'
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert body(answer) == (
        b"\xef\xbb\xbfName,Due,Worth\r\n" + '"Kovač, “Sons”",2026-11-24,1.50\r\n'.encode()
    )


def test_no_text_of_a_csv_file_is_a_formula() -> None:
    lines = read_csv(export.answer(REQUEST, "csv", sheet(*[[text] for text in EVIL]), TODAY))[1:]

    read = [cell for (cell,) in lines]
    assert [cell.removeprefix("'") for cell in read] == EVIL
    assert not [cell for cell in read if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a;=1+1", "a;'=1+1"),
        (";=1+1", ";'=1+1"),
        ('a; "=1+1', "a;' \"=1+1"),
        ("a\n@SUM(A1)", "a\n'@SUM(A1)"),
        ("Vienna; Graz - Linz", "Vienna; Graz - Linz"),
    ],
)
def test_a_spreadsheet_that_parts_cells_by_semicolons_finds_no_formula_either(
    text: str, written: str
) -> None:
    assert read_csv(export.answer(REQUEST, "csv", sheet([text]), TODAY))[1] == [written]


def test_numbers_stay_numbers_even_when_they_are_below_nothing() -> None:
    assert read_csv(export.answer(REQUEST, "csv", sheet([-5, Decimal("-2.5"), True]), TODAY))[
        1
    ] == [
        "-5",
        "-2.5",
        "yes",
    ]


def test_no_text_of_a_workbook_is_a_formula() -> None:
    answer = export.answer(REQUEST, "xlsx", sheet(*[[text] for text in EVIL]), TODAY)

    page = load_workbook(BytesIO(body(answer)))["Accounts"]
    cells = [row[0] for row in page.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells][:4] == EVIL[:4]
    assert cells[-1].value == "ab"


def test_a_workbook_has_real_dates_and_numbers_a_head_that_stays_and_says_who_made_it() -> None:
    moment = datetime(2026, 11, 24, 8, 12, tzinfo=UTC)
    answer = export.answer(
        REQUEST, "xlsx", sheet(["Brightwater", TODAY, Decimal("3.5")], ["", None, moment]), TODAY
    )

    assert isinstance(answer, FileResponse)
    book = load_workbook(BytesIO(body(answer)))
    page = book["Accounts"]
    assert page.freeze_panes == "A2"
    assert page["B2"].value == datetime(2026, 11, 24)
    assert (page["B2"].is_date, page["C2"].value, page["C2"].data_type) == (True, 3.5, "n")
    assert page["C3"].value == timezone.localtime(moment).replace(tzinfo=None)
    assert [[cell.value for cell in row] for row in book["About"]] == [["List", "Accounts"]]


def test_a_workbook_shows_amounts_as_money_and_is_as_wide_as_what_it_holds() -> None:
    lines: list[Line] = [
        ["Brightwater Foods", TODAY, Decimal("1240000.50")],
        ["x" * 300, None, None],
    ]
    page = load_workbook(BytesIO(body(export.answer(REQUEST, "xlsx", sheet(*lines), TODAY))))[
        "Accounts"
    ]

    assert (page["C2"].value, page["C2"].number_format) == (1240000.5, "#,##0.00")
    assert (page["B2"].is_date, page["B2"].number_format) == (True, "yyyy-mm-dd")
    widths = [page.column_dimensions[place].width for place in "ABC"]
    assert widths == [60, len("2026-11-24") + 2, len("1,240,000.50") + 2]


def test_a_file_of_another_kind_is_not_there() -> None:
    with pytest.raises(Http404):
        export.answer(REQUEST, "pdf", sheet(), TODAY)


def test_a_file_of_another_kind_is_not_there_whatever_was_asked_of_it() -> None:
    refused = replace(sheet(), refusal="The filter “Person” has no answer “99999”.")

    with pytest.raises(Http404):
        export.answer(REQUEST, "zip", refused, TODAY)


def test_a_moment_is_told_in_the_readers_time_also_after_the_view_has_returned() -> None:
    moment = datetime(2026, 11, 24, 8, 12, tzinfo=UTC)
    with timezone.override(ZoneInfo("Asia/Tokyo")):
        answer = export.answer(REQUEST, "csv", sheet([moment]), TODAY)

    assert read_csv(answer)[1] == ["2026-11-24 17:12:00"]


def test_rows_are_read_only_when_they_are_sent() -> None:
    read: list[int] = []

    def chunks() -> Iterator[list[Line]]:
        for number in range(3):
            read.append(number)
            yield [[number]]

    answer = export.answer(REQUEST, "csv", Sheet("n", "N", ["Number"], chunks, []), TODAY)
    parts = iter(answer)

    assert read == []
    assert [next(parts) for _ in range(2)] == [b"\xef\xbb\xbfNumber\r\n", b"0\r\n"]
    assert read == [0]


def test_a_chunk_that_nobody_may_see_any_more_does_not_end_the_file() -> None:
    wanted = Sheet("n", "N", ["Number"], lambda: iter([[[1]], [], [[3]]]), [])

    assert read_csv(export.answer(REQUEST, "csv", wanted, TODAY)) == [["Number"], ["1"], ["3"]]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_memory_does_not_grow_with_the_rows(kind: str) -> None:
    """20,000 rows need no more than 2,000: 90 % more rows, less than 2 MB."""

    def most(rows: int) -> int:
        line: Line = ["Brightwater Foods" * 3, TODAY, Decimal("3200000.00")]
        count = rows // 500
        wanted = Sheet("n", "N", ["A", "B", "C"], lambda: ([line] * 500 for _ in range(count)), [])
        tracemalloc.start()
        answer = export.answer(REQUEST, kind, wanted, TODAY)
        for _ in answer:
            pass
        answer.close()
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    most(500)  # what is imported and compiled once
    assert most(20_000) - most(2_000) < 2_000_000
