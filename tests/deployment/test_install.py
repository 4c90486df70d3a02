"""What `bin/install` leaves on a server."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.any_database

ROOT = Path(settings.BASE_DIR)
PACKAGES = ("accounts", "checklists", "config", "transitions")
PYTHON = f"""#!/bin/sh
[ "$1" = - ] && exit 0  # the libraries that make PDFs are there
exec {sys.executable} "$@"
"""
STAMPED = 'echo "$PWD $(cksum < requirements.txt)" > .venv/installed-requirements.txt'


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with its packages, as nobody has started it yet."""
    for folder in ("bin", ".venv/bin", ".venv/lib/python3/site-packages", *PACKAGES):
        (tmp_path / folder).mkdir(parents=True)
    for folder in (".venv/lib/python3/site-packages", *PACKAGES):
        (tmp_path / folder / "noun.py").write_text("ANSWER = 42\n")
    (tmp_path / ".venv/lib/python3/site-packages/of_python_2.py").write_text("print 42\n")
    shutil.copy(ROOT / "bin" / "install", tmp_path / "bin" / "install")
    (tmp_path / "requirements.txt").write_text("")
    python = tmp_path / ".venv" / "bin" / "python"
    python.write_text(PYTHON)
    python.chmod(0o755)
    subprocess.run(["sh", "-c", STAMPED], cwd=tmp_path, check=True)
    return tmp_path


def test_a_server_is_compiled_once_when_it_is_installed(checkout: Path) -> None:
    """Its user may not write there, so every start would compile all of it again."""
    subprocess.run(["bin/install", "server"], cwd=checkout, check=True)

    compiled = {path.parent.parent for path in checkout.rglob("noun.*.pyc")}
    packages = checkout / ".venv" / "lib" / "python3" / "site-packages"
    assert compiled == {packages, *(checkout / name for name in PACKAGES)}
