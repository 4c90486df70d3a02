"""A node may die at any moment: nothing that was promised is lost, and nothing happens twice.

Two web nodes behind nginx, two workers and beat run on PostgreSQL and Redis, as on a server.
While four people tick items, write into the log and wish for reports, and mails go out, a web
node, both workers and beat are killed with SIGKILL; a new worker and beat are started. Afterwards
the database is compared with what people were told.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import redis
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection

from accounts.people.choices import Rhythm
from accounts.people.models import User
from checklists.runs.choices import ItemState
from checklists.runs.models import Item
from checklists.runs.operations import totals
from config.lib.mail.choices import MessageKind, MessageState
from config.lib.mail.models import Message
from config.lib.mail.operations import Draft, queue_all
from tests.factories.transitions import make_template, make_transition
from tests.support.site import HOST, NGINX, Site, wait_until
from tests.support.smtp import SmtpSink
from tests.support.visitor import Visitor
from transitions.plans.models import LogEntry, Transition
from transitions.reminders.models import Digest
from transitions.reports.choices import ReportState
from transitions.reports.models import Report

PASSWORD = "a long and quiet sentence"
ZONES = (
    "Europe/Vienna", "America/New_York", "America/Los_Angeles", "Pacific/Honolulu",
    "Pacific/Auckland", "Asia/Tokyo",
)  # fmt: skip
MAILS = 200
"""That wait in the outbox, besides the digests of the day."""
WORKERS_KILLED = 2
WISHES = (1, 8)
"""After which entries somebody wishes for a report."""
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


@dataclass
class Person:
    """One of those at work, and what the site has promised to keep."""

    user: User
    transition: Transition
    items: list[Item]
    ticked: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    wished: int = 0
    broken: int = 0

    def work(self, port: int, until: Event) -> None:
        visitor = Visitor(port, HOST)
        visitor.sign_in(self.user.email, PASSWORD)
        at = f"/transitions/{self.transition.pk}"
        for number in count():
            if until.is_set():
                break
            if number < len(self.items):
                item = self.items[number]
                assert visitor.send(f"{at}/items/{item.pk}/tick/").status == 302
                self.ticked.append(item.title)
            activity = f"{self.user.full_name} called the client, {number}"
            answer = visitor.send(
                f"{at}/log/new/",
                request_key=str(uuid4()),
                happened_on=str(datetime.now(ZoneInfo(self.user.time_zone)).date()),
                activity=activity,
                responsible=str(self.user.pk),
                notes="",
            )
            assert answer.status == 302, answer.text
            self.written.append(activity)
            if number in WISHES:
                assert visitor.send(f"{at}/report/").status == 302
                self.wished += 1
        self.broken = visitor.broken


@pytest.fixture
def team(transactional_db: None) -> list[Person]:
    """Two handovers with 60 items each; on each of them two people are at work."""
    now = datetime.now(UTC)
    hour = {zone: now.astimezone(ZoneInfo(zone)).hour for zone in ZONES}
    zone = next(zone for zone in ZONES if 1 <= hour[zone] <= 10)
    people = []
    for _ in range(2):
        transition = make_transition(
            template=make_template(extra=60),
            now=now - timedelta(days=20),
            starts_on=now.date() - timedelta(days=20),
            owns_on=now.date() + timedelta(days=15),
            ends_on=now.date() + timedelta(days=30),
        )
        items = list(
            Item.objects.filter(checklist=transition.checklist_id, title__startswith="Extra")
        )
        people += [
            Person(transition.outgoing, transition, items[:30]),
            Person(transition.incoming, transition, items[30:]),
        ]
    hasher = PBKDF2PasswordHasher()
    User.objects.update(
        password=hasher.encode(PASSWORD, hasher.salt()),
        digest_rhythm=Rhythm.DAILY,
        digest_at="00:00",
        time_zone=zone,
        country="",
    )
    queue_all(
        Draft(
            kind=MessageKind.ACCOUNT,
            to=f"person{number}@example.com",
            subject="Welcome",
            body_text="Sign in and look around.",
            send_after=now,
        )
        for number in range(MAILS)
    )
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
    assert_mails_arrived(post)
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


def assert_kept(person: Person) -> None:
    """Each tick and each entry is there once, and so is the entry that each tick leaves."""
    log = Counter(
        LogEntry.objects.filter(transition=person.transition).values_list("activity", flat=True)
    )
    done = set(
        Item.objects.filter(checklist=person.transition.checklist_id, state=ItemState.DONE)
        .filter(closed_by=person.user)
        .values_list("title", flat=True)
    )
    assert person.ticked
    assert done == set(person.ticked)
    assert {title: log[f"Ticked “{title}”"] for title in done} == dict.fromkeys(done, 1)
    assert {told: log[told] for told in person.written} == dict.fromkeys(person.written, 1)


def assert_totals_hold(team: list[Person]) -> None:
    """What is stored beside the items is what counting them gives."""
    for person in team:
        checklist = person.transition.checklist
        assert checklist is not None
        checklist.refresh_from_db()
        stored = (checklist.total, checklist.closed, checklist.next_due_on, checklist.stages)
        again = totals.refresh(checklist)
        assert stored == (again.total, again.closed, again.next_due_on, again.stages)


def assert_mails_arrived(post: SmtpSink) -> None:
    """Every mail has arrived; only what a killed worker had in its hands may have come twice.

    The mail server had taken that one, and we had not noted it yet. It comes under the same
    Message-ID, so that a mailbox knows it.
    """
    arrived = Counter(str(mail["Message-ID"]) for mail in post.received)
    sent = dict(Message.objects.values_list("message_id", "attempts"))
    twice = {name for name, times in arrived.items() if times > 1}
    assert len(sent) == User.objects.count() + MAILS
    assert set(arrived) == set(sent)
    assert len(twice) <= WORKERS_KILLED
    assert all(sent[name] > 1 for name in twice)


def assert_reports_made(site: Site, team: list[Person]) -> None:
    """Whoever wished for a report has one, with its file; each version is there once."""
    ready = Report.objects.filter(state=ReportState.READY)
    for person in team:
        assert person.wished
        assert ready.filter(transition=person.transition).exists()
    for report in ready:
        content = (site.folder / "files" / str(report.file.name)).read_bytes()
        assert content.startswith(b"%PDF-1.7")
        assert len(content) == report.size


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
