"""`manage.py restore FILE`: a site out of an archive, whole or not at all."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from getpass import getuser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.lib import files, words
from config.lib.backup import CannotRestore, Wishes, check_target, has_people, prove, restore

SURE = "This replaces everything in the database by the archive. Type “replace” to go on: "

NOBODY_THERE = "Nobody can answer here, so nothing was changed. Add --no-input to go on unasked."


class Command(BaseCommand):
    help = (
        "Puts the site of an archive in the place of this one. Stop the site and its workers"
        " first. The archive is proven before anything is touched, and an older one is brought"
        " up to date."
    )

    requires_system_checks = []  # it must work when something else does not

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="An archive that `backup` has written.")
        parser.add_argument(
            "--replace", action="store_true", help="Replace a database that has people in it."
        )
        parser.add_argument(
            "--no-input", action="store_true", help="Do not ask before people are replaced."
        )
        parser.add_argument(
            "--while-connected",
            action="store_true",
            help="Go ahead although others are connected to the database.",
        )
        parser.add_argument(
            "--with-another-key",
            action="store_true",
            help="Go ahead without the SECRET_KEY of the archive’s site: authenticator apps,"
            " recovery codes and links in its mails are lost.",
        )
        parser.add_argument(
            "--send-mail",
            action="store_true",
            help="Send the mails that waited and the digests that are due; else they are held.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not os.access(path, os.R_OK) or not path.is_file():
            raise CommandError(f"There is no file {path} that the user {getuser()} may read.")
        wishes = Wishes(
            replace=options["replace"],
            while_connected=options["while_connected"],
            with_another_key=options["with_another_key"],
            hold_mail_at=None if options["send_mail"] else timezone.now(),
        )
        try:
            # First of all, so that nobody stops the site for an archive that is damaged.
            proven = prove(path, wishes, say=self.stdout.write)
            # Before the question, so that nobody answers it for nothing; and once more afterwards.
            check_target(wishes)
            if options["replace"] and not options["no_input"] and has_people():
                self.ask()
            contents = restore(path, wishes, say=self.stdout.write, proven=proven)
        except CannotRestore as error:
            raise CommandError(str(error)) from error
        except files.failures() as error:
            raise CommandError(f"{files.AWAY.format(error)} Nothing was changed.") from error
        for name in contents.missing:
            self.stdout.write(f"Already gone when the backup was made: {name}")
        rows = words.count(sum(contents.rows.values()), "row")
        in_place = words.count(contents.file_count, "file")
        self.stdout.write(f"Restored {rows} and {in_place}. Everybody signs in again.")

    def ask(self) -> None:
        """Have the word typed: an Enter too many must not cost a company its records."""
        try:
            answer = input(SURE)
        except EOFError as error:
            raise CommandError(NOBODY_THERE) from error
        if answer.strip().lower() != "replace":
            raise CommandError("Nothing was changed.")
