from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree

from config.lib.charts import Segment, baton

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
