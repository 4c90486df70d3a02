"""The queue of a laptop: messages are files in a folder, and nobody reads half of one.

Kombu's transport opens a message under its last name and writes afterwards, and writes its list of
queues in place. A reader that comes in between finds an empty file, which ends the worker.
"""

from __future__ import annotations

import fcntl
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any
from uuid import uuid4

from kombu.exceptions import ChannelError
from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.encoding import str_to_bytes
from kombu.utils.json import dumps

logger = logging.getLogger(__name__)


def install() -> None:
    """Let addresses that start with filesystem:// lead here."""
    TRANSPORT_ALIASES["filesystem"] = f"{__name__}:Transport"


class Channel(filesystem.Channel):
    """Reads and writes whole messages."""

    def _put(self, queue: str, message: Any, **options: Any) -> None:  # type: ignore[override]
        """Write under a name that no reader looks for, then rename in one step."""
        folder = Path(self.data_folder_out)
        name = f"{round(monotonic() * 1000):015d}_{uuid4()}"  # read in the order of names
        unfinished = folder / f"{name}.part"
        try:
            unfinished.write_bytes(str_to_bytes(dumps(message)))
            unfinished.replace(folder / f"{name}.{queue}.msg")
        except OSError as error:
            raise ChannelError(f"Cannot add a message to {folder}") from error

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        """The next message that can be read; one that is damaged is taken out and said."""
        while True:
            try:
                return super()._get(queue)
            except ValueError as error:
                logger.warning("A damaged message of %s was left out: %s", queue, error)

    def get_table(self, exchange: str) -> Any:
        with self._alone():
            return super().get_table(exchange)

    def _queue_bind(self, *names: Any) -> None:
        with self._alone():
            super()._queue_bind(*names)

    def _delete(self, *names: Any, **options: Any) -> None:
        with self._alone():
            super()._delete(*names, **options)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else reads or writes the lists of queues meanwhile."""
        self.control_folder.mkdir(exist_ok=True)
        with (self.control_folder / "lock").open("w") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            yield


class Transport(filesystem.Transport):
    Channel = Channel
