"""What is written for operators agrees with the code: image, services, units, proxies, docs."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
DOCS = (ROOT / "docs" / "operate.md").read_text()
UPGRADE = (ROOT / "docs" / "upgrade.md").read_text()
EXAMPLE = (ROOT / ".env.example").read_text()
UNITS = sorted((ROOT / "deploy" / "systemd").glob("*.service"))
CELERY = "celery --app config --quiet"
WORKER = f"{CELERY} worker --loglevel INFO --without-gossip --without-mingle"
WEB = "gunicorn config.wsgi --config config/gunicorn.py"
READ = re.compile(r'\b(?:environment\.[a-z_]+|is_on|text)\(\s*"([A-Z0-9_]+)"')


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
    return found


def variables() -> set[str]:
    """Every variable that settings and gunicorn read."""
    config = ROOT / "config"
    folders = (config / "settings", config / "lib" / "environment")
    files = [config / "gunicorn.py", *(file for folder in folders for file in folder.glob("*.py"))]
    return {name for file in files for name in READ.findall(file.read_text())}


def test_every_variable_is_explained() -> None:
    rows = "\n".join(line for line in DOCS.splitlines() if line.startswith("| `"))
    table = set(re.findall(r"`([A-Z][A-Z0-9_]+)`", rows))

    assert variables() - table == set()
    assert table - variables() == {
        "AWS_ACCESS_KEY_ID",
        "AWS_SECRET_ACCESS_KEY",
        "DJANGO_SETTINGS_MODULE",
    }


def test_every_variable_has_an_example() -> None:
    shown = set(re.findall(r"^#([A-Z0-9_]+)=", EXAMPLE, flags=re.MULTILINE))

    assert variables() - shown == {"READ_DOTENV"}


def test_every_needed_variable_is_marked(tmp_path: Path) -> None:
    production = (ROOT / "config" / "settings" / "production.py").read_text()
    needed = re.findall(r'"([A-Z_]+) must (?:be|name|say)', production)

    marked = re.findall(r"\| `([A-Z_]+)` \| \*\*needed\*\*", DOCS)
    assert set(marked) == {*needed} - {"METRICS_TOKEN"}


def test_commands_and_units_write_to_the_same_folder() -> None:
    (folder,) = set(re.findall(r"^ +VAR_DIR=(.*)$", DOCS, flags=re.MULTILINE))

    for unit in UNITS:
        assert f" VAR_DIR={folder}" in unit.read_text()


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_unit_runs_what_the_docs_name_and_may_little(unit: Path) -> None:
    text = unit.read_text()
    commands = {
        "changeover-web": f"/opt/changeover/.venv/bin/{WEB}",
        "changeover-worker": f"/opt/changeover/.venv/bin/{WORKER}",
        "changeover-beat": f"/opt/changeover/.venv/bin/{CELERY} beat --loglevel INFO "
        "--schedule /var/lib/changeover/celerybeat-schedule",
        "changeover-release": "/opt/changeover/bin/release",
        "changeover-backup": "/opt/changeover/bin/backup /var/backups/changeover 14",
    }

    assert f"ExecStart={commands[unit.stem]}\n" in text
    assert unit.stem in DOCS
    for line in ("User=changeover", "NoNewPrivileges=yes", "ProtectSystem=strict"):
        assert f"\n{line}\n" in text


@pytest.mark.parametrize("name", ["worker", "beat", "release", "backup"])
def test_no_pool_is_kept_where_one_connection_is_enough_whatever_the_file_says(name: str) -> None:
    """The processes read .env themselves; with EnvironmentFile= it would win over this."""
    text = (ROOT / "deploy" / "systemd" / f"changeover-{name}.service").read_text()

    assert " DATABASE_POOL_MAX=0\n" in text


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_all_processes_read_the_same_file_in_the_same_way(unit: Path) -> None:
    """systemd would read quotes and backslashes otherwise than the site does."""
    assert "EnvironmentFile" not in unit.read_text()


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_a_process_comes_back_however_long_the_database_is_away(name: str) -> None:
    text = (ROOT / "deploy" / "systemd" / f"changeover-{name}.service").read_text()

    assert "\nRestart=always\n" in text
    assert "\nStartLimitIntervalSec=0\n" in text


def test_containers_run_the_same_commands(compose: dict[str, Any]) -> None:
    commands = {
        name: " ".join(service["command"])
        for name, service in compose["services"].items()
        if "command" in service and name != "redis"
    }

    assert commands == {
        "release": "bin/release database",
        "worker": f".venv/bin/{WORKER}",
        "beat": f".venv/bin/{CELERY} beat --loglevel INFO "
        "--schedule /var/lib/changeover/celerybeat-schedule",
    }


def test_only_the_proxy_is_reachable_and_everything_is_watched(compose: dict[str, Any]) -> None:
    services = compose["services"]

    assert [name for name, service in services.items() if "ports" in service] == ["caddy"]
    assert {name for name, service in services.items() if "healthcheck" not in service} == {
        "caddy",
        "release",
    }
    for name in ("web", "worker", "beat"):
        ready = services[name]["depends_on"]["release"]
        assert ready == {"condition": "service_completed_successfully"}
        assert services[name]["read_only"] is True


def test_containers_get_every_needed_variable(compose: dict[str, Any]) -> None:
    given = compose["services"]["web"]["environment"]
    docs = DOCS.partition("## Install with containers")[2].partition("## Configure")[0]
    typed = set(re.findall(r"^([A-Z_]+)=", docs, flags=re.MULTILINE))

    for name in ("SITE_URL", "ALLOWED_HOSTS", "SECRET_KEY", "REDIS_URL", "EMAIL_URL"):
        assert name in given or name in typed
    text = (ROOT / "compose.yaml").read_text()
    assert set(re.findall(r"\$\{([A-Z_]+)", text)) <= typed


def test_the_image_is_made_by_the_scripts_of_a_server() -> None:
    image = (ROOT / "Dockerfile").read_text()
    kept = (ROOT / ".dockerignore").read_text().split()

    assert image.index("bin/install run") < image.index("bin/install server")
    assert "bin/release static" in image
    assert image.rindex("USER changeover") > image.rindex("RUN ")
    assert 'CMD [".venv/bin/gunicorn", "config.wsgi", "--config", "config/gunicorn.py"]' in image
    assert "pip install" not in image
    assert "*" in kept
    assert not {"!.env", "!var", "!.git", "!tests"} & set(kept)


def test_a_server_is_told_to_compile_what_it_runs() -> None:
    sections = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", DOCS + UPGRADE, flags=re.M | re.S))
    told = re.compile(r"(?<!/)bin/install (\w+)")

    assert set(told.findall(DOCS + UPGRADE)) == {"server"}
    for section in ("Install on a server", "Upgrade", "Going back"):
        assert told.search(sections[section])


def test_proxies_let_our_largest_file_through_and_trust_nobody() -> None:
    nginx = (ROOT / "deploy" / "nginx.conf").read_text()
    caddy = (ROOT / "deploy" / "Caddyfile").read_text()

    for megabytes in (
        re.search(r"client_max_body_size (\d+)m;", nginx),
        re.search(r"max_size (\d+)MB", caddy),
    ):
        assert megabytes
        assert int(megabytes[1]) * 1_000_000 > settings.IMPORT_MAX_BYTES
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in nginx
    assert "$proxy_add_x_forwarded_for" not in nginx
    assert "X-Request-ID" in nginx
    assert "X-Request-ID" in caddy


def test_a_slow_visitor_keeps_a_proxy_waiting_and_no_web_process() -> None:
    nginx = (ROOT / "deploy" / "nginx.conf").read_text()
    caddy = (ROOT / "deploy" / "Caddyfile").read_text()

    assert "proxy_request_buffering off" not in nginx
    assert "proxy_buffering off" not in nginx
    largest = re.search(r"max_size (\d+MB)", caddy)
    assert largest
    assert f"\trequest_buffers {largest[1]}\n" in caddy
    assert "\tresponse_buffers 64MB\n" in caddy


def test_who_comes_while_the_site_starts_again_waits_longer_than_caddy_takes_to_notice() -> None:
    caddy = (ROOT / "deploy" / "Caddyfile").read_text()
    notices = re.search(r"health_interval (\d+)s", caddy)
    waits = re.search(r"lb_try_duration (\d+)s", caddy)

    assert notices
    assert waits
    assert int(notices[1]) * 2 < int(waits[1])


@pytest.mark.parametrize("script", ["bin/release", "bin/manage", "bin/install", "bin/backup"])
def test_a_script_is_plain_shell_and_can_be_run(script: str) -> None:
    path = ROOT / script

    assert path.stat().st_mode & 0o111
    assert subprocess.run(["sh", "-n", str(path)], check=False).returncode == 0


@pytest.mark.parametrize(("ends_with", "left"), [(0, set()), (3, {"2026-01-01-0300.backup"})])
def test_old_backups_go_once_a_whole_one_is_there(
    tmp_path: Path, ends_with: int, left: set[str]
) -> None:
    (tmp_path / "bin").mkdir()
    manage = tmp_path / "bin" / "manage"
    manage.write_text(f'#!/bin/sh\necho "$1" > "$2"\nexit {ends_with}\n')
    manage.chmod(0o755)
    script = tmp_path / "bin" / "backup"
    script.write_text((ROOT / "bin" / "backup").read_text())
    old = tmp_path / "2026-01-01-0300.backup"
    old.touch()
    os.utime(old, (0, 0))

    ended = subprocess.run(["sh", str(script), str(tmp_path)], check=False).returncode

    names = {path.name for path in tmp_path.glob("*.backup")}
    assert ended == ends_with
    assert names & {old.name} == left
    assert len(names - {old.name}) == 1


@pytest.mark.parametrize(
    ("given", "expected"),
    [(None, "-c lock_timeout=5s"), ("-c lock_timeout=1min", "-c lock_timeout=1min"), ("", "")],
)
def test_a_release_lets_nobody_wait_behind_its_migrations(
    tmp_path: Path, given: str | None, expected: str
) -> None:
    (tmp_path / "bin").mkdir()
    manage = tmp_path / "bin" / "manage"
    manage.write_text('#!/bin/sh\necho "$1: ${PGOPTIONS-}"\n')
    manage.chmod(0o755)
    release = tmp_path / "bin" / "release"
    release.write_text((ROOT / "bin" / "release").read_text())

    said = subprocess.run(
        ["sh", str(release), "database"],
        env={"PATH": os.environ["PATH"], **({} if given is None else {"PGOPTIONS": given})},
        capture_output=True,
        text=True,
        check=True,
    )

    assert f"migrate: {expected}\n" in said.stdout


@pytest.mark.parametrize("is_whole", [True, False])
def test_old_backups_end_once_a_new_one_is_whole(tmp_path: Path, is_whole: bool) -> None:
    (tmp_path / "bin").mkdir()
    for name, text in (
        ("manage", f"#!/bin/sh\n{'touch $2' if is_whole else 'exit 1'}\n"),
        ("backup", (ROOT / "bin" / "backup").read_text()),
    ):
        script = tmp_path / "bin" / name
        script.write_text(text)
        script.chmod(0o755)
    folder = tmp_path / "kept"
    folder.mkdir()
    old, other, young = "2026-10-01-0300.backup", "before the move.backup", "2026-11-20-0300.backup"
    for name in (old, other, young):
        (folder / name).touch()
    for name in (old, other):
        os.utime(folder / name, (0, 0))

    ended = subprocess.run([str(tmp_path / "bin" / "backup"), str(folder), "14"], check=False)

    left = {path.name for path in folder.iterdir()}
    assert left & {old, other, young} == ({other, young} if is_whole else {old, other, young})
    assert len(left - {old, other, young}) == is_whole
    assert (ended.returncode == 0) is is_whole
