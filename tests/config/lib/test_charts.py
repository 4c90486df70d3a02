from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree

from config.lib.charts import Line, Segment, baton, trend

SVG = "{http://www.w3.org/2000/svg}"


def test_a_baton_shows_what_is_done() -> None:
    drawn = baton(
        [Segment(date(2026, 9, 1), 1), Segment(date(2026, 9, 11), 0.5)],
        (date(2026, 9, 1), date(2026, 9, 20)),
        date(2026, 9, 11),
        "From Tomas to Priya",
    )

    fills = [rect.attrib["fill"] for rect in ElementTree.fromstring(drawn).iter(f"{SVG}rect")]
    assert fills == ["#3446C8", "#DCE0F9", "#3446C8"]
    assert re.findall(r'cx="([\d.]+)"', drawn) == ["256.0", "256.0"]


def test_each_line_ends_in_its_name_and_no_name_lies_on_another() -> None:
    first, last = date(2026, 1, 1), date(2026, 11, 1)
    lines = [
        Line("Score", ((first, 0), (last, 50))),
        Line("Share <of> wallet", ((first, 100), (last, 51))),
        Line("Breadth", ((last, 52),)),
    ]

    drawn = ElementTree.fromstring(trend(lines, "The table holds the same."))

    names = [(one.text, float(one.attrib["y"])) for one in drawn.iter("text")][-3:]
    assert [name for name, _ in names] == ["Score 50", "Share <of> wallet 51", "Breadth 52"]
    heights = sorted(height for _, height in names)
    assert all(below - above >= 16 for above, below in pairwise(heights))
    assert [one.attrib["points"] for one in drawn.iter("polyline")][:2] == [
        "34.0,152.0 330.0,82.0",
        "34.0,12.0 330.0,80.6",
    ]
    assert (drawn.attrib["role"], drawn.attrib["aria-label"]) == (
        "img",
        "The table holds the same.",
    )
    assert "style" not in {name for one in drawn.iter() for name in one.attrib}


def test_a_single_day_is_no_line() -> None:
    assert trend([Line("Score", ((date(2026, 1, 1), 5),)), Line("Breadth", ())], "Nothing") == ""


def test_names_of_lines_that_end_at_the_bottom_stay_in_the_picture() -> None:
    values = ((date(2026, 1, 1), 9), (date(2026, 2, 1), 0))

    drawn = ElementTree.fromstring(trend([Line(name, values) for name in "ABC"], "Low"))

    names = [(one.text, one.attrib["y"]) for one in drawn.iter("text")][-3:]
    assert names == [("A 0", "124.0"), ("B 0", "140.0"), ("C 0", "156.0")]
