from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from tests.transitions.reports.conftest import MADE_AT


@pytest.fixture(autouse=True)
def now() -> Iterator[time_machine.Traveller]:
    """It is the day on which the reports are made."""
    with time_machine.travel(MADE_AT, tick=False) as traveller:
        yield traveller
