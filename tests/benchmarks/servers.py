"""Two sites side by side, each behind gunicorn with two sync workers, and their processes."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from django.conf import settings
from django.db import connection

from tests.support.smtp import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
TICKS = os.sysconf("SC_CLK_TCK")
WORKERS = 2


@dataclass(frozen=True, slots=True)
class Memory:
    """MB of the largest worker, RSS and PSS, and PSS of all of gunicorn, which shares nothing with
    others; whether WeasyPrint is loaded in any worker.
    """

    rss: float
    pss: float
    whole: float
    has_weasyprint: bool


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

    def rest(self) -> None:
        """Wait until it has answered what clients have left behind, a minute at most.

        Its workers are idle, too, while the database works for them.
        """
        for _ in range(300):
            before = self.cpu()
            time.sleep(0.2)
            if self.cpu() - before < 0.02 and not _database_works():
                return

    def memory(self) -> Memory:
        sizes = [_memory(pid) for pid in self.workers]
        maps = [Path(f"/proc/{pid}/maps").read_text() for pid in self.workers]
        rss, pss = max(sizes)
        whole = _memory(self.pid)[1] + sum(pss for _, pss in sizes)
        return Memory(rss, pss, whole, any("libpango" in text for text in maps))


def _database_works() -> bool:
    """Whether PostgreSQL answers somebody else right now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE state = 'active'"
            " AND datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend')"
        )
        return bool(cursor.fetchone()[0])


@contextmanager
def serving(application: str) -> Iterator[Server]:
    """Start a site on a free port, wait until it answers, and stop it afterwards."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    options = ["-b", f"127.0.0.1:{port}", "-w", str(WORKERS), "--log-level", "error"]
    with _running([application, *options, "--backlog", "512"], url, os.environ) as server:
        yield server


@contextmanager
def serving_as_on_a_server() -> Iterator[Server]:
    """Start the product with production's settings and gunicorn's own file, as on a server.

    Its speed is not measured like this: pages come without https, and floors have no such file.
    """
    port = free_port()
    given = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.benchmarks.as_on_a_server",
        "BENCH_SECRET_KEY": settings.SECRET_KEY,
        "BIND": f"127.0.0.1:{port}",
        "WEB_CONCURRENCY": str(WORKERS),
        "LOG_LEVEL": "ERROR",
    }
    # As `bin/install server` does; what compiles itself weighs more.
    code = [sysconfig.get_path("purelib"), "accounts", "checklists", "config", "transitions"]
    compiling = [sys.executable, "-m", "compileall", "-qq", "-j", "0", *code]
    subprocess.run(compiling, cwd=ROOT, check=False)
    collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"]
    subprocess.run(collect, cwd=ROOT, env=given, check=True)
    options = ["config.wsgi:application", "--config", "config/gunicorn.py"]
    with _running(options, f"http://127.0.0.1:{port}", given) as server:
        yield server


@contextmanager
def _running(options: Sequence[str], url: str, environment: Mapping[str, str]) -> Iterator[Server]:
    """A gunicorn until the block ends."""
    command = [sys.executable, "-m", "gunicorn", *options]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
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
            _answered(f"{url}/healthz")  # as a probe, which nothing sends on to https
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
