"""Which files are kept: documents, tables, slides, pictures, text, mails, by name and content."""

from __future__ import annotations

import unicodedata
from io import SEEK_END
from pathlib import PurePath
from typing import BinaryIO

from config.lib.kept_files import archives

OFFICE = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OPENXML = "application/vnd.openxmlformats-officedocument"
FOLDERS = {
    ".wordprocessingml.document": "word/",
    ".spreadsheetml.sheet": "xl/",
    ".presentationml.presentation": "ppt/",
}
HEAD = 8192
UTF16 = (b"\xff\xfe", b"\xfe\xff")

KINDS: dict[str, tuple[str, tuple[bytes, ...]]] = {
    ".pdf": ("application/pdf", (b"%PDF-",)),
    ".docx": (f"{OPENXML}.wordprocessingml.document", (OFFICE,)),
    ".xlsx": (f"{OPENXML}.spreadsheetml.sheet", (OFFICE,)),
    ".pptx": (f"{OPENXML}.presentationml.presentation", (OFFICE,)),
    ".odt": ("application/vnd.oasis.opendocument.text", (OFFICE,)),
    ".ods": ("application/vnd.oasis.opendocument.spreadsheet", (OFFICE,)),
    ".odp": ("application/vnd.oasis.opendocument.presentation", (OFFICE,)),
    ".doc": ("application/msword", (OLD_OFFICE,)),
    ".xls": ("application/vnd.ms-excel", (OLD_OFFICE,)),
    ".ppt": ("application/vnd.ms-powerpoint", (OLD_OFFICE,)),
    ".msg": ("application/vnd.ms-outlook", (OLD_OFFICE,)),
    ".png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    ".jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".gif": ("image/gif", (b"GIF87a", b"GIF89a")),
    ".txt": ("text/plain", ()),
    ".md": ("text/plain", ()),
    ".csv": ("text/csv", ()),
    ".eml": ("message/rfc822", ()),
}


SERVED = {media_type for media_type, _ in KINDS.values()}
LONGEST_NAME = 200
NOT_IN_NAMES = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Kinds of characters that cannot be seen, or turn the ones behind them around."""
FORBIDDEN = str.maketrans('<>:"/|?*', "________")
DEVICES = {"con", "prn", "aux", "nul"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in range(10)
}
"""Names that Windows keeps for itself."""


class WrongFile(Exception):
    """Why a file is not kept, in words for the person who sent it."""


def safe_name(name: str) -> str:
    """A file's name as every system can keep it, and as it reads: no folders, nothing hidden.

    “../../report.pdf” becomes “report.pdf”; a name without anything left is “file”.
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    seen = unicodedata.normalize("NFC", last).translate(FORBIDDEN)
    kept = "".join(one for one in seen if unicodedata.category(one) not in NOT_IN_NAMES)
    kept = kept.strip(" .")
    if kept.split(".", 1)[0].strip().lower() in DEVICES:
        kept = f"_{kept}"
    suffix = PurePath(kept).suffix[:20]
    if len(kept) > LONGEST_NAME:
        kept = kept[: LONGEST_NAME - len(suffix)].rstrip(" .") + suffix
    return kept or "file"


def served_as(media_type: str) -> str:
    """The media type under which a kept file goes out: of our own list, or one nothing opens."""
    return media_type if media_type in SERVED else "application/octet-stream"


def kind_of(name: str, content: BinaryIO) -> str:
    """The media type of a file, from its name, if its content agrees. Nothing is unpacked.

    Args:
        name: the file's name as it was sent.
        content: the file, open for reading; its position moves.

    Raises:
        WrongFile: its kind is not kept, or its content is of another kind than its name says.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in KINDS:
        raise WrongFile(
            f"“{name}” is of a kind that is not kept here. "
            "Use PDF, Office, picture, text, CSV or e-mail files."
        )
    media_type, starts = KINDS[suffix]
    content.seek(0)
    head = content.read(HEAD)
    fits = head.startswith(starts)
    if fits and OFFICE in starts:
        fits = _is_office(content, media_type)
    if fits and media_type.startswith("image/"):
        fits = _is_picture_alone(content)
    if starts and not fits:
        raise WrongFile(f"“{name}” is not what its name says. Save it again and send it once more.")
    if not starts and not _is_text(head):
        raise WrongFile(f"“{name}” should be text, but it is not.")
    return media_type


def _is_text(head: bytes) -> bool:
    """Whether bytes are text: without zeros, or UTF-16 with its mark."""
    return b"\x00" not in head or head.startswith(UTF16)


def _is_office(content: BinaryIO, media_type: str) -> bool:
    """Whether an archive has what an Office file of this kind has, and nothing that harms."""
    try:
        names = archives.names(content)
    except archives.Unfit:
        return False
    if media_type.startswith(OPENXML):
        folder = FOLDERS[media_type.removeprefix(OPENXML)]
        return "[Content_Types].xml" in names and any(name.startswith(folder) for name in names)
    return "mimetype" in names and "content.xml" in names


def _is_picture_alone(content: BinaryIO) -> bool:
    """Whether nothing hangs behind a picture: an archive there is a second file in the first."""
    size = content.seek(0, SEEK_END)
    content.seek(max(0, size - 65_557))
    return archives.LIST_ENDS not in content.read()
