"""The archive: a tar file whose members say their digests, and a seal over all of it.

    format.json                       what this is, who made it, which migrations it has, and
                                      by fingerprints which keys the site had
    tables/<table>/<number>.jsonl.gz  rows, one a line, some megabytes a member
    files/<name in the storage>       what rows name: evidence, reports
    index.json                        how many rows and files there are, which files were gone
    (seal)                            after the end of the tar: SHA-256 of every byte before it

Everything is written front to back and read front to back, so that memory stays constant and the
archive can go down a pipe.
"""

from __future__ import annotations

import hashlib
import json
import re
import tarfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, Protocol

FORMAT = "changeover-backup"
FORMAT_VERSION = 1
DIGEST = "comment"
"""Where a member says its digest: a header that every tar knows, and none minds."""
HEAD, INDEX = "format.json", "index.json"
SEAL = re.compile(rb"changeover-backup sha256 ([0-9a-f]{64})\n")
SEAL_BYTES = 90


NEWER = (
    "The archive was made by a newer version of Changeover ({}). Update Changeover first, then"
    " restore."
)


class CannotRestore(Exception):
    """Why an archive is not restored, in words for the operator. Nothing was changed."""


class Damaged(CannotRestore):
    """The archive is not, byte for byte, what was written."""


class Changed(CannotRestore):
    """The archive is another than the one that was proven."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The archive {path} has changed since it was proven, so nothing was changed here. See"
            " that it stays as it is, then try again."
        )


class Sink(Protocol):
    """Where bytes go: a file or standard output."""

    def write(self, content: bytes, /) -> Any: ...


class _Sealing:
    """Passes bytes on and keeps their digest."""

    def __init__(self, out: Sink) -> None:
        self.out = out
        self.digest = hashlib.sha256()

    def write(self, content: bytes) -> int:
        self.digest.update(content)
        self.out.write(content)
        return len(content)


class Writer:
    """Writes an archive, member by member; `close` seals it. After an error it writes no more."""

    def __init__(self, out: Sink, head: Mapping[str, Any]) -> None:
        self._sealing = _Sealing(out)
        stream: Any = self._sealing  # a tar stream asks for `write` alone
        self._tar = tarfile.open(  # noqa: SIM115 - closed by `close`
            fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT
        )
        self.add_json(HEAD, {"format": FORMAT, "format_version": FORMAT_VERSION, **head})

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_error: object) -> None:
        if kind:  # the tar would write its end into a file that is closed by then
            self._sealing.out = BytesIO()

    def add_json(self, name: str, content: Mapping[str, Any]) -> None:
        self.add_bytes(name, json.dumps(content, indent=1).encode())

    def add_bytes(self, name: str, content: bytes) -> None:
        self.add(name, BytesIO(content), len(content), hashlib.sha256(content).hexdigest())

    def add(self, name: str, content: Any, size: int, digest: str) -> None:
        """Add a member whose size and digest are known beforehand."""
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        member.pax_headers = {DIGEST: f"sha256 {digest}"}
        self._tar.addfile(member, content)
        self._tar.members = []  # type: ignore[attr-defined] # it would keep every one in memory

    def close(self, index: Mapping[str, Any]) -> str:
        """Write the index and the seal; returns the digest of the whole."""
        self.add_json(INDEX, index)
        self._tar.close()
        digest = self._sealing.digest.hexdigest()
        self._sealing.out.write(f"{FORMAT} sha256 {digest}\n".encode())
        return digest
