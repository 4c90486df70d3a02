"""A node may die at any moment: nothing that was promised is lost, and nothing happens twice.

Two web nodes behind nginx, two workers and beat run on PostgreSQL and Redis, as on a server.
While four people tick items, write into the log and wish for reports, and mails go out, a web
node, both workers and beat are killed with SIGKILL; a new worker and beat are started. Afterwards
the database is compared with what people were told.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit

import pytest
import redis
from django.conf import settings
from django.db import connection

from accounts.people.models import User
from config.lib.mail.choices import MessageState
from config.lib.mail.models import Message
from tests.factories.people import PASSWORD
from tests.support.at_work import Person, on_a_handover, send_welcomes, wait_for_digests
from tests.support.promises import (
    assert_kept,
    assert_mails_arrived,
    assert_reports_made,
    assert_totals_hold,
)
from tests.support.site import NGINX, Site, wait_until
from tests.support.smtp import SmtpSink
from transitions.reminders.models import Digest
from transitions.reports.choices import ReportState
from transitions.reports.models import Report

MAILS = 200
"""That wait in the outbox, besides the digests of the day."""
WORKERS_KILLED = 2
OWN_QUEUE = "15"
"""The number of a Redis database that no other test uses."""


def missing() -> str:
    """What this machine lacks for a site of several nodes; empty when it has everything."""
    if "sqlite" in settings.DATABASES["default"]["ENGINE"]:
        return "several nodes need PostgreSQL: make test DATABASE_URL=… REDIS_URL=…"
    if not settings.REDIS_URL:
        return "several nodes need Redis: make test DATABASE_URL=… REDIS_URL=…"
    if not NGINX:
        return "there is no nginx on this machine; as root: apt-get install nginx-light"
    return ""


@pytest.fixture(scope="module", autouse=True)
def machine() -> None:
    """Skip where a part is missing; under CI, where PostgreSQL is given, that is a failure."""
    reason = missing()
    if reason and os.environ.get("CI") and "sqlite" not in settings.DATABASES["default"]["ENGINE"]:
        pytest.fail(reason, pytrace=False)
    if reason:
        pytest.skip(reason)


@pytest.fixture
def team(transactional_db: None) -> list[Person]:
    """Two handovers with 60 items each; on each of them two people are at work."""
    now = datetime.now(UTC)
    people = [*on_a_handover(now), *on_a_handover(now)]
    wait_for_digests(now)
    send_welcomes(MAILS, now)
    for person in people:
        person.user.refresh_from_db()
    return people


@pytest.fixture
def post() -> Iterator[SmtpSink]:
    """The mail server of the company."""
    sink = SmtpSink()
    sink.start()
    yield sink
    sink.stop()


@pytest.fixture
def site(tmp_path: Path, team: list[Person], post: SmtpSink) -> Iterator[Site]:
    own = urlsplit(settings.REDIS_URL)._replace(path=f"/{OWN_QUEUE}").geturl()
    queue = redis.Redis.from_url(own)
    queue.flushdb()
    found = Site(tmp_path, redis=own, smtp_port=post.port)
    try:
        found.start_all()
        yield found
    finally:
        found.stop()
        queue.flushdb()
        queue.close()


def test_killed_nodes_lose_nothing_and_repeat_nothing(
    site: Site, team: list[Person], post: SmtpSink
) -> None:
    evening = Event()
    with ThreadPoolExecutor(len(team)) as pool:
        days = [pool.submit(person.work, site.port, evening) for person in team]
        try:
            wait_until(lambda: has_stopped(days) or all_at_work(team), "work", site.say)
            site.sweep_now()
            wait_until(lambda: len(post.received) > 3, "the first mails", site.say)
            for name in ("worker a", "worker b", "web a", "beat"):
                site.kill(name)
                time.sleep(0.3)
            site.start("worker c")
            so_far = [len(person.written) for person in team]
            wait_until(
                lambda: has_stopped(days) or worked_on(team, so_far), "work afterwards", site.say
            )
        finally:
            evening.set()
        for day in days:
            day.result(timeout=30)
    wait_until(lambda: "ready." in site.log_of("worker c"), "the new worker", site.say)
    orphans = let_leases_run_out()
    site.sweep_now()
    wait_until(is_done, "mails and reports", lambda: leftover() + site.say(), seconds=20)

    print(summary(team, post, orphans))  # noqa: T201 - shown with -s and when the test fails
    for person in team:
        assert_kept(person)
    assert_totals_hold(team)
    assert_mails_arrived(post, besides_digests=MAILS, twice_at_most=WORKERS_KILLED)
    assert_reports_made(site, team)
    assert_logs_lead_on(site)
    wait_until(lambda: all_is_well(site), "every part to be well", site.say, seconds=10)


def summary(team: list[Person], post: SmtpSink, orphans: int) -> str:
    """How much there was to lose, for whoever runs this with -s."""
    ticks, entries = (
        sum(len(getattr(one, kind)) for one in team) for kind in ("ticked", "written")
    )
    again = sum(person.broken for person in team)
    doubles = len(post.received) - len({mail["Message-ID"] for mail in post.received})
    return (
        f"{ticks} ticks, {entries} entries, {Report.objects.count()} reports, "
        f"{len(post.received)} mails; {again} requests sent again, {orphans} left by dead workers, "
        f"{doubles} delivered twice"
    )


def has_stopped(days: list[Future[None]]) -> bool:
    """Whether somebody could not go on; their result says why."""
    return any(day.done() for day in days)


def all_at_work(team: list[Person]) -> bool:
    return all(len(person.ticked) > 2 for person in team)


def worked_on(team: list[Person], so_far: list[int]) -> bool:
    return all(len(one.written) > before for one, before in zip(team, so_far, strict=True))


def let_leases_run_out() -> int:
    """Five minutes pass for what the killed workers had in their hands; says how much it was."""
    past = datetime.now(UTC) - timedelta(seconds=1)
    mails = Message.objects.filter(state=MessageState.SENDING).update(claimed_until=past)
    return mails + Report.objects.filter(state=ReportState.RUNNING).update(claimed_until=past)


def is_done() -> bool:
    waiting = Message.objects.exclude(state=MessageState.SENT).exists()
    wanted = Report.objects.filter(state__in=[ReportState.WANTED, ReportState.RUNNING]).exists()
    written = Digest.objects.count() == User.objects.count()
    return written and not waiting and not wanted


def leftover() -> str:
    mails = Message.objects.values_list("state", "last_error")
    reports = Report.objects.values_list("state", "error", "attempts")
    return f"{list(mails)}\n{list(reports)}\n{Digest.objects.count()} digests\n"


def assert_logs_lead_on(site: Site) -> None:
    """The number of a request is on the lines of the task that it asked for, and no secret is."""
    asked = {
        line["request_id"]
        for line in site.lines("web")
        if line["event"] == "request" and line["path"].endswith("/report/")
    }
    done = {
        line.get("request_id")
        for line in site.lines("worker")
        if line.get("task") == "transitions.reports.tasks.make_wanted"
    }
    assert asked & done
    logs = "".join(log.read_text() for log in site.folder.glob("*.log"))
    assert PASSWORD not in logs
    assert PASSWORD.replace(" ", "+") not in logs
    assert site.environment["SECRET_KEY"] not in logs


def all_is_well(site: Site) -> bool:
    connection.close()
    return site.answers(f"http://127.0.0.1:{site.ports['web b']}/readyz")
