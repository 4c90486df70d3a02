"""How gunicorn runs the site: gunicorn config.wsgi --config config/gunicorn.py

Sync workers: a page is work for the processor, and threads would only wait for each other.
"""

from __future__ import annotations

import gc
import os
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

from config.lib import environment
from config.lib.logs.setup import LEVELS, configure

environment.read_dotenv(Path(__file__).resolve().parent.parent)
bind = environment.listening("BIND", "127.0.0.1:8000")
workers = environment.number("WEB_CONCURRENCY", 2 * (os.cpu_count() or 1) + 1, least=1)
worker_class = "sync"

# A worker is replaced now and then, so that no leak grows for ever; not all at once.
max_requests = 2000
max_requests_jitter = 400

# The site is loaded once and shared, which takes a third of the memory. A worker that is replaced
# has the same Python, but templates and modules that are imported late come from the folder as it
# is by then: stop the site before its files change.
preload_app = True

timeout = 60  # a file of 20 MB has to come in
graceful_timeout = 30
keepalive = 5

# Only this proxy's word on https is taken. The site itself trusts TRUSTED_PROXY_COUNT.
forwarded_allow_ips = environment.text("FORWARDED_ALLOW_IPS", "127.0.0.1,::1")

accesslog = None  # the site writes a line for each request, with its number and without secrets
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - its heartbeat

logconfig_dict = configure(as_json=True, level=environment.one_of("LOG_LEVEL", LEVELS, "INFO"))
logconfig_dict["loggers"] |= {
    "gunicorn.error": {"handlers": [], "level": "INFO", "propagate": True},
    "gunicorn.access": {"handlers": [], "level": "WARNING", "propagate": True},
}


# Where the web processes of this machine add up their figures. The folder is this start's own: what
# else shares VAR_DIR may have a process of the same number.
FIGURES = "PROMETHEUS_MULTIPROC_DIR"
if environment.is_on("METRICS", default=False) and FIGURES not in os.environ:
    os.environ[FIGURES] = mkdtemp(prefix="changeover-figures-")

OF_A_REQUEST = 100_000
"""More objects than a page makes; an export may make as many, and is looked through on the way."""


def when_ready(server: Any) -> None:
    """Load before the workers part what each would load, and keep the collector off it."""
    from django.conf import settings  # noqa: PLC0415 - once the settings are chosen
    from django.template import engines  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    reverse("home")  # all addresses with their pages
    engines.all()  # the tags of all templates
    if settings.REDIS_URL:
        import redis  # noqa: F401, PLC0415 - 4 MB, which the cache asks for late
    gc.collect()
    gc.freeze()
    gc.set_threshold(OF_A_REQUEST)


def post_request(worker: Any, request: Any, environ: Any, response: Any) -> None:
    """Look through what the request has left, once its answer is sent: a third of a millisecond.

    Forms and lists point at each other, so a page leaves a megabyte that only this gives back.
    Python by itself would look in the middle of pages, and find those of many requests late.
    """
    gc.collect(0)


def child_exit(server: Any, worker: Any) -> None:
    """Take a worker that has ended out of the figures of those that run."""
    if FIGURES in os.environ:
        from prometheus_client import multiprocess  # noqa: PLC0415 - where figures are wanted

        multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def on_exit(server: Any) -> None:
    """Forget the figures with the processes."""
    if FIGURES in os.environ:
        rmtree(os.environ[FIGURES], ignore_errors=True)
