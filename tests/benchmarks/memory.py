"""What a web process weighs as it runs on a server: settings, gunicorn's file, one load for all."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterable

from tests.benchmarks.pages import Page
from tests.benchmarks.results import Row
from tests.benchmarks.servers import WORKERS, Server, serving_as_on_a_server

TIMES = 6
OF_A_PROXY = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}


def row(shown: Iterable[Page]) -> Row:
    """What a worker takes of the machine, after each page of the product was asked for six times.

    That is all of gunicorn, its own process too, over the workers. RSS counts again for each of
    them what they share, and stands beside it, as does PSS, which leaves gunicorn's own out.
    """
    asked = [page.requests[0] for page in shown if not page.is_floor]
    looks = [one for one in asked if one.lines[0].startswith("GET ")]
    with serving_as_on_a_server() as product:
        for _ in range(TIMES):
            for one in looks:
                _ask(product, one.lines[0].split()[1], {**one.headers, **OF_A_PROXY})
        weight = product.memory()
    each = weight.whole / WORKERS
    found = Row("web worker memory", unit="MB", values=[each], good=90, goal=60)
    found.ratio, found.against = each, "of all of gunicorn"
    found.more = {
        "RSS of the largest": round(weight.rss),
        "PSS of the largest": round(weight.pss),
        "WeasyPrint loaded": int(weight.has_weasyprint),
    }
    return found


def _ask(product: Server, path: str, headers: dict[str, str]) -> None:
    request = urllib.request.Request(product.url + path, headers=headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        answer.read()
