"""What a file of a list says."""

from __future__ import annotations

import csv
from io import StringIO

from django.test import Client


def exported(client: Client, address: str) -> list[list[str]]:
    """The lines of a CSV file, the head first."""
    text = b"".join(client.get(address)).decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline="")))
