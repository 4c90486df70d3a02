"""Machines learn whether the site is alive, and which part is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from celery import Celery
from celery.signals import task_prerun
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from config.lib.health import beat, operations, queries, tasks
from config.lib.health.models import Mark
from config.lib.mail.tasks import deliver

NOW = datetime(2026, 11, 24, 8, 12, tzinfo=UTC)
ALL_OK = {name: {"status": "ok"} for name in ("database", "migrations", "queue", "beat", "worker")}


@pytest.fixture
def at_work(db: None, clock: time_machine.Traveller) -> None:
    """Beat and a worker have just been seen."""
    operations.leave_mark("beat", "one", now=NOW)
    operations.leave_mark("worker", "two", now=NOW)


def test_an_alive_site_answers_without_the_database(client: Client) -> None:
    answer = client.get("/healthz", headers={"Host": "10.1.2.3:8000"})

    assert (answer.status_code, answer.content) == (200, b"ok")
    assert answer.headers.get("Set-Cookie") is None


def test_a_site_is_ready_when_every_part_is(client: Client, at_work: None) -> None:
    answer = client.get("/readyz", headers={"Host": "10.1.2.3:8000"})

    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "parts": ALL_OK}
    assert answer.headers.get("Set-Cookie") is None
    assert "no-store" in answer["Cache-Control"]


def test_a_probe_is_cheap(
    client: Client, at_work: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/readyz")

    with django_assert_num_queries(3):
        client.get("/readyz")


@pytest.mark.parametrize("part", ["beat", "worker"])
def test_a_part_that_has_not_been_seen_is_named_with_the_time(
    client: Client, at_work: None, clock: time_machine.Traveller, part: str
) -> None:
    clock.move_to(NOW + timedelta(minutes=4))
    other = {"beat": "worker", "worker": "beat"}[part]
    operations.leave_mark(other, "any", now=NOW + timedelta(minutes=4))

    answer = client.get("/readyz")

    assert answer.status_code == 503
    failed = {"status": "failed", "since": "2026-11-24T08:12:00+00:00"}
    assert answer.json() == {"status": "failed", "parts": {**ALL_OK, part: failed}}


def test_one_node_at_work_is_enough(client: Client, at_work: None) -> None:
    operations.leave_mark("worker", "old", now=NOW - timedelta(hours=1))

    assert client.get("/readyz").status_code == 200


def test_a_load_balancer_keeps_pages_that_only_lack_a_worker(
    client: Client, db: None, clock: time_machine.Traveller
) -> None:
    assert client.get("/readyz").status_code == 503
    answer = client.get("/readyz?for=web")

    assert answer.status_code == 200
    assert answer.json()["parts"] == {
        "database": {"status": "ok"},
        "migrations": {"status": "ok"},
    }


def test_a_database_that_is_down_is_named_without_its_words(
    client: Client, at_work: None, monkeypatch: pytest.MonkeyPatch, clock: time_machine.Traveller
) -> None:
    def down() -> None:
        raise DatabaseError("password of site at 10.0.0.7 is wrong")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", down)
        patch.setattr(queries, "failing", {})
        first = client.get("/readyz?for=web").json()
        clock.shift(timedelta(minutes=5))
        answer = client.get("/readyz?for=web")

    assert answer.status_code == 503
    assert answer.json()["parts"]["database"] == {
        "status": "failed",
        "since": "2026-11-24T08:12:00+00:00",
    }
    assert answer.json() == first
    assert "10.0.0.7" not in answer.text


def test_unapplied_migrations_are_seen_and_applied_ones_too(
    client: Client, at_work: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    queries.is_migrated.cache_clear()
    with monkeypatch.context() as patch:
        applied = MigrationRecorder(connection).applied_migrations()
        applied.pop(("people", "0001_initial"))
        patch.setattr(MigrationRecorder, "applied_migrations", lambda _: applied)
        before = client.get("/readyz").json()["parts"]["migrations"]["status"]

    assert before == "failed"
    assert client.get("/readyz").json()["parts"]["migrations"]["status"] == "ok"


def test_a_queue_that_does_not_answer_is_named(
    client: Client, at_work: None, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert [name for name, part in answer.json()["parts"].items() if part["status"] != "ok"] == [
        "queue"
    ]


def test_a_worker_leaves_its_mark_and_forgets_nodes_long_gone(
    at_work: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "marked", {})
    operations.leave_mark("worker", "gone", now=NOW - timedelta(days=2))

    tasks.leave_mark.apply()
    tasks.leave_mark.apply()

    assert set(Mark.objects.values_list("part", "seen_at")) == {("beat", NOW), ("worker", NOW)}
    assert Mark.objects.filter(node="gone").count() == 0


def test_a_worker_leaves_one_mark_for_a_task(
    db: None, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    monkeypatch.setattr(tasks, "marked", {})
    tasks.leave_mark.apply()

    with django_assert_num_queries(0):
        tasks.leave_mark.apply()


def test_a_busy_worker_leaves_its_mark_with_any_task_it_takes_up(
    db: None, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "marked", {})

    for seconds in (0, 20, 20):
        clock.shift(timedelta(seconds=seconds))
        task_prerun.send(sender=deliver, task=deliver)

    assert list(Mark.objects.values_list("part", "seen_at")) == [
        ("worker", NOW + timedelta(seconds=40))
    ]


def test_beat_leaves_its_mark_every_half_a_minute(
    db: None, clock: time_machine.Traveller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "close", lambda: None)
    app = Celery(set_as_current=False)
    scheduler = beat.MarkingScheduler(app, schedule_filename=str(tmp_path / "schedule"))

    for seconds in (0, 20, 20):
        clock.shift(timedelta(seconds=seconds))
        assert scheduler.tick() <= 30
    scheduler.close()

    assert list(Mark.objects.values_list("part", "seen_at")) == [
        ("beat", NOW + timedelta(seconds=40))
    ]


def test_a_probe_that_fails_leaves_no_line(
    db: None, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert caplog.records == []
