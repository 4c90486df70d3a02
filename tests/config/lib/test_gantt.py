from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from config.lib import pdf
from config.lib.charts import gantt
from config.lib.charts.gantt import Bar, Chart, Frame, Kind, Late, Row
from config.lib.charts.gantt.plot import Layout

MONDAY = date(2026, 11, 16)
FRAME = Frame(MONDAY, 9, date(2026, 11, 24), [date(2026, 11, 21), date(2026, 11, 22)])
DAY = 100 / 63
SVG = "{http://www.w3.org/2000/svg}"
PLANNED = Row(
    [
        Bar("Prepare", date(2026, 9, 1), date(2026, 9, 7)),
        Bar("Transfer", date(2026, 9, 8), date(2026, 9, 20)),
    ],
    date(2026, 9, 12),
    "Planned",
)
ACTUAL = Row([Bar("Prepare", date(2026, 9, 1), date(2026, 9, 9), Kind.DONE)], label="Actual")


def later(days: int) -> date:
    return MONDAY + timedelta(days=days)


def on_page(*rows: Row, frame: Frame = FRAME) -> ElementTree.Element:
    return ElementTree.fromstring(gantt.draw(Chart(rows, frame, "Two handovers"), gantt.PAGE))


def on_paper(*rows: Row, legend: str = "", late: Late | None = None) -> ElementTree.Element:
    days = [day for row in rows for bar in row.bars for day in (bar.first, bar.last)]
    frame = Frame.around(days + ([late.actual] if late else []))
    chart = Chart(rows, frame, "Plan and actual", legend=legend, late=late)
    return ElementTree.fromstring(gantt.draw(chart, gantt.PAPER))


def marks(drawing: ElementTree.Element, tag: str, css: str = "") -> list[ElementTree.Element]:
    found = drawing.iter(f"{SVG}{tag}")
    return [mark for mark in found if not css or css in mark.get("class", "").split()]


def texts(drawing: ElementTree.Element, css: str) -> list[str | None]:
    return [mark.text for mark in marks(drawing, "text", css)]


@pytest.mark.parametrize("layout", [gantt.PAGE, gantt.PAPER])
def test_a_drawing_is_named_described_and_has_no_style_attributes(
    layout: Layout,
) -> None:
    bar = Bar("Transfer & <more>", MONDAY, later(40))
    chart = Chart([Row([bar], later(15))], FRAME, "Plan and <actual>", "In words & pictures.")

    drawing = ElementTree.fromstring(gantt.draw(chart, layout))

    assert [part.text for part in drawing[:2]] == ["Plan and <actual>", "In words & pictures."]
    assert drawing.get("role") == "img"
    assert not [part for part in drawing.iter() if part.get("style") or part.get("fill")]
    assert texts(drawing, "g-seg") == ["Transfer & <more>"]


def test_a_page_stretches_a_drawing_and_colours_it() -> None:
    page, paper = on_page(Row([])), on_paper(PLANNED)

    assert (page.get("width"), page.get("viewBox"), marks(page, "style")) == ("100%", None, [])
    assert (paper.get("width"), paper.get("viewBox")) == ("640", "0 0 640 46")
    assert ".g-todo" in (marks(paper, "style")[0].text or "")


def test_a_row_of_a_page_is_as_high_as_its_link_beside_it() -> None:
    overlapping = Row([Bar("One", MONDAY, later(9)), Bar("Two", later(5), later(20))])

    one, two = on_page(overlapping), on_page(overlapping, overlapping)

    assert (one.get("height"), two.get("height")) == ("64", "92")


def test_bars_lie_on_the_days_they_name() -> None:
    drawing = on_page(Row([Bar("One", MONDAY, later(6)), Bar("Two", later(7), later(8))]))

    bars = marks(drawing, "rect", "g-todo")
    assert [float(bar.attrib["x"][:-1]) for bar in bars] == pytest.approx(
        [0.1, 7 * DAY + 0.1], abs=0.001
    )
    assert [float(bar.attrib["width"][:-1]) for bar in bars] == pytest.approx(
        [7 * DAY - 0.2, 2 * DAY - 0.2], abs=0.001
    )


def test_paper_keeps_room_for_the_names_of_its_rows() -> None:
    drawing = on_paper(PLANNED, ACTUAL)

    assert texts(drawing, "g-row") == ["Planned", "Actual"]
    first = marks(drawing, "rect", "g-todo")[0]
    assert float(first.attrib["x"][:-1]) > 58 / 640 * 100


def test_a_bar_shows_how_far_its_work_is() -> None:
    bars = [Bar(kind.name, later(7 * at), later(7 * at + 6), kind) for at, kind in enumerate(Kind)]

    drawing = on_page(Row(bars))

    assert [len(marks(drawing, "rect", css)) for css in ("g-done", "g-cur", "g-todo")] == [1, 1, 1]


def test_a_name_stands_in_its_bar_where_it_fits_and_else_nowhere() -> None:
    short_first = Bar("Prepare", later(10), later(13), Kind.DONE)
    inside = Bar("Transfer", later(14), later(30), Kind.NOW)
    with_room_behind = Bar("Stabilise", later(31), later(33))
    last = Bar("Close", later(45), later(60))

    drawing = on_page(Row([short_first, inside, with_room_behind, last]))

    names = [text.text for text in marks(drawing, "text") if "g-week" not in text.get("class", "")]
    assert names == ["Today", "Transfer", "Close"]


def test_a_name_gives_way_to_the_mark_of_ownership() -> None:
    bar = Bar("Stabilise", MONDAY, later(20))

    labels = [
        marks(on_page(Row([bar], mark)), "text", "g-seg")[0]
        for mark in (MONDAY, None, MONDAY - timedelta(days=1))
    ]

    assert [label.get("dx") for label in labels] == ["14", "8", "8"]


def test_what_lies_out_of_sight_is_said_in_words() -> None:
    past = Bar("Close", later(-30), later(-20))

    drawing = on_page(Row([past], past.first, aside="Was to end on Tue 27 Oct"))

    assert "Was to end on Tue 27 Oct" in texts(drawing, "g-txt")
    assert marks(drawing, "path", "g-own") == marks(drawing, "rect", "g-todo") == []


def test_days_off_next_to_each_other_are_one_piece() -> None:
    shades = marks(on_page(), "rect", "g-we")

    assert [(shade.get("x"), shade.get("width")) for shade in shades] == [("7.937%", "3.175%")]


def test_today_takes_the_place_of_the_week_labels_under_it() -> None:
    labels = texts(on_page(), "g-week")

    assert labels == ["16 Nov", "30 Nov", "7 Dec", "14 Dec", "21 Dec", "28 Dec", "4 Jan", "11 Jan"]


@pytest.mark.parametrize(("day", "indent"), [(11, "5"), (12, "14"), (13, "23")])
def test_the_label_after_a_weekend_keeps_clear_of_today(day: int, indent: str) -> None:
    drawing = on_page(frame=Frame(MONDAY, 9, later(day)))

    (label,) = (label for label in marks(drawing, "text", "g-week") if label.text == "30 Nov")
    assert label.get("dx") == indent


def test_paper_without_today_has_no_line_for_it() -> None:
    assert marks(on_paper(PLANNED), "line", "g-now") == []
    assert texts(on_paper(PLANNED), "g-week") == ["31 Aug", "7 Sep", "14 Sep"]


def test_a_long_time_has_few_lines_and_names_fewer() -> None:
    drawing = on_paper(Row([Bar("All", date(2024, 1, 1), date(2027, 12, 31))]))

    lines, labels = marks(drawing, "line", "g-line"), marks(drawing, "text", "g-week")

    places = [float(label.attrib["x"][:-1]) * 6.4 for label in labels]
    assert 8 < len(lines) <= 18
    assert all(right - left >= 60 for left, right in pairwise(places))


def test_bars_that_overlap_stand_below_each_other_on_paper() -> None:
    row = Row(
        [
            Bar("One", date(2026, 9, 1), date(2026, 9, 10)),
            Bar("Two", date(2026, 9, 9), date(2026, 9, 20)),
            Bar("Three", date(2026, 9, 12), date(2026, 9, 30)),
        ],
        date(2026, 9, 11),
    )

    drawing = on_paper(row)

    assert [bar.get("y") for bar in marks(drawing, "rect", "g-todo")] == ["22", "22", "44"]
    assert len(marks(drawing, "line", "g-own-l")) == 1


@pytest.mark.parametrize(("day", "lane"), [(1, 0), (9, 1), (13, 0)])
def test_the_mark_lies_on_a_bar_of_its_row_and_not_between_two(day: int, lane: int) -> None:
    first = Bar("Prepare", MONDAY, MONDAY + timedelta(days=8))
    second = Bar("Introduce", MONDAY + timedelta(days=7), MONDAY + timedelta(days=11))
    drawing = on_paper(Row([first, second], MONDAY + timedelta(days=day)))

    bar = marks(drawing, "rect", "g-todo")[lane]
    mark = next(place for place in drawing.iter() if place.get("overflow") == "visible")

    middle = float(mark.get("y", 0)) + float(mark.get("height", 0)) / 2
    assert middle == float(bar.get("y", 0)) + float(bar.get("height", 0)) / 2


def test_a_late_end_and_the_mark_are_explained_below_the_rows() -> None:
    late = Late(date(2026, 9, 20), date(2026, 9, 28), "5 working days late")

    drawing = on_paper(PLANNED, ACTUAL, legend="Ownership moves", late=late)

    assert texts(drawing, "g-late-t") == ["5 working days late"]
    assert texts(drawing, "g-note") == ["Ownership moves"]
    assert len(marks(drawing, "path", "g-own")) == 2


def test_a_document_shows_the_drawing() -> None:
    late = Late(date(2026, 9, 20), date(2026, 9, 28), "5 working days late")
    chart = Chart(
        [PLANNED, ACTUAL],
        Frame.around([date(2026, 9, 1), late.actual]),
        "Plan and actual",
        late=late,
    )
    drawing = gantt.draw(chart, gantt.PAPER)

    made = pdf.make(
        f'<html lang="en"><title>Plan</title><body>{drawing}</body></html>', "css/report-pdf.css"
    )

    page = PdfReader(BytesIO(made.content)).pages[0].extract_text()
    assert all(words in page for words in ["Planned", "Prepare", "5 working days late"])


@pytest.mark.parametrize(("day", "middle"), [(0, 9 / 5.6), (1, DAY + 0.02), (62, 100 - 9 / 5.6)])
def test_a_mark_on_the_first_or_last_day_stays_inside(day: int, middle: float) -> None:
    drawing = on_page(Row([Bar("Prepare", MONDAY, later(62))], later(day)))

    (mark,) = (one for one in marks(drawing, "svg") if one.get("width") == "18")
    assert float(mark.attrib["x"].rstrip("%")) == pytest.approx(middle, abs=0.02)
