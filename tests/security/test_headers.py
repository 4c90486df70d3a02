"""What each answer tells a browser, so that it keeps strangers out on its side, too.

Mozilla's HTTP Observatory marks a site from 100 down, and adds points for more than it asks for
once nothing is taken away. Its criteria, which these tests hold: a content security policy
without `unsafe-*` whose default is 'none' (+10); cookies that are Secure, HttpOnly and SameSite
(+5); no sharing across origins; http sent on to https; Referrer-Policy `same-origin` (+5); HSTS
for at least six months, ready to be preloaded (+5); scripts of our own origin only; nosniff;
frames refused by `frame-ancestors` (+5); Cross-Origin-Resource-Policy `same-origin` (+10). A site
with 100 or more gets A+.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from accounts.people.models import User
from config.lib.mail.choices import MessageKind
from config.lib.mail.operations import Draft, queue
from tests.conftest import SignIn

PAGES = [
    "/profile/",
    "/accounts/",
    "/outbox/",
    "/my-work/",
    "/auth/password/change/",
    "/nothing-here/",
]
SERVER = {
    "SECRET_KEY": "v9Qm2xTz7LkP4rWc8NbY1sHd6FgJ3uKe5AoXiRqMtVnZpBwEyC",
    "SITE_URL": "https://changeover.example",
    "ALLOWED_HOSTS": "changeover.example",
    "DATABASE_URL": "sqlite://:memory:",
    "REDIS_URL": "redis://127.0.0.1:6379/8",
    "EMAIL_URL": "smtp+tls://user:secret@mail.example:587",
    "TRUSTED_PROXY_COUNT": "1",
}
NAMES = (
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    "SECURE_HSTS_PRELOAD",
    "SESSION_COOKIE_SECURE",
    "SESSION_COOKIE_HTTPONLY",
    "SESSION_COOKIE_SAMESITE",
    "CSRF_COOKIE_SECURE",
    "CSRF_COOKIE_SAMESITE",
    "USE_X_FORWARDED_HOST",
)
SHOW = f"""
import json
from django.conf import settings
print(json.dumps({{name: getattr(settings, name) for name in {NAMES!r}}}))
"""


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_what_a_browser_may_do_with_it(path: str, sign_in: SignIn, owner: User) -> None:
    headers = sign_in(owner).get(path).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize("path", [*PAGES, "/auth/login/", "/admin/"])
def test_the_policy_for_content_allows_nothing_unsafe(
    path: str, sign_in: SignIn, administrator: User
) -> None:
    policy = sign_in(administrator).get(path).headers["Content-Security-Policy"]
    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))

    assert "unsafe" not in policy
    assert parts["default-src"] == parts["object-src"] == parts["frame-ancestors"] == "'none'"
    assert parts["base-uri"] == "'none'"
    assert parts["script-src"] == parts["style-src"] == parts["form-action"] == "'self'"
    assert "http" not in policy, "no other site may add anything to a page"


def test_the_frame_that_shows_a_mail_allows_its_own_styles_and_nothing_unsafe(
    sign_in: SignIn, owner: User
) -> None:
    html = """<html><head><style>p { margin: 0 }</style></head>
    <body><p style="color: red; font-family: &quot;Inter&quot;">Hello</p></body></html>"""
    draft = Draft(
        kind=MessageKind.DIGEST,
        person=owner,
        to=owner.email,
        subject="1 due today",
        body_text="Hello",
        body_html=html,
    )

    answer = sign_in(owner).get(f"/outbox/{queue(draft).pk}/html/")

    policy = answer.headers["Content-Security-Policy"]
    parts = dict(part.strip().partition(" ")[::2] for part in policy.split(";"))
    assert "unsafe" not in policy
    assert parts["default-src"] == parts["base-uri"] == parts["form-action"] == "'none'"
    assert "sandbox" in parts
    assert " style=" not in answer.text
    sheets = re.findall("<style>(.*?)</style>", answer.text)
    assert sheets == ["p { margin: 0 }", '[data-style="0"]{color: red; font-family: "Inter"}']
    hashes = (b64encode(sha256(sheet.encode()).digest()).decode() for sheet in sheets)
    assert parts["style-src"] == " ".join(f"'sha256-{each}'" for each in hashes)


def test_a_page_uses_no_part_of_the_machine_but_passkeys(sign_in: SignIn, owner: User) -> None:
    policy = sign_in(owner).get("/profile/").headers["Permissions-Policy"]

    allowed = {part.strip().split("=")[0] for part in policy.split(",") if "=()" not in part}
    assert allowed == {"publickey-credentials-create", "publickey-credentials-get"}
    for feature in ("camera", "microphone", "geolocation", "usb", "payment", "serial"):
        assert f"{feature}=()" in policy


@pytest.mark.parametrize("path", [*PAGES, "/"])
def test_a_page_is_kept_by_nobody(path: str, sign_in: SignIn, owner: User) -> None:
    assert "no-store" in sign_in(owner).get(path).headers["Cache-Control"]


def test_a_part_of_a_page_is_kept_by_nobody(sign_in: SignIn, owner: User) -> None:
    answer = sign_in(owner).get("/accounts/", headers={"HX-Request": "true"})

    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_file_that_never_changes_is_kept(client: Client) -> None:
    answer = client.get("/static/css/app.css")

    assert "no-store" not in answer.headers["Cache-Control"]
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.getvalue()


def test_a_server_asks_for_https_and_for_cookies_that_stay_here(tmp_path: Path) -> None:
    names = {"PATH": os.environ["PATH"], "READ_DOTENV": "false", "VAR_DIR": str(tmp_path)}
    names["DJANGO_SETTINGS_MODULE"] = "config.settings.production"
    ended = subprocess.run(
        [sys.executable, "-c", SHOW], env=names | SERVER, check=True, capture_output=True, text=True
    )

    assert json.loads(ended.stdout) == {
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
        "SECURE_HSTS_PRELOAD": True,
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_SECURE": True,
        "CSRF_COOKIE_SAMESITE": "Lax",
        "USE_X_FORWARDED_HOST": False,
    }


def test_the_headers_come_before_everything_else() -> None:
    """A file, an error and a redirect pass the first of the middleware, too."""
    ours = [name for name in settings.MIDDLEWARE if "django_prometheus" not in name]

    assert ours[0] == "config.lib.headers.HeadersMiddleware"
    files = ours.index("whitenoise.middleware.WhiteNoiseMiddleware")
    assert ours.index("django.middleware.security.SecurityMiddleware") < files
