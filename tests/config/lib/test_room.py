"""Room on Python's stack: the same answers, and a chunk that holds what is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.lib import pdf
from config.lib.room import roomy
from tests.support.programs import printed
from transitions.reminders.operations import writing

CHUNK = 16 * 1024
"""Bytes that Python takes for calls where none of them needs more."""
VALUE = 8


STACK_OF_PAGES = "from config import wsgi; print(wsgi.application.__code__.co_stacksize)"


def test_a_function_with_room_is_the_same_function() -> None:
    @roomy
    def divided(number: int, *, by: int = 2) -> int:
        """A share."""
        return number // by

    assert (divided(6), divided(6, by=3), divided.__doc__) == (3, 2, "A share.")
    with pytest.raises(ZeroDivisionError):
        divided(6, by=0)


def test_pages_reports_and_digests_have_room_for_seven_chunks_more(tmp_path: Path) -> None:
    given = {"DJANGO_SETTINGS_MODULE": "config.settings.development", "VAR_DIR": str(tmp_path)}
    stacks = [int(printed(STACK_OF_PAGES, **given))]
    stacks += [code.co_stacksize for code in (pdf._typeset.__code__, writing._prepare.__code__)]

    assert [left_by(VALUE * stack) >= 7 * CHUNK for stack in stacks] == [True] * 3


def left_by(needed: int) -> int:
    """Bytes that are left of the chunk which Python takes for so many."""
    chunk = CHUNK
    while chunk < needed:
        chunk *= 2
    return chunk - needed
