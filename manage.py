#!/usr/bin/env python
"""Django's command line."""

import os
import sys
from io import TextIOWrapper

from django.core.management import execute_from_command_line
from django.db import OperationalError


def main() -> None:
    """Run a command; where the database is away or a table is busy, say so in a sentence.

    Raises:
        OperationalError: something else went wrong with the database.
    """
    if isinstance(sys.stdout, TextIOWrapper):
        # In a journal, too, the sentence of what went wrong comes after what went before.
        sys.stdout.reconfigure(line_buffering=True)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")
    try:
        execute_from_command_line(sys.argv)
    except OperationalError as error:
        from config.starting import explain  # noqa: PLC0415 - once there are settings

        explain(error)
        raise


if __name__ == "__main__":
    main()
