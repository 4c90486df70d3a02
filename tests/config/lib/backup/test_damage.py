from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.lib.backup import Damaged, Wishes, restore
from config.lib.backup.archive import SEAL_BYTES, Writer
from config.lib.backup.checking import check
from tests.config.lib.backup.conftest import Backup
from transitions.plans.models import Transition

FLIPS = 400
BLOCK = 512
REPLACING = Wishes(replace=True, while_connected=True)


def places(size: int) -> Iterator[int]:
    """Where to flip: each kind of place, and then anywhere."""
    yield from (0, 100, 148, 156, 257, BLOCK, size // 2)
    yield from (size - SEAL_BYTES - 1, size - SEAL_BYTES, size - 60, size - 2, size - 1)
    chance = random.Random(20261124)
    yield from (chance.randrange(size) for _ in range(FLIPS))


def test_one_flipped_bit_anywhere_refuses_the_archive(
    transition: Transition, backup: Backup
) -> None:
    archive = backup()
    whole = archive.read_bytes()
    chance = random.Random(7)

    for place in places(len(whole)):
        flipped = bytearray(whole)
        flipped[place] ^= 1 << chance.randrange(8)
        archive.write_bytes(flipped)

        with pytest.raises(Damaged):
            check(archive)


def test_a_cut_or_grown_archive_is_refused(transition: Transition, backup: Backup) -> None:
    archive = backup()
    whole = archive.read_bytes()
    chance = random.Random(8)
    lengths = [0, 1, SEAL_BYTES, len(whole) - 1, *(chance.randrange(len(whole)) for _ in range(50))]

    for content in [*(whole[:length] for length in lengths), whole + b"\n", b"x" + whole]:
        archive.write_bytes(content)

        with pytest.raises(Damaged):
            check(archive)


def test_damage_is_found_before_anything_is_touched(
    transition: Transition, backup: Backup, folder: Path
) -> None:
    archive = backup()
    flipped = bytearray(archive.read_bytes())
    flipped[len(flipped) // 2] ^= 1
    archive.write_bytes(flipped)
    before = sorted(folder.rglob("*"))

    with CaptureQueriesContext(connection) as queries, pytest.raises(Damaged):
        restore(archive, REPLACING, say=lambda line: None)

    assert list(queries) == []
    assert sorted(folder.rglob("*")) == before


def test_a_member_that_is_not_its_digest_is_refused_even_under_a_sound_seal(
    tmp_path: Path,
) -> None:
    path = tmp_path / "forged"
    with path.open("wb") as out:
        writer = Writer(out, {"product_version": "1", "made_at": "", "migrations": []})
        with (tmp_path / "content").open("w+b") as content:
            content.write(b"other bytes")
            content.seek(0)
            writer.add("files/evidence/1/a", content, 11, "0" * 64)
        writer.close({"rows": {}, "files": 1, "missing": []})

    with pytest.raises(Damaged, match="is not what was written"):
        check(path)


def test_an_index_that_counts_otherwise_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "short"
    with path.open("wb") as out:
        writer = Writer(out, {"product_version": "1", "made_at": "", "migrations": []})
        writer.close({"rows": {"people_user": 1}, "files": 0, "missing": []})

    with pytest.raises(Damaged, match="index counts"):
        check(path)


@pytest.mark.parametrize("content", [b"", b"PK\3\4", b"SQLite format 3\0" * 40, bytes(20480)])
def test_what_is_no_archive_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other"
    path.write_bytes(content)

    with pytest.raises(Damaged, match="not an archive of Changeover"):
        check(path)
