"""A value that makes no sense ends the process with one sentence, and no secret in it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from config.lib import environment
from config.lib.environment import Misconfigured

Read = Callable[[], object]
PASSWORDS = " Write @ : / # ? and % of a password as %40 %3A %2F %23 %3F and %25."
DATABASE = "DATABASE_URL must be like postgres://user:password@host:5432/name; "
REDIS = "REDIS_URL must be like redis://127.0.0.1:6379/0, or rediss:// for TLS; "
MAIL = "EMAIL_URL must be like smtp+tls://user:password@mail.example.com:587, or smtp+ssl://…:465; "


def database() -> object:
    return environment.database("sqlite:///site")


def redis() -> object:
    return environment.redis("REDIS_URL")


def said(read: Read) -> str:
    """How the process ends that reads this."""
    with pytest.raises(Misconfigured) as refusal:
        read()
    return str(refusal.value.code)


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ("nonsense", "it does not begin with postgres://"),
        ("mysql://site:hunter2@host/site", "it does not begin with postgres://"),
        ("postgres://site:hunter2@host", "it names no database after the last /"),
        ("postgres://site:h@un/ter2@host:5432/site", "there is an @ after its host"),
        ("postgres://site:h@un/t#er2@host/site", "there is an @ after its host"),
        ("postgres://site:hunter2@host:54x/site", "its host or its port cannot be understood"),
        ("postgres://site:hun#ter2@host:5432/s", "its host or its port cannot be understood"),
    ],
)
def test_a_wrong_address_of_the_database(
    monkeypatch: pytest.MonkeyPatch, value: str, wrong: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", value)

    assert said(database) == f"{DATABASE}{wrong}.{PASSWORDS}"


@pytest.mark.parametrize(
    ("value", "host", "name"),
    [
        ("postgres://site:p%40%2Fw@10.0.0.7:5432/site?sslmode=require", "10.0.0.7", "site"),
        ("postgres://site@one:5432,two:5433/site", "one,two", "site"),
        ("postgres:///site", "", "site"),
        ("postgres:////var/run/postgresql/site", "/var/run/postgresql", "site"),
    ],
)
def test_right_addresses_of_the_database(
    monkeypatch: pytest.MonkeyPatch, value: str, host: str, name: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", value)

    found = environment.database("")

    assert (found["HOST"], found["NAME"]) == (host, name)


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ("http://:hunter2@127.0.0.1:6379", "it does not begin with redis://"),
        ("127.0.0.1:6379", "it does not begin with redis://"),
        ("redis://", "it names no host"),
        ("redis://127.0.0.1:abc/0", "its host or its port cannot be understood"),
        ("redis://127.0.0.1/cache", "what stands after the last / is the number of a database"),
    ],
)
def test_a_wrong_address_of_redis(monkeypatch: pytest.MonkeyPatch, value: str, wrong: str) -> None:
    monkeypatch.setenv("REDIS_URL", value)

    assert said(redis) == f"{REDIS}{wrong}."


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ("mail.example.com", "it does not begin with smtp://"),
        ("imap://ada:hunter2@mail.example.com", "it does not begin with smtp://"),
        ("smtp+tls://ada:h@un/ter2@mail.example.com", "there is an @ after its host"),
        ("smtp+tls://ada:hun/ter2@mail.example.com", "its host or its port cannot be understood"),
        ("smtp+tls://", "it names no host"),
    ],
)
def test_a_wrong_address_of_the_mail_server(
    monkeypatch: pytest.MonkeyPatch, value: str, wrong: str
) -> None:
    monkeypatch.setenv("EMAIL_URL", value)

    assert said(environment.mail_server) == f"{MAIL}{wrong}.{PASSWORDS}"


@pytest.mark.parametrize(
    ("value", "port"),
    [
        ("smtp://mail.example.com", 25),
        ("smtp+tls://mail.example.com", 587),
        ("smtp+ssl://mail.example.com", 465),
        ("smtp+tls://mail.example.com:2525", 2525),
    ],
)
def test_a_mail_server_has_the_port_of_its_kind(
    monkeypatch: pytest.MonkeyPatch, value: str, port: int
) -> None:
    monkeypatch.setenv("EMAIL_URL", value)

    assert environment.mail_server()["EMAIL_PORT"] == port


@pytest.mark.parametrize(
    ("value", "read", "sentence"),
    [
        (
            "abc",
            lambda: environment.number("GIVEN", 90, least=1),
            "GIVEN must be a whole number, 1 or more, such as 90; it is “abc”.",
        ),
        (
            "-1",
            lambda: environment.number("GIVEN", 0),
            "GIVEN must be a whole number, 0 or more, such as 1; it is “-1”.",
        ),
        (
            "70000",
            lambda: environment.number("GIVEN", 8000, least=1, most=65535),
            "GIVEN must be a whole number, from 1 to 65535, such as 8000; it is “70000”.",
        ),
        (
            "maybe",
            lambda: environment.is_on("GIVEN", default=True),
            "GIVEN must be true or false; it is “maybe”.",
        ),
        (
            "chatty",
            lambda: environment.one_of("GIVEN", ["DEBUG", "INFO", "ERROR"], "INFO"),
            "GIVEN must be DEBUG, INFO or ERROR; it is “chatty”.",
        ),
        (
            "Europe/Wien",
            lambda: environment.time_zone("GIVEN", "Europe/Vienna"),
            "GIVEN must be a time zone such as Europe/Vienna; it is “Europe/Wien”.",
        ),
        (
            "../../etc/passwd",
            lambda: environment.time_zone("GIVEN", "Europe/Vienna"),
            "GIVEN must be a time zone such as Europe/Vienna; it is “../../etc/passwd”.",
        ),
        (
            "login.example.com",
            lambda: environment.web_address("GIVEN"),
            "GIVEN must be like https://name.example.com; it does not begin with https://.",
        ),
        (
            "x" * 200,
            lambda: environment.is_on("GIVEN", default=True),
            f"GIVEN must be true or false; it is “{'x' * 60}…”.",
        ),
    ],
)
def test_a_wrong_value(
    monkeypatch: pytest.MonkeyPatch, value: str, read: Read, sentence: str
) -> None:
    monkeypatch.setenv("GIVEN", value)

    assert said(read) == sentence


@pytest.mark.parametrize("value", ["", " "])
def test_an_empty_value_counts_as_left_out(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("GIVEN", value)

    assert environment.number("GIVEN", 4) == 4
    assert environment.is_on("GIVEN", default=True)
    assert environment.names("GIVEN") == []
    assert environment.text("GIVEN", "Your company") == "Your company"


def test_a_folder_that_cannot_be_made_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("VAR_DIR", str(tmp_path / "file" / "var"))

    assert said(lambda: environment.folder("VAR_DIR", tmp_path)) == (
        "VAR_DIR must be a folder that the site may write to, such as /var/lib/changeover;"
        f" {tmp_path}/file/var cannot be made: Not a directory."
    )


def test_a_line_of_dotenv_that_says_nothing_is_named_by_its_number(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("READ_DOTENV", "true")
    (tmp_path / ".env").write_text("# Ours\n\nGIVEN=1\nSECRET_KEY = hunter2\n")

    assert said(lambda: environment.read_dotenv(tmp_path)) == (
        f"Line 4 of {tmp_path}/.env must be like NAME=value, without spaces around the =, or a"
        " comment that begins with #."
    )


def test_a_dotenv_that_may_not_be_read_is_named_with_who_tries(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A unit's journal says whose group the file should have."""
    (tmp_path / ".env").touch()
    monkeypatch.setenv("READ_DOTENV", "true")
    monkeypatch.setenv("LOGNAME", "changeover")
    monkeypatch.setattr("os.access", lambda _path, _mode: False)  # root may do everything

    assert said(lambda: environment.read_dotenv(tmp_path)).startswith(
        f"{tmp_path / '.env'} is not the user’s to read who runs this, changeover."
    )


def test_the_environment_wins_over_dotenv(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("os.environ", dict(os.environ))
    monkeypatch.setattr("environ.Env.ENVIRON", os.environ)
    monkeypatch.setenv("READ_DOTENV", "true")
    monkeypatch.setenv("GIVEN", "ours")
    (tmp_path / ".env").write_text('GIVEN=theirs\nOTHER="Your company"\n')

    environment.read_dotenv(tmp_path)

    assert environment.text("GIVEN") == "ours"
    assert environment.text("OTHER") == "Your company"
