"""What may be inside an Office file, which is an archive. Only its list is read, nothing unpacked.

An archive can claim to hold a thousand times its own size, so that whoever opens it is left
without memory; or macros, under the name of a kind that has none.
"""

from __future__ import annotations

import struct
from io import SEEK_END
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

LONGEST_LIST = 1024 * 1024
"""Bytes of an archive's list of entries; enough for thousands, and soon read."""
MOST_ENTRIES = 10_000
MOST_UNPACKED = 500 * 1024 * 1024
MOST_OFTEN = 200
"""How many times its own size an archive may unpack to, beyond a size that harms nobody."""
HARMLESS = 50 * 1024 * 1024
MACROS = ("vbaproject.bin", "vbadata.xml")
LIST_ENDS, LARGE_LIST = b"PK\x05\x06", b"PK\x06\x07"


class Unfit(Exception):
    """The archive is none, or holds what no Office file has any need of."""


def names(content: BinaryIO) -> list[str]:
    """The names of what an archive holds.

    Raises:
        Unfit: it is broken, too much, without end, or carries macros.
    """
    size = content.seek(0, SEEK_END)
    if not _has_short_list(content, size):
        raise Unfit
    try:
        with ZipFile(content) as archive:
            entries = archive.infolist()
    except (BadZipFile, ValueError, OSError, NotImplementedError, struct.error) as error:
        raise Unfit from error
    if len(entries) > MOST_ENTRIES or _is_a_bomb(entries, size) or any(map(_is_bad, entries)):
        raise Unfit
    return [entry.filename for entry in entries]


def _is_a_bomb(entries: list[ZipInfo], size: int) -> bool:
    unpacked = sum(entry.file_size for entry in entries)
    return unpacked > MOST_UNPACKED or unpacked > max(HARMLESS, MOST_OFTEN * size)


def _is_bad(entry: ZipInfo) -> bool:
    """Whether an entry leads out of the archive, hides its content or is a program."""
    name = entry.filename.replace("\\", "/").lower()
    is_hidden = bool(entry.flag_bits & 1)
    return name.startswith("/") or ".." in name.split("/") or name.endswith(MACROS) or is_hidden


def _has_short_list(content: BinaryIO, size: int) -> bool:
    """Whether the list of an archive's entries is short enough to be read at all."""
    content.seek(max(0, size - 65_557))
    tail = content.read()
    at = tail.rfind(LIST_ENDS)
    if at < 0 or len(tail) < at + 22 or tail[max(0, at - 20) : at].startswith(LARGE_LIST):
        return False
    length: int = struct.unpack_from("<L", tail, at + 12)[0]
    return length <= LONGEST_LIST
