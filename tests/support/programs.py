"""What a machine may lack: a test says so and is left out, but never where everything must run."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def absent(what: str) -> NoReturn:
    """Skip a test with the reason; under CI fail, so that nothing is left out unseen."""
    if os.environ.get("CI"):
        pytest.fail(what, pytrace=False)
    pytest.skip(what)
