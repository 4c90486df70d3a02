"""What a web process weighs as it runs on a server: settings, gunicorn's file, one load for all."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterable

from tests.benchmarks.pages import Page
from tests.benchmarks.results import Row
from tests.benchmarks.servers import Server, serving_as_on_a_server

TIMES = 6
OF_A_PROXY = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}


def row(shown: Iterable[Page]) -> Row:
    """The largest worker, after each page of the product was asked for six times."""
    asked = [page.requests[0] for page in shown if not page.is_floor]
    looks = [one for one in asked if one.lines[0].startswith("GET ")]
    with serving_as_on_a_server() as product:
        for _ in range(TIMES):
            for one in looks:
                _ask(product, one.lines[0].split()[1], {**one.headers, **OF_A_PROXY})
        weight = product.memory()
    found = Row("web worker memory", unit="MB", values=[weight.rss], good=90, goal=60)
    found.ratio, found.against = weight.rss, "RSS"
    found.more = {
        "PSS": round(weight.pss),
        "PSS of gunicorn with all workers": round(weight.whole),
        "WeasyPrint loaded": int(weight.has_weasyprint),
    }
    return found


def _ask(product: Server, path: str, headers: dict[str, str]) -> None:
    request = urllib.request.Request(product.url + path, headers=headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        answer.read()
