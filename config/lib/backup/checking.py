"""Reads an archive front to back, and believes nothing before it is proven."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import tarfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from config.lib.backup.archive import (
    DIGEST,
    FORMAT,
    FORMAT_VERSION,
    HEAD,
    INDEX,
    NEWER,
    SEAL,
    SEAL_BYTES,
    CannotRestore,
    Changed,
    Damaged,
)
from config.lib.backup.keys import Fingerprint
from config.lib.backup.tables import Step
from config.lib.version import is_newer

ROWS = re.compile(r"tables/([a-z0-9_]+)/\d{6,}\.jsonl\.gz")
FILE = re.compile(r"files/(?!/)[^\\\0]+")
BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Contents:
    """What a sound archive says about itself."""

    path: Path
    digest: str
    """Of everything before the seal."""
    product_version: str
    made_at: str
    keys: list[Fingerprint]
    """Of each key that its site had; none from a version that did not note them."""
    steps: set[Step]
    rows: dict[str, int]
    file_count: int
    missing: list[str]


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an archive, to be read now or never."""

    name: str
    size: int
    digest: str
    content: Any

    @property
    def table(self) -> str:
        """The table whose rows these are, or nothing."""
        found = ROWS.fullmatch(self.name)
        return found[1] if found else ""

    @property
    def file(self) -> str:
        """The name of the file that this is, or nothing."""
        return self.name.removeprefix("files/") if FILE.fullmatch(self.name) else ""

    def lines(self) -> list[bytes]:
        """The rows of a table, a line each."""
        return gzip.decompress(self.content.read()).splitlines()


def check(path: Path) -> Contents:
    """Prove that an archive is whole and sound, from the first byte to the last.

    Raises:
        Damaged: it is not what was written.
        CannotRestore: it is no archive, or this version cannot read it.
    """
    digest = _check_seal(path)
    head: dict[str, Any] = {}
    index: dict[str, Any] = {}
    row_counts: Counter[str] = Counter()
    file_count = 0
    for place, member in enumerate(members(path)):
        if index or (place == 0) != (member.name == HEAD):
            raise Damaged(f"A part of the archive is not in its place: {member.name}.")
        if place == 0:
            head = _checked_head(json.loads(_proven(member)))
        elif member.name == INDEX:
            index = json.loads(_proven(member))
        elif member.table:
            row_counts[member.table] += len(gzip.decompress(_proven(member)).splitlines())
        else:
            _prove(member)
            file_count += 1
    if not index:
        raise Damaged("The archive is cut off: its index is missing.")
    if +row_counts != +Counter(index["rows"]) or file_count != index["files"]:
        raise Damaged("The archive does not hold the rows and files that its index counts.")
    return Contents(
        path=path,
        digest=digest,
        product_version=head["product_version"],
        made_at=head["made_at"],
        keys=[Fingerprint(**key) for key in head.get("keys", [])],
        steps={(app, name) for app, name in head["migrations"]},
        rows=dict(row_counts),
        file_count=file_count,
        missing=index["missing"],
    )


def check_unchanged(contents: Contents) -> None:
    """See that an archive is still the one that was proven; by its path it may be another by now.

    Raises:
        Changed: it is not.
    """
    try:
        digest = _check_seal(contents.path)
    except (Damaged, OSError) as error:
        raise Changed(contents.path) from error
    if digest != contents.digest:
        raise Changed(contents.path)


def members(path: Path) -> Iterator[Member]:
    """The members of an archive in order; only names that hurt nobody come through.

    Raises:
        Damaged: it is not written as an archive is.
    """
    with path.open("rb") as file, _opened(file) as tar:
        while True:
            try:
                found = tar.next()
            except (tarfile.TarError, ValueError) as error:
                raise Damaged("The archive cannot be read to its end.") from error
            if found is None:
                return
            tar.members = []  # type: ignore[attr-defined] # it would keep every one in memory
            yield _member(tar, found)


def _opened(file: BinaryIO) -> tarfile.TarFile:
    try:
        return tarfile.open(fileobj=file, mode="r|")
    except tarfile.TarError as error:
        raise Damaged("This is not an archive of Changeover.") from error


def _member(tar: tarfile.TarFile, found: tarfile.TarInfo) -> Member:
    digest = found.pax_headers.get(DIGEST, "").removeprefix("sha256 ")
    member = Member(found.name, found.size, digest, tar.extractfile(found))
    is_named_well = found.name in (HEAD, INDEX) or member.table or member.file
    if not (found.isreg() and digest and is_named_well) or ".." in found.name.split("/"):
        raise Damaged(f"The archive has a part that does not belong into it: {found.name!r}.")
    return member


def _check_seal(path: Path) -> str:
    """Compare the digest of all bytes with the one at the end; returns it."""
    size = path.stat().st_size - SEAL_BYTES
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while file.tell() < size:
            digest.update(file.read(min(BLOCK, size - file.tell())))
        seal = SEAL.fullmatch(file.read())
    if seal is None:
        raise Damaged("This is not an archive of Changeover, or its end is missing.")
    if seal[1].decode() != digest.hexdigest():
        raise Damaged("The archive is damaged: its digest does not fit its content.")
    return digest.hexdigest()


def _checked_head(head: dict[str, Any]) -> dict[str, Any]:
    if head.get("format") != FORMAT:
        raise Damaged("This is not an archive of Changeover.")
    # A newer version may mean something else by rows that look the same, so its word is enough.
    if head["format_version"] > FORMAT_VERSION or is_newer(head["product_version"]):
        raise CannotRestore(NEWER.format(head["product_version"]))
    return head


def _proven(member: Member) -> bytes:
    content: bytes = member.content.read()
    if hashlib.sha256(content).hexdigest() != member.digest:
        raise _wrong(member)
    return content


def _prove(member: Member) -> None:
    """The same, without holding a file in memory."""
    digest = hashlib.sha256()
    while block := member.content.read(BLOCK):
        digest.update(block)
    if digest.hexdigest() != member.digest:
        raise _wrong(member)


def _wrong(member: Member) -> Damaged:
    return Damaged(f"The archive is damaged: {member.name} is not what was written.")
