"""What stands in a file is read as it was meant: signs, separators, dates, numbers."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from accounts.exchange.choices import DayOrder, Kind, Mark, Source
from accounts.exchange.queries.kinds import KINDS
from accounts.exchange.queries.reading import reader
from accounts.exchange.rules import days, numbers, presets, tables
from accounts.exchange.rules.tables import Cell
from accounts.exchange.rules.text import NoTable

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")
WESTERN = st.text("abcdefghij ÄÖÜäöüßéèêñçÅøæ€„“–,;\t\"'\n0123456789.", max_size=20)
ROWS = st.lists(st.lists(WESTERN, min_size=3, max_size=3), min_size=1, max_size=8)


def read(content: bytes, *, is_workbook: bool = False) -> list[list[Cell]]:
    file = BytesIO(content)
    form = tables.form_of(file, is_workbook=is_workbook)
    return [cells for _, cells in tables.rows(file, form)]


@given(rows=ROWS, encoding=st.sampled_from(ENCODINGS), separator=st.sampled_from(",;\t"))
def test_every_encoding_and_separator_gives_the_same_rows(
    rows: list[list[str]], encoding: str, separator: str
) -> None:
    heads = ["Company name", "Größe", "Town"]
    text = StringIO()
    csv.writer(text, delimiter=separator).writerows([heads, *rows])

    found = read(text.getvalue().encode(encoding))

    wanted = [[cell.strip() for cell in row] for row in rows]
    assert found == [heads, *(row for row in wanted if any(row))]


def test_a_file_of_excel_may_say_what_separates_its_cells() -> None:
    assert read(b"sep=;\r\nname;a,b\r\nGlass;1\r\n") == [["name", "a,b"], ["Glass", "1"]]


@pytest.mark.parametrize("content", [b"", b"\n\n", b",,\n", b"\x00\x01\x02\x03\xff\xfe\x9d\x81"])
def test_what_is_no_table_is_refused(content: bytes) -> None:
    with pytest.raises(NoTable):
        read(content)


def test_a_workbook_knows_its_dates_and_numbers() -> None:
    book, file = Workbook(), BytesIO()
    assert book.active
    for row in (["Name", "Since", "Worth", "Key"], ["Glass", date(2024, 4, 3), 1234.5, True]):
        book.active.append(row)
    book.save(file)

    found = read(file.getvalue(), is_workbook=True)

    assert found[1] == ["Glass", date(2024, 4, 3), Decimal("1234.5"), True]


def test_a_workbook_that_is_none_is_refused() -> None:
    with pytest.raises(NoTable):
        read(b"PK\x03\x04 and no more", is_workbook=True)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("2024-04-03", DayOrder.DAY_FIRST),
        ("2024-04-03T10:15:00Z", DayOrder.MONTH_FIRST),
        ("03.04.2024", DayOrder.MONTH_FIRST),
        ("3.4.24", DayOrder.DAY_FIRST),
        ("03/04/2024", DayOrder.DAY_FIRST),
        ("04/03/2024", DayOrder.MONTH_FIRST),
        ("04/03/2024 10:15 AM", DayOrder.MONTH_FIRST),
        ("3 April 2024", DayOrder.MONTH_FIRST),
        ("3-Apr-2024", DayOrder.DAY_FIRST),
        ("April 3, 2024", DayOrder.DAY_FIRST),
    ],
)
def test_a_date_is_read_in_every_form(text: str, order: DayOrder) -> None:
    assert days.read(text, order) == date(2024, 4, 3)


@pytest.mark.parametrize("text", ["31.02.2024", "soon", "13/13/2024", "2024", "3 Foo 2024"])
def test_what_is_no_date_says_so(text: str) -> None:
    with pytest.raises(ValueError, match="This is no date"):
        days.read(text, DayOrder.DAY_FIRST)


@given(on=st.dates(date(1969, 1, 1), date(2068, 12, 31)), is_american=st.booleans())
def test_a_slashed_date_is_never_read_against_its_own_proof(on: date, is_american: bool) -> None:
    text = f"{on:%m/%d/%Y}" if is_american else f"{on:%d/%m/%Y}"
    order = DayOrder.MONTH_FIRST if is_american else DayOrder.DAY_FIRST

    assert days.vote(text) in {order, "?", None}
    assert days.read(text, order) == on


@given(amount=st.decimals(0, 10**9, places=2), grouped=st.booleans())
def test_a_number_is_read_with_either_mark(amount: Decimal, grouped: bool) -> None:
    british = f"{amount:,.2f}" if grouped else f"{amount:.2f}"
    german = british.translate(str.maketrans(",.", ".,"))

    assert numbers.read(british, Mark.POINT) == numbers.read(german, Mark.COMMA) == amount
    assert numbers.vote(british) == Mark.POINT
    assert numbers.vote(german) == Mark.COMMA


@pytest.mark.parametrize(
    ("text", "said"),
    [("1.234", "?"), ("1,234", "?"), ("0.123", "."), ("1234,567", ","), ("1.234.567", ","),
     ("12", None), ("€ 1,5", ",")],
)  # fmt: skip
def test_only_what_can_be_read_both_ways_is_in_doubt(text: str, said: str | None) -> None:
    assert numbers.vote(text) == said


@pytest.mark.parametrize(
    ("heads", "kind", "source"),
    [
        ("Account ID,Account Name,Account Owner,Billing Country", Kind.ACCOUNTS, Source.SALESFORCE),
        ("Record ID,Company name,Company owner,Country/Region", Kind.ACCOUNTS, Source.HUBSPOT),
        ("(Do Not Modify) Account,Account Name,Main Phone", Kind.ACCOUNTS, Source.DYNAMICS),
        ("Organization - ID,Organization - Name,Organization - Owner", Kind.ACCOUNTS,
         Source.PIPEDRIVE),
        ("Record ID,First Name,Last Name,Email,Associated Company", Kind.CONTACTS, Source.HUBSPOT),
        ("Deal - ID,Deal - Title,Deal - Value,Deal - Organization", Kind.OPPORTUNITIES,
         Source.PIPEDRIVE),
        ("Name,Owner,Tier,Annual revenue", Kind.ACCOUNTS, Source.OWN),
        ("External ID,Name,Tier,Annual_revenue", Kind.ACCOUNTS, Source.OWN),
    ],
)  # fmt: skip
def test_an_export_is_recognised_by_its_heads(heads: str, kind: Kind, source: Source) -> None:
    found, columns = presets.best(heads.split(","), kind, KINDS[kind].own_heads)

    assert (found, len(columns)) == (source, len(heads.split(",")))


def test_every_preset_fills_fields_that_there_are() -> None:
    unknown = [
        (source, kind, field)
        for source, kinds in presets.PRESETS.items()
        for kind, heads in kinds.items()
        for field in heads.values()
        if field not in KINDS[kind].by_name
    ]

    assert unknown == []


PLAIN = [
    (kind, column.name)
    for kind, definition in KINDS.items()
    for column in definition.fields
    if not column.refers
]
CELLS = st.one_of(
    st.text(max_size=300).map(str.strip).filter(bool),
    st.from_regex(r"\A[-+€ ]?[0-9.,'/eE-]{1,40}\Z"),
    st.floats().map(lambda number: Decimal(repr(number))),
    st.dates(),
    st.booleans(),
)


@settings(max_examples=25)
@pytest.mark.parametrize(("kind", "name"), PLAIN)
@given(cell=CELLS, reading=st.booleans())
def test_whatever_stands_in_a_cell_is_a_value_of_its_field_or_a_sentence(
    kind: Kind, name: str, cell: Cell, reading: bool
) -> None:
    field: Any = KINDS[kind].model._meta.get_field(name)
    ways: dict[str, list[str]] = {"DateField": [*DayOrder], "DecimalField": [*Mark]}
    way = ways.get(field.get_internal_type(), ["", ""])[reading]

    try:
        value = reader(field, way)(cell)
    except ValueError as error:
        assert str(error).endswith((".", "!"))
    else:
        field.clean(value, None)
