"""Puts the files of an archive into the storage, under names that hurt nobody."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from types import TracebackType
from uuid import uuid4

from django.core.exceptions import SuspiciousOperation
from django.core.files.base import File
from django.core.files.storage import default_storage

from config.lib.backup.archive import CannotRestore
from config.lib.backup.checking import BLOCK, Contents, Member, members
from config.lib.backup.names import Names

SMALL = 4 * 1024 * 1024
"""Files up to here pass through memory."""


class PlacedFiles:
    """Files put into the storage for a restore; taken away again unless it succeeds.

    A file that is there already with the same content stays as it is. Where another file has
    the name, ours gets a new one, and the rows that name it are told.
    """

    def __init__(self) -> None:
        self.renamed: dict[str, str] = {}
        self._placed = Names()
        self._kept = False

    def put_all(self, contents: Contents) -> None:
        """Put every file of the archive in its place."""
        for member in members(contents.path):
            if member.file:
                self.put(member)

    def put(self, member: Member) -> None:
        name = member.file
        if default_storage.exists(name):
            if _digest_of(name) == member.digest:
                return
            name = _another(name)
        try:
            saved = _store(name, member)
        except SuspiciousOperation as error:
            raise CannotRestore(f"The archive has a file with an unsafe name: {name}.") from error
        self._placed.add(saved)
        if saved != member.file:
            self.renamed[member.file] = saved

    def keep(self) -> None:
        """The restore has succeeded."""
        self._kept = True

    def __enter__(self) -> PlacedFiles:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._placed:
            if not self._kept:
                for name in self._placed:
                    default_storage.delete(name)


def _store(name: str, member: Member) -> str:
    """Keep a file; over the disk, as a storage far away may read it twice."""
    with SpooledTemporaryFile(SMALL) as copy:
        shutil.copyfileobj(member.content, copy, BLOCK)
        copy.seek(0)
        return default_storage.save(name, File(copy, name=name))


def _digest_of(name: str) -> str:
    digest = hashlib.sha256()
    with default_storage.open(name, "rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _another(name: str) -> str:
    """A name beside this one that nobody has."""
    path = PurePosixPath(name)
    return str(path.with_name(f"{path.stem}-{uuid4().hex[:12]}{path.suffix}"))
