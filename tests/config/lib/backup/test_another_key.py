"""Second factors are encrypted by SECRET_KEY, so nobody loses theirs by a restore unasked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from config.lib.backup import CannotRestore, Wishes, restore, saving
from config.lib.backup.checking import members
from tests.config.lib.backup.conftest import Backup
from tests.config.lib.backup.test_backup_command import run
from tests.support.codes import code, give_app
from tests.support.databases import Elsewhere
from transitions.plans.models import Transition

ANOTHER = "the key of another server"
REFUSED = "The site of the archive had 1 key that this one has not."


def head_of(archive: Path) -> dict[str, Any]:
    head: dict[str, Any] = json.loads(next(members(archive)).content.read())
    return head


def test_an_archive_tells_the_key_to_nobody(
    transition: Transition, backup: Backup, settings: Settings
) -> None:
    settings.SECRET_KEY_FALLBACKS = ["the key of last year"]

    first, second = (head_of(backup())["keys"] for _ in range(2))

    told = [[sorted(key) for key in keys] for keys in (first, second)]
    assert told == [[["digest", "salt"]] * 2] * 2
    assert len({key["digest"] for key in first + second}) == 4
    assert settings.SECRET_KEY not in json.dumps(head_of(backup()))


def test_a_site_without_the_key_is_not_touched(
    transition: Transition, backup: Backup, settings: Settings, folder: Path
) -> None:
    archive = backup()
    settings.SECRET_KEY = ANOTHER
    before = sorted(folder.rglob("*"))

    with CaptureQueriesContext(connection) as queries, pytest.raises(CannotRestore) as refusal:
        restore(archive, Wishes(replace=True, while_connected=True), say=lambda line: None)

    assert list(queries) == []
    assert sorted(folder.rglob("*")) == before
    for help_ in (REFUSED, ".env", "var/secret_key", "--with-another-key", "remove_factors"):
        assert help_ in str(refusal.value)


def test_a_key_of_before_counts_here_and_there(
    transition: Transition, backup: Backup, elsewhere: Elsewhere, settings: Settings
) -> None:
    secret = give_app(transition.manager)
    of_then = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = ANOTHER, [of_then]
    archive = backup()

    with elsewhere():
        settings.SECRET_KEY_FALLBACKS = []
        with pytest.raises(CannotRestore, match=REFUSED):
            restore(archive, Wishes(), say=lambda line: None)
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "newer", [of_then, ANOTHER]
        restore(archive, Wishes(), say=lambda line: None)

        assert Authenticator.objects.get().wrap().validate_code(code(secret))


def test_who_has_lost_the_key_goes_on_by_an_option_of_its_own(
    transition: Transition, backup: Backup, elsewhere: Elsewhere, settings: Settings
) -> None:
    secret = give_app(transition.manager)
    archive = backup()
    settings.SECRET_KEY = ANOTHER

    with elsewhere():
        with pytest.raises(CommandError, match=REFUSED):
            run("restore", archive)
        said = run("restore", archive, "--with-another-key")

        assert "Everybody signs in again." in said
        assert not Authenticator.objects.get().wrap().validate_code(code(secret))


def test_an_archive_of_before_says_that_it_does_not_know_the_key(
    transition: Transition, backup: Backup, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "fingerprints", list)
    archive = backup()

    with elsewhere():
        said = run("restore", archive)

    assert "The archive does not say which SECRET_KEY its site had." in said
