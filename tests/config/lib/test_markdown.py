"""Guidance with Markdown: safe HTML for pages, words alone for the rest."""

import pytest

from config.lib.markdown import one_line, plain, rendered


def test_marks_and_lists_become_html_and_lines_stay_lines() -> None:
    assert rendered("Ask **first**,\nthen *write*:\n\n- who\n- when") == (
        "<p>Ask <strong>first</strong>,<br>\nthen <em>write</em>:</p>\n"
        "<ul>\n<li>who</li>\n<li>when</li>\n</ul>\n"
    )


def test_a_heading_is_a_bold_line_and_leaves_the_outline_of_the_page_alone() -> None:
    assert rendered("# Before you call") == "<p><strong>Before you call</strong></p>\n"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("![x](https://a.example/p.png)", None),
        ("<b onclick=alert(1)>x</b>", "<p>&lt;b onclick=alert(1)&gt;x&lt;/b&gt;</p>\n"),
    ],
)
def test_nothing_that_somebody_types_runs(typed: str, shown: str | None) -> None:
    html = rendered(typed)

    assert shown is None or html == shown
    assert "<img" not in html
    assert "<script" not in html


def test_a_link_leads_out_without_telling_where_from() -> None:
    assert rendered("[The plan](https://a.example/?a=1&b=2)") == (
        '<p><a href="https://a.example/?a=1&amp;b=2" rel="noopener noreferrer nofollow">'
        "The plan</a></p>\n"
    )


def test_the_words_alone_keep_lists_and_addresses() -> None:
    text = "## Call\n\n1. [Ask](https://a.example) **her**\n2. `wait`\n\n- one\n\n> quoted"

    assert plain(text) == "Call\n1. Ask (https://a.example) her\n2. wait\n– one\nquoted"
    assert one_line(text) == "Call 1. Ask (https://a.example) her 2. wait – one quoted"
