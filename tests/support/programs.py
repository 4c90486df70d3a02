"""Programs beside the test: in processes of their own, or missing on this machine."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import NoReturn

import pytest

PATIENCE = 120  # seconds until a program that hangs fails the test


def printed(program: str, *arguments: str, **environment: str) -> str:
    """What a program in Python prints in a process of its own.

    `environment` comes before the one of the tests. A program that fails or hangs fails the test.
    """
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    ).stdout


def absent(what: str) -> NoReturn:
    """Skip a test with the reason; under CI fail, so that nothing is left out unseen."""
    if os.environ.get("CI"):
        pytest.fail(what, pytrace=False)
    pytest.skip(what)
