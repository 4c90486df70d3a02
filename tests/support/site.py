"""A whole site beside the test, as a server runs it: proxy, web nodes, workers, beat.

Every process has a group of its own, so that SIGKILL reaches its children as well, as when the
machine under it goes away.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from celery.beat import PersistentScheduler
from django.utils.timezone import now

from config.lib.workers import app as celery_app
from tests.support.smtp import free_port
from tests.support.worker import database_url

ROOT = Path(__file__).resolve().parent.parent.parent
NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
HOST = "changeover.example"
PATIENCE = 60  # seconds until a process that does not come up fails the test
LONG_AGO = timedelta(hours=1)


class Site:
    """Starts and kills the processes of a site; everything they write lies in one folder."""

    def __init__(self, folder: Path, *, redis: str, smtp_port: int) -> None:
        self.folder = folder
        self.ports = {"web a": free_port(), "web b": free_port()}
        self.port = free_port()
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.environment = {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(folder),
            "READ_DOTENV": "false",
            "DJANGO_SETTINGS_MODULE": "config.settings.production",
            "VAR_DIR": str(folder),
            "SECRET_KEY": secrets.token_urlsafe(50),
            "SITE_URL": f"https://{HOST}",
            "ALLOWED_HOSTS": HOST,
            "TRUSTED_PROXY_COUNT": "1",
            "DATABASE_URL": database_url(),
            "REDIS_URL": redis,
            "EMAIL_URL": f"smtp://127.0.0.1:{smtp_port}",
            "WEB_CONCURRENCY": "2",
            "WORKER_CONCURRENCY": "1",
        }

    def start_all(self) -> None:
        """Start everything but beat, and wait until the pages answer."""
        self.collect_static()
        for name in ("web a", "web b", "worker a", "worker b"):
            self.start(name)
        self.start("proxy")
        for port in self.ports.values():
            self.wait_for(f"http://127.0.0.1:{port}/healthz")

    def collect_static(self) -> None:
        """The hashed names of a release, without the compressed twins that take seconds."""
        program = (
            "import django; django.setup()\n"
            "from django.core.management import call_command\n"
            "from django.test.utils import override_settings\n"
            "plain = 'django.contrib.staticfiles.storage.ManifestStaticFilesStorage'\n"
            "with override_settings(STORAGES={'staticfiles': {'BACKEND': plain}}):\n"
            "    call_command('collectstatic', verbosity=0, interactive=False)\n"
        )
        subprocess.run([sys.executable, "-c", program], env=self.environment, cwd=ROOT, check=True)

    def start(self, name: str) -> None:
        kind, _, letter = name.partition(" ")
        celery = [sys.executable, "-m", "celery", "--app", "config"]
        quiet = ["--loglevel", "INFO", "--without-gossip", "--without-mingle"]
        commands: Mapping[str, list[str]] = {
            "web": [
                *(sys.executable, "-m", "gunicorn", "config.wsgi"),
                *("--config", "config/gunicorn.py", "--bind"),
                f"127.0.0.1:{self.ports.get(name)}",
            ],
            "worker": [*celery, "worker", *quiet, "--hostname", f"{letter}@%h"],
            "beat": [*celery, "beat", "--loglevel", "INFO", "--schedule", str(self.schedule)],
            "proxy": [NGINX or "nginx", "-p", str(self.folder), "-c", str(self.write_proxy())],
        }
        pool = {} if kind == "web" else {"DATABASE_POOL_MAX": "0"}
        with (self.folder / f"{kind}-{letter}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                commands[kind],
                cwd=ROOT,
                env={**self.environment, **pool},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def kill(self, name: str) -> None:
        """Take a process and its children away without a word."""
        process = self.processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=10)

    def stop(self) -> None:
        for name in list(self.processes):
            self.kill(name)

    @property
    def schedule(self) -> Path:
        return self.folder / "celerybeat-schedule"

    def sweep_now(self) -> None:
        """Start beat again as after an hour of silence, so that every sweep is due at once."""
        if "beat" in self.processes:
            self.kill("beat")
        for old in self.folder.glob("celerybeat-schedule*"):
            old.unlink()
        scheduler = PersistentScheduler(celery_app, schedule_filename=str(self.schedule), lazy=True)
        scheduler.setup_schedule()
        for entry in scheduler.schedule.values():
            entry.last_run_at = now() - LONG_AGO
        scheduler.close()
        self.start("beat")

    def write_proxy(self) -> Path:
        """The nginx of the docs, on a free port and without certificates."""
        site = (ROOT / "deploy" / "nginx.conf").read_text()
        both = "\n".join(
            f"    server 127.0.0.1:{port} max_fails=2 fail_timeout=5s;"
            for port in self.ports.values()
        )
        site = re.sub(r"    server 127\.0\.0\.1:8000[^\n]*", both, site)
        site = re.sub(r"server \{\n    listen 80;.*?\n\}\n", "", site, flags=re.DOTALL)
        site = re.sub(r"    listen 443[^\n]*", f"    listen 127.0.0.1:{self.port};", site)
        site = re.sub(r"    (listen \[::\]|ssl_)[^\n]*\n", "", site)
        site = site.replace("X-Forwarded-Proto $scheme", "X-Forwarded-Proto https")
        (self.folder / "site.conf").write_text(site)
        main = self.folder / "nginx.conf"
        temporary = "".join(
            f"  {kind}_temp_path {self.folder}/{kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        main.write_text(
            f"{'user root;' if os.geteuid() == 0 else ''}\n"
            f"daemon off; pid {self.folder}/nginx.pid; error_log stderr;\n"
            f"events {{}}\nhttp {{\n{temporary}  include {self.folder}/site.conf;\n}}\n"
        )
        return main

    def wait_for(self, address: str) -> None:
        wait_until(lambda: self.answers(address), address, self.say)

    def answers(self, address: str) -> bool:
        try:
            with urlopen(Request(address, headers={"Host": HOST}), timeout=5) as reply:
                return bool(reply.status == 200)
        except (URLError, OSError):
            return False

    def log_of(self, name: str) -> str:
        """What a process has logged so far."""
        return (self.folder / f"{name.replace(' ', '-')}.log").read_text()

    def lines(self, kind: str) -> list[dict[str, Any]]:
        """The lines of a kind of process, as a program reads them."""
        texts = [log.read_text() for log in self.folder.glob(f"{kind}-*.log")]
        whole = [line for text in texts for line in text.splitlines() if line.startswith("{")]
        return [json.loads(line) for line in whole if line.endswith("}")]

    def say(self) -> str:
        """The end of every log, for a test that has failed."""
        logs = sorted(self.folder.glob("*.log"))
        return "\n".join(f"--- {log.name}\n{log.read_text()[-3000:]}" for log in logs)


def wait_until(
    holds: Callable[[], bool], what: str, say: Callable[[], str] = str, *, seconds: int = PATIENCE
) -> None:
    """Look again and again until something holds, or fail with what is known about it."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise AssertionError(f"Still waiting for {what} after {seconds} s.\n{say()}")
        time.sleep(0.05)
