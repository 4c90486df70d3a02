"""The journal has the lines of a command in their order: the last one says why it failed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

PROGRAM = "import sys; print('Copying 34 files'); sys.stderr.write('The bucket is away')"


def test_what_went_wrong_is_the_last_line_of_a_journal() -> None:
    left_alone = {name: text for name, text in os.environ.items() if name != "PYTHONUNBUFFERED"}

    ended = subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", "shell", "--verbosity=0", "-c", PROGRAM],
        cwd=Path(settings.BASE_DIR),
        env=left_alone,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=True,
    )

    assert ended.stdout.splitlines()[-2:] == ["Copying 34 files", "The bucket is away"]
