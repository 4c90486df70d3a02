"""Files that somebody brings in, and a worker that takes them up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.exchange.choices import Kind
from accounts.exchange.models import Import
from accounts.exchange.operations import receiving, steering, working
from accounts.people.models import User

Bring = Callable[..., Import]


@pytest.fixture(autouse=True)
def files(settings: LazySettings, tmp_path: Path) -> Path:
    """Files of a test go to a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


def sent(text: str | bytes, name: str = "accounts.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def received(text: str | bytes, kind: Kind, by: User, name: str = "") -> Import:
    file = sent(text, name or f"{kind.value}.csv")
    return receiving.receive(file, kind, by=by, now=timezone.now())


def checked(text: str | bytes, kind: Kind, by: User, **more: Any) -> Import:
    """A file that was received, with the columns as they were guessed, and checked."""
    row = received(text, kind, by, more.pop("name", ""))
    said = {"source": row.source, "columns": row.columns, "readings": {}, **more}
    receiving.choose(row.pk, **said, now=timezone.now())
    working.work(row.pk, clock=timezone.now)
    return Import.objects.get(pk=row.pk)


def imported(
    text: str | bytes, kind: Kind, by: User, *, skips: bool = False, **more: Any
) -> Import:
    row = checked(text, kind, by, **more)
    steering.start(row.pk, skips_wrong=skips, now=timezone.now())
    working.work(row.pk, clock=timezone.now)
    return Import.objects.get(pk=row.pk)


def counts(row: Import) -> Sequence[int]:
    """New, changed, unchanged, wrong."""
    return row.added, row.changed, row.unchanged, row.wrong


def problems(row: Import) -> list[tuple[int, str, str]]:
    return list(row.problems.values_list("row", "column", "sentence"))
