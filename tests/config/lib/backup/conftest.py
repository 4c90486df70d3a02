from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from checklists.runs.operations.evidence import Sent, attach
from config.lib.backup import restoring, save
from tests.factories.transitions import item_of, make_transition
from tests.support.databases import Elsewhere, elsewhere_in
from tests.support.replayed import ReplayingExecutor
from transitions.plans.models import Transition

NOW = datetime(2026, 11, 24, 8, 12, tzinfo=UTC)
CONTRACT = b"The contract of Brightwater Foods.\n"

Backup = Callable[[], Path]


@pytest.fixture
def elsewhere(transactional_db: None, tmp_path: Path) -> Elsewhere:
    """Makes another site on another server: an empty database and an empty folder."""
    return elsewhere_in(tmp_path)


@pytest.fixture
def transition(transactional_db: None) -> Transition:
    """A transition with one file on one item."""
    transition = make_transition()
    upload = SimpleUploadedFile("contract.txt", CONTRACT, "text/plain")
    attach(item_of(transition, "File the contract").pk, upload, Sent(transition.manager, NOW))
    return transition


@pytest.fixture(autouse=True)
def replayed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every restore but the first of a kind repeats what that did to an empty database."""
    monkeypatch.setattr(restoring, "MigrationExecutor", ReplayingExecutor)


@pytest.fixture(autouse=True)
def folder(settings: object, tmp_path: Path) -> Iterator[Path]:
    """The folder with the files of the site."""
    path = tmp_path / "files"
    path.mkdir()
    settings.MEDIA_ROOT = path  # type: ignore[attr-defined]
    yield path


@pytest.fixture
def backup(tmp_path: Path) -> Backup:
    """Backs the site up into a file."""

    def write() -> Path:
        path = tmp_path / "site.changeover"
        with path.open("wb") as out:
            save(out, now=NOW, say=lambda line: None)
        return path

    return write
