"""`manage.py backup FILE`: the whole site in one file, while people go on working."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from getpass import getuser
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.lib import files, words
from config.lib.backup import Saved, UnknownDatabase, save

GONE = (
    "The archive is written, but {} had gone from the storage, named above. Older backups may have"
    " them: keep those."
)
INCOMPLETE = 3
"""What the command ends with then, so that nobody takes the backup for a whole one."""


class Command(BaseCommand):
    help = (
        "Writes the database and the files of the site into one archive, as they are at one"
        " moment. The site can go on working. Keep the archive as safe as the database: it has"
        " everything in it but sessions and the settings."
    )

    requires_system_checks = []  # it must work when something else does not

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="Where to write it; - is standard output.")
        parser.add_argument("--force", action="store_true", help="Overwrite a file that is there.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["file"] == "-":
                saved = save(sys.stdout.buffer, now=timezone.now(), say=self.stderr.write)
                sys.stdout.buffer.flush()
            else:
                saved = self.write(Path(options["file"]), force=options["force"])
        except UnknownDatabase as error:
            raise CommandError(str(error)) from error
        except files.failures() as error:
            raise CommandError(files.AWAY.format(error)) from error
        say = self.stderr.write if options["file"] == "-" else self.stdout.write
        say(
            f"Backed up {words.count(saved.row_count, 'row')}"
            f" and {words.count(saved.file_count, 'file')}. SHA-256 {saved.digest}"
        )
        if saved.missing:
            gone = words.count(len(saved.missing), "file")
            raise CommandError(GONE.format(gone), returncode=INCOMPLETE)

    def write(self, path: Path, *, force: bool) -> Saved:
        """Write beside the place and move there at the end, so that half a backup is none."""
        refuse_to_overwrite(path, force=force)
        say: Callable[[str], None] = self.stdout.write
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as part:
            try:
                saved = save(part, now=timezone.now(), say=say)
                part.flush()
                os.fsync(part.fileno())
                refuse_to_overwrite(path, force=force)
                Path(part.name).replace(path)
            except BaseException:
                Path(part.name).unlink()
                raise
        return saved


def refuse_to_overwrite(path: Path, *, force: bool) -> None:
    """Never lose an older backup by a slip of the hand."""
    folder = path.parent
    if not os.access(folder, os.W_OK | os.X_OK) or not folder.is_dir():
        raise CommandError(f"There is no folder {folder} that the user {getuser()} may write to.")
    if path.is_dir():
        raise CommandError(f"{path} is a folder. Name a file.")
    if path.exists() and not force:
        raise CommandError(f"{path} is there already. Add --force to overwrite it.")
