"""How the words of a comment are shown: people and links, and no other HTML."""

from __future__ import annotations

from transitions.comments.rules import showing

NAMES = {7: "Priya <Raman>"}


def test_words_are_shown_with_people_and_links_alone() -> None:
    link = '<a href="{0}" rel="nofollow noopener noreferrer">{0}</a>'
    expected = {
        "<script>&\nb": "&lt;script&gt;&amp;<br>b",
        "@[7] look": '<span class="at at-me">@Priya &lt;Raman&gt;</span> look',
        "x@[7], a.b@[7]": "x@[7], a.b@[7]",
        "@[8]": '<span class="at">@somebody</span>',
        'See https://x.example/a?b="c">, (https://y.example).': (
            f"See {link.format('https://x.example/a?b=')}&quot;c&quot;&gt;, "
            f"({link.format('https://y.example')})."
        ),
        "javascript:alert(1)": "javascript:alert(1)",
    }

    assert {body: showing.shown(body, NAMES, viewer=7) for body in expected} == expected


def test_a_long_comment_is_shortened_between_words() -> None:
    short = showing.short("@[7] " + "word " * 100, {7: "Priya"})

    assert short.startswith("@Priya word") and short.endswith("word…")
    assert len(short) <= showing.SHORT + 1
