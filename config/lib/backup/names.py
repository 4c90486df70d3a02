"""A list of names on disk, for sites with more files than memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from tempfile import TemporaryFile
from types import TracebackType


class Names:
    """Names in the order they were added; gone when closed."""

    def __init__(self) -> None:
        self._file = TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - closed on leaving
        self.count = 0

    def add(self, name: str) -> None:
        self._file.write(json.dumps(name) + "\n")
        self.count += 1

    def __iter__(self) -> Iterator[str]:
        self._file.seek(0)
        for line in self._file:
            yield json.loads(line)

    def __enter__(self) -> Names:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()
