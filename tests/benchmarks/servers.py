"""Two sites side by side, each behind gunicorn with two sync workers, and their processes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from tests.support.smtp import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
TICKS = os.sysconf("SC_CLK_TCK")
WORKERS = 2


@dataclass(frozen=True, slots=True)
class Server:
    """A running site: where it answers, and its master process."""

    url: str
    pid: int

    @property
    def workers(self) -> list[int]:
        path = Path(f"/proc/{self.pid}/task/{self.pid}/children")
        return [int(pid) for pid in path.read_text().split()]

    def cpu(self) -> float:
        """Seconds of CPU that its workers have used so far."""
        return sum(_cpu(pid) for pid in self.workers)

    def memory(self) -> tuple[float, float, bool]:
        """RSS and PSS of the largest worker in MB, and whether WeasyPrint is loaded in any."""
        sizes = [_memory(pid) for pid in self.workers]
        maps = [Path(f"/proc/{pid}/maps").read_text() for pid in self.workers]
        rss, pss = max(sizes)
        return rss, pss, any("libpango" in text for text in maps)


@contextmanager
def serving(application: str) -> Iterator[Server]:
    """Start a site on a free port, wait until it answers, and stop it afterwards."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "gunicorn", application, "-b", f"127.0.0.1:{port}"]
    options = ["-w", str(WORKERS), "--log-level", "error", "--backlog", "512"]
    process = subprocess.Popen([*command, *options], cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        _wait(url, process)
        yield Server(url, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if process.poll() is not None:
            break
        with suppress(OSError):  # not yet
            _answered(url)
            return
        time.sleep(0.1)
    raise RuntimeError(f"Nothing answers at {url}.")


def _answered(url: str) -> None:
    with suppress(HTTPError):  # any answer will do
        urlopen(url, timeout=30).close()


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _memory(pid: int) -> tuple[float, float]:
    found = {}
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
        name, value = line.split(":", 1)
        found[name] = int(value.split()[0]) / 1024
    return found["Rss"], found["Pss"]
