from __future__ import annotations

from config.lib.markup import html, html_join


def test_what_people_typed_is_escaped_and_html_is_not() -> None:
    strong = html("<b>{}</b>", "R&D <Ltd>")

    assert html('<i title="{}">{}{}</i>', 'a "b"', strong, 7) == (
        '<i title="a &quot;b&quot;"><b>R&amp;D &lt;Ltd&gt;</b>7</i>'
    )


def test_rows_are_escaped_one_by_one() -> None:
    assert html_join("<li>{}</li>", [("a<b",), (html("<wbr>"),)]) == (
        "<li>a&lt;b</li><li><wbr></li>"
    )
