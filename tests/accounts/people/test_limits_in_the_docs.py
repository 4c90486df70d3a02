"""The limits that operators read are those that hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

WORDS = {"five": 5, "ten": 10, "twenty": 20, "thirty": 30, "sixty": 60}
ROWS = dict(
    re.findall(
        r"^\| ([a-z][^|]*?) \| ([^|]*?) \|",
        (Path(settings.BASE_DIR) / "docs" / "sign-in.md").read_text().partition("## Limits")[2],
        flags=re.MULTILINE,
    )
)


@pytest.mark.parametrize(
    ("row", "action"),
    [
        ("wrong passwords for one address", "login_failed"),
        ("wrong passwords from one place", "login_failed"),
        ("sign-ins from one place", "login"),
        ("ways to the company's sign-in", "openid"),
        ("password links", "reset_password"),
    ],
)
def test_a_limit_is_written_as_it_holds(row: str, action: str) -> None:
    written = [
        WORDS.get(word) or int(word)
        for word in re.findall(
            rf"\b(?:{'|'.join(WORDS)}|\d+)\b", ROWS[row].partition(" minutes")[0]
        )
    ]
    holds = [int(one) for one in re.findall(r"(?:^|,)(\d+)/", settings.ACCOUNT_RATE_LIMITS[action])]

    assert written
    assert set(written) <= set(holds)
