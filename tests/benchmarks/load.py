"""Load on a site by wrk: latency with one client, throughput with eight, CPU per request."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.servers import Server

SCRIPT = Path(__file__).with_name("load.lua")


@dataclass(frozen=True, slots=True)
class Request:
    """What one person sends again and again: lines such as "GET /path", with their headers."""

    lines: Sequence[str]
    headers: Mapping[str, str]

    def __str__(self) -> str:
        headers = [f"{name}: {value}" for name, value in self.headers.items()]
        return "\n".join([*headers, *self.lines, "", ""])


@dataclass(frozen=True, slots=True)
class Load:
    """What came back: milliseconds at the median and the 95th percentile, requests a second."""

    p50: float
    p95: float
    per_second: float
    cpu: float
    failed: int


class Failed(Exception):
    """The site answered with errors, so that there is nothing to measure."""


def install() -> None:
    """wrk comes from Debian; as root it is installed, otherwise its absence is said."""
    if shutil.which("wrk"):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "install", "-y", "-qq", "wrk"], check=True)
        return
    raise Failed("There is no wrk on this machine; as root: apt-get install wrk")


def run(server: Server, requests: Sequence[Request], *, clients: int, seconds: float) -> Load:
    """Send requests for so long, by so many clients at once.

    Raises:
        Failed: one in a hundred answers was an error, or more.
    """
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("".join(map(str, requests)))
        file.flush()
        server.rest()
        before = server.cpu()
        found = _wrk(server.url, file.name, clients, seconds)
        spent = server.cpu() - before
    if found["failed"] > found["requests"] / 100:
        raise Failed(f"{found['failed']} of {found['requests']} failed: {requests[0].lines[0]}")
    return Load(
        p50=found["p50"],
        p95=found["p95"],
        per_second=found["requests"] / found["seconds"],
        cpu=spent * 1000 / max(found["requests"], 1),
        failed=int(found["failed"]),
    )


def _wrk(url: str, requests: str, clients: int, seconds: float) -> dict[str, float]:
    command = [
        "wrk",
        f"-t{clients}",
        f"-c{clients}",
        f"-d{seconds:.0f}s",
        "-s",
        str(SCRIPT),
        url,
        "--timeout",
        "30s",
    ]
    done = subprocess.run(
        [*command, "--", requests, str(clients)], capture_output=True, text=True, check=True
    )
    line = next(line for line in done.stdout.splitlines() if line.startswith("{"))
    found: dict[str, float] = json.loads(line)
    return found
