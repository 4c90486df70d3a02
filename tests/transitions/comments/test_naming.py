"""Whom the words of a comment mention."""

from __future__ import annotations

import pytest

from transitions.comments.rules.naming import NotUnderstood, Somebody, kept

TOMAS = Somebody(1, "Tomas Eriksen", "tomas.eriksen@norvane.example")
PRIYA = Somebody(2, "Priya Raman", "priya.raman@norvane.example")
ANOTHER = Somebody(3, "Priya Stone", "p.stone@norvane.example")
NAMESAKE = Somebody(4, "Priya Raman", "priya2@norvane.example")
INES = Somebody(5, "Ines O’Halloran", "ines@norvane.example", sees=False)


def test_a_person_is_named_by_name_address_or_first_name() -> None:
    typed = {
        "@Tomas Eriksen, look": "@[1], look",
        "@tomas eriksen look": "@[1] look",
        "Ask @tomas.eriksen.": "Ask @[1].",
        "Ask @tomas.eriksen@norvane.example": "Ask @[1]",
        "(@Tomas)": "(@[1])",
        "@Tomas’s list": "@[1]’s list",
        "@Tomas Eriksen’s list": "@[1]’s list",
        "@[1] look": "@[1] look",
        "@Tomas\nEriksen": "@[1]\nEriksen",
        "write to t@norvane.example @ 5 pm": "write to t@norvane.example @ 5 pm",
    }

    assert {one: kept(one, [TOMAS, PRIYA])[0] for one in typed} == typed


def refusal(typed: str, people: list[Somebody]) -> str:
    """Why it cannot be told whom a text mentions."""
    with pytest.raises(NotUnderstood) as refused:
        kept(typed, people)
    return str(refused.value)


def test_whom_nobody_can_tell_is_asked_for() -> None:
    refused = [
        refusal("@Zoe", [TOMAS]),
        refusal("@Ines", [TOMAS, INES]),
        refusal("@Priya", [PRIYA, ANOTHER]),
        refusal("@Priya Raman", [PRIYA, NAMESAKE]),
        refusal("@Tomas " * 21, [TOMAS]),
    ]

    assert refused == [
        "Nobody here is called “@Zoe”. Choose a name from the list, or leave a space behind the @.",
        "Ines O’Halloran cannot see this transition. Add Ines to the team first.",
        "“@Priya” may be 2 people. Write @Priya Raman or @Priya Stone.",
        "“@Priya Raman” may be 2 people. Write @priya.raman or @priya2.",
        "A comment can mention 20 people at most.",
    ]


def test_of_namesakes_the_one_is_meant_whom_the_comment_mentioned_before() -> None:
    known = Somebody(4, "Priya Raman", "priya2@norvane.example", is_known=True)

    assert kept("@Priya Raman", [PRIYA, known]) == ("@[4]", [4])
