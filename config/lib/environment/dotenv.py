"""The file `.env`. What the environment says already wins over it."""

from __future__ import annotations

import os
import re
from getpass import getuser
from pathlib import Path

import environ

from config.lib.environment.refusal import Misconfigured
from config.lib.environment.values import is_on

LINE = re.compile(r"(export )?[A-Za-z_][A-Za-z_0-9]*=.*|\s*(#.*)?")


def read_dotenv(folder: Path) -> None:
    """Put what `.env` says into the environment, unless READ_DOTENV is false.

    Raises:
        Misconfigured: it is there and cannot be read, or has a line that says nothing.
    """
    path = folder / ".env"
    if not is_on("READ_DOTENV", default=True) or not path.exists():
        return
    if not os.access(path, os.R_OK):
        raise Misconfigured(
            f"{path} is not the user’s to read who runs this, {getuser()}. On a server, that is the"
            " user of the site, as in: sudo -u changeover bin/manage …"
        )
    for count, line in enumerate(path.read_text().splitlines(), start=1):
        if not LINE.fullmatch(line):
            raise Misconfigured(
                f"Line {count} of {path} must be like NAME=value, without spaces around the =, or a"
                " comment that begins with #."
            )
    environ.Env.read_env(path)
