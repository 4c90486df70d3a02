"""How the text of a file is written: its encoding, and what stands between its cells."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from io import StringIO
from typing import BinaryIO

CHUNK = 1024 * 1024
SEPARATORS = (",", ";", "\t")
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
         (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
NEVER = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff]")
"""Signs that no text has, but what is none by chance."""
LOOKED_AT = 30
"""So many rows show what separates the cells."""
NO_TEXT = "This file should be text, but it is not. Save it as CSV or XLSX and send it once more."


class NoTable(Exception):
    """Why a file cannot be read as a table, in words for the person who sent it."""


def encoding_of(content: BinaryIO) -> str:
    """UTF-8 with or without its mark, UTF-16, else Windows-1252; all bytes are looked at.

    Raises:
        NoTable: it is no text in any of them.
    """
    content.seek(0)
    head = content.read(4096)
    for mark, name in MARKS:
        if head.startswith(mark):
            return _sound(content, name)
    if b"\x00" in head:
        is_little = head[1::2].count(0) > head[::2].count(0)
        return _sound(content, "utf-16-le" if is_little else "utf-16-be")
    if _reads(content, "utf-8"):
        return "utf-8"
    return _sound(content, "cp1252")


def separator_of(text: str) -> str:
    """The sign by which most rows have the same number of cells, more than one if there is any.

    Args:
        text: the start of a file, cut anywhere.
    """
    return max(SEPARATORS, key=lambda sign: _fit(text, sign))


def _sound(content: BinaryIO, encoding: str) -> str:
    if not _reads(content, encoding):
        raise NoTable(NO_TEXT)
    return encoding


def _reads(content: BinaryIO, encoding: str) -> bool:
    content.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := content.read(CHUNK):
            if NEVER.search(decoder.decode(chunk)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _fit(text: str, sign: str) -> tuple[int, int]:
    """How many rows have as many cells as the first, and how many these are; 0 for one cell."""
    counts: list[int] = []
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=sign):
            if row:
                counts.append(len(row))
            if len(counts) > LOOKED_AT:
                break
    except csv.Error:
        return 0, 0
    if not counts or counts[0] < 2:
        return 0, 0
    return Counter(counts)[counts[0]], counts[0]
