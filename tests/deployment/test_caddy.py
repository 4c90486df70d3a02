"""A visitor who reads slowly keeps Caddy waiting: the site is rid of the answer at once."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest
from django.conf import settings

from tests.support.programs import absent
from tests.support.site import wait_until
from tests.support.smtp import free_port

CADDY = shutil.which("caddy")
LARGE = 30_000_000


class Site(HTTPServer):
    """One web process that answers everything with 30 MB, one visitor after the other."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.is_rid_of_it = Event()


class Answer(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        size = 2 if self.path.startswith("/readyz") else LARGE
        self.send_response(200)
        self.send_header("Content-Length", str(size))
        self.send_header("Content-Type", "application/octet-stream")
        self.end_headers()
        self.wfile.write(b"x" * size)
        if size == LARGE:
            self.server.is_rid_of_it.set()

    def log_message(self, *said: object) -> None:
        """The test says what it wants to know."""


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def caddy(site: Site, tmp_path: Path) -> Iterator[int]:
    """The port of Caddy with our file, as it stands, before the site."""
    if CADDY is None:
        absent("there is no Caddy on this machine; as root: apt-get install caddy")
    given = (Path(settings.BASE_DIR) / "deploy" / "Caddyfile").read_text()
    (tmp_path / "Caddyfile").write_text("{\n\tadmin off\n}\n" + given)
    port = free_port()
    with subprocess.Popen(
        [str(CADDY), "run", "--config", "Caddyfile", "--adapter", "caddyfile"],
        cwd=tmp_path,
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(tmp_path),
            "SITE_HOST": f"http://127.0.0.1:{port}",
            "UPSTREAM": f"127.0.0.1:{site.server_port}",
            "BUFFERS": buffers(),
        },
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            wait_until(lambda: listens(port), "Caddy", seconds=20)
            yield port
        finally:
            process.kill()


def buffers() -> str:
    said = subprocess.run([str(CADDY), "version"], capture_output=True, text=True, check=True)
    found = re.match(r"v?(\d+)\.(\d+)", said.stdout)
    assert found
    return "buffers" if (int(found[1]), int(found[2])) >= (2, 7) else "buffers_before_2_7"


def listens(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_the_site_is_rid_of_a_large_answer_although_nobody_reads_it(site: Site, caddy: int) -> None:
    with socket.create_connection(("127.0.0.1", caddy)) as visitor:
        visitor.sendall(f"GET /file HTTP/1.1\r\nHost: 127.0.0.1:{caddy}\r\n\r\n".encode())

        assert site.is_rid_of_it.wait(10)
