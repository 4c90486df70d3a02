"""F1 to F10 and the pages of the product, measured side by side over HTTP."""

from __future__ import annotations

import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from threading import Event, Thread

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from accounts.people.models import User
from tests.benchmarks import load, subjects
from tests.benchmarks.load import Load, Request
from tests.benchmarks.results import Row
from tests.benchmarks.servers import Server
from tests.benchmarks.subjects import Subjects
from transitions.portfolio.models import Change


@dataclass(slots=True)
class Page:
    """An address under load: whether it is a floor, what it is held against, and by how much."""

    key: str
    requests: list[Request]
    is_floor: bool = False
    floor: str = ""
    good: float | None = None
    goal: float | None = None
    per_kilobyte: bool = False
    while_changing: bool = False
    queries: int = 0
    kilobytes: float = 0
    alone: list[Load] = field(default_factory=list)
    crowd: list[Load] = field(default_factory=list)


def pages(found: Subjects) -> list[Page]:
    """Everything that is asked for over HTTP; addresses that do not exist are left out."""
    return [*_floors(found), *_products(found)]


def _floors(found: Subjects) -> list[Page]:
    admin = found.administrator
    simple = {
        "F1 empty view": "/f1/",
        "F2 session and user": "/f2/",
        "F3 list of 50, template": "/f3/",
        "F4 list of 50, strings": "/f4/",
        "F5 page with 50 forms": f"/f5/{found.transition.pk}/",
        "F8 dashboard by GROUP BY": "/f8/",
        "F9 dashboard, stored": "/f9/",
        "F10 not modified": "/f10/",
    }
    floors = [
        Page(name, subjects.get(path, admin, is_floor=True), is_floor=True)
        for name, path in simple.items()
    ]
    f6 = subjects.floor_ticks(found.ticking, "f6")
    f7 = subjects.floor_ticks(found.ticking, "f7")
    return [
        *floors,
        Page("F6 tick by the ORM", f6, is_floor=True),
        Page("F7 tick in one statement", f7, is_floor=True),
    ]


LISTS = {
    "transitions": ("transitions", ""),
    "transitions, running": ("transitions", "?state=running"),
    "transitions, search": ("transitions", "?q=anna"),
    "accounts": ("accounts", ""),
    "people": ("people", ""),
    "items": ("items", ""),
    "log": ("log", ""),
    "log, search": ("log", "?q=ticked+plan"),
}


def _products(found: Subjects) -> list[Page]:
    made = [
        _list(f"list: {name}, {role}", route, query, person)
        for name, (route, query) in LISTS.items()
        for role, person in (("manager", found.manager), ("administrator", found.administrator))
    ]
    work = reverse("my_work")
    checklist = reverse("transition", args=[found.transition.pk])
    f5 = "F5 page with 50 forms"
    tick = {"floor": "F6 tick by the ORM", "good": 1.5}
    return [
        *[page for page in made if page],
        Page(
            "transition page",
            subjects.get(checklist, found.kam),
            floor=f5,
            good=1.5,
            goal=0.7,
            per_kilobyte=True,
        ),
        Page(
            "My work",
            subjects.get(work, found.kam),
            floor=f5,
            good=1.5,
            goal=0.7,
            per_kilobyte=True,
        ),
        *_dashboards("manager", found.manager),
        *_dashboards("administrator", found.administrator),
        Page("tick on a checklist", subjects.ticks(found.ticking, where="checklist"), **tick),  # type: ignore[arg-type]
        Page("tick on a hot checklist", subjects.ticks([found.hot], where="checklist"), **tick),  # type: ignore[arg-type]
        Page("tick on My work", subjects.ticks(found.ticking, where="work"), **tick),  # type: ignore[arg-type]
    ]


def _dashboards(role: str, person: User) -> list[Page]:
    """As people get it while somebody changes something each second, and made for every look, which
    is what follows where the one from before comes first.

    Nothing is kept for an answer that no dashboard knows.
    """
    path, held = reverse("dashboard"), {"floor": "F9 dashboard, stored", "good": 6, "goal": 2}
    often, first = subjects.get(path, person), subjects.get(f"{path}?anew=1", person)
    return [
        Page(f"dashboard, {role}", often, while_changing=True, **held),  # type: ignore[arg-type]
        Page(f"dashboard, {role}, first look", first, **held),  # type: ignore[arg-type]
    ]


def _list(key: str, route: str, query: str, person: object) -> Page | None:
    try:
        path = reverse(route) + query
    except NoReverseMatch:
        return None
    requests = subjects.get(path, person)  # type: ignore[arg-type]
    return Page(
        key, requests, floor="F3 list of 50, template", good=1.5, goal=0.5, per_kilobyte=True
    )


def look(page: Page) -> None:
    """Ask once in this process: how many queries, how many kilobytes."""
    request = page.requests[0]
    method, path = request.lines[0].split()
    client = Client(SERVER_NAME="127.0.0.1", headers=dict(request.headers))
    ask: Callable[..., object] = client.post if method == "POST" else client.get
    ask(path)
    if method == "POST":
        path = request.lines[1].split()[1]
    with CaptureQueriesContext(connection) as queries:
        answer = ask(path)
    page.queries, page.kilobytes = len(queries), len(answer.content) / 1024  # type: ignore[attr-defined]


def weigh(pages: Sequence[Page], server: Server) -> None:
    """Ask each floor that is read once, to know how many kilobytes it sends."""
    for page in (page for page in pages if page.is_floor):
        method, path = page.requests[0].lines[0].split()
        if method == "GET":
            request = urllib.request.Request(
                server.url + path, headers=dict(page.requests[0].headers)
            )
            with urllib.request.urlopen(request) as answer:
                page.kilobytes = len(answer.read()) / 1024


def warm(pages: Sequence[Page], floors: Server, product: Server) -> None:
    """Ask for everything once in every worker; the first answer compiles templates."""
    for page in pages:
        server = floors if page.is_floor else product
        load.run(server, page.requests, clients=4, seconds=1)


def measure(pages: Sequence[Page], floors: Server, product: Server, *, seconds: float) -> None:
    """One round over all pages: alone for the latency, then eight clients at once."""
    for page in pages:
        server = floors if page.is_floor else product
        with changing() if page.while_changing else nullcontext():
            page.alone.append(load.run(server, page.requests, clients=1, seconds=seconds))
            page.crowd.append(load.run(server, page.requests, clients=8, seconds=seconds))


@contextmanager
def changing() -> Iterator[None]:
    """Something changes each second, for as long as this lasts."""
    is_over = Event()

    def change() -> None:
        while not is_over.wait(1):
            Change.objects.create()
        connection.close()

    thread = Thread(target=change)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def rows(pages: Sequence[Page]) -> list[Row]:
    """The rows of the table, each beside its floor."""
    by_key = {page.key: page for page in pages}
    return [_row(page, by_key.get(page.floor)) for page in pages]


def _row(page: Page, floor: Page | None) -> Row:
    row = Row(page.key, values=[found.p50 for found in page.alone])
    row.good, row.goal = page.good, page.goal
    row.more = {
        "p95": round(_middle([found.p95 for found in page.alone]), 2),
        "req/s": round(_middle([found.per_second for found in page.crowd])),
        "cpu ms": round(_middle([found.cpu for found in page.alone]), 2),
        "queries": page.queries,
        "KB": round(page.kilobytes, 1),
    }
    if floor:
        mine, other = row.median, _middle([found.p50 for found in floor.alone])
        row.more["plain ratio"] = round(mine / (other or 1), 2)
        if page.per_kilobyte:
            mine, other = mine / page.kilobytes, other / floor.kilobytes
        row.ratio = mine / other if mine and other else None  # nothing came back in time
        per = " per KB" if page.per_kilobyte else ""
        row.against = f"of {floor.key.split()[0]}{per}"
    return row


def _middle(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]
