"""A real provider of OpenID Connect in a process of its own, on a free port of this machine.

def test_something(provider: Provider, client: Client) -> None:
    provider.knows("sub-1", email="tomas.eriksen@norvane.example")
    answer = provider.sign_in(client, "sub-1")
"""

from __future__ import annotations

import html
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from config.lib.openid import openid_provider
from tests.support.smtp import free_port

PATIENCE = 20  # seconds until a provider that does not come up fails the test
UNSAID = object()
LINK = re.compile(r'class="btn btn-primary" href="([^"]+)"')


class Provider:
    """Knows people by their subject, and signs in whoever says a subject."""

    def __init__(self, port: int) -> None:
        self.url = f"http://localhost:{port}"

    def knows(self, subject: str, *, email: str, verified: Any = True) -> None:
        """With `verified=UNSAID`, it says nothing about whether the address is confirmed."""
        claims = {"email": email, "email_verified": verified, "name": "Whatever they call it"}
        if verified is UNSAID:
            del claims["email_verified"]
        requests.put(f"{self.url}/users/{subject}", json=claims, timeout=5).raise_for_status()

    def address(self, client: Client, **answers: str) -> str:
        """Where the site sends somebody who wants to sign in."""
        page = client.post("/auth/oidc/company/", answers)
        found = LINK.search(page.content.decode())
        assert found, page.content.decode()
        return html.unescape(found[1])

    def authorize(self, address: str, subject: str) -> str:
        """The provider's own page is answered; gives the address it sends back to."""
        answer = requests.post(address, data={"sub": subject}, allow_redirects=False, timeout=5)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    def sign_in(self, client: Client, subject: str, **answers: str) -> HttpResponse:
        """The whole way there and back; the site's last answer."""
        back = self.authorize(self.address(client, **answers), subject)
        return client.get(urlsplit(back).path + "?" + urlsplit(back).query)  # type: ignore[return-value]


def asked(address: str) -> dict[str, str]:
    """What an address asks the provider."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


@pytest.fixture(scope="session")
def provider_process() -> Iterator[Provider]:
    port = free_port()
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "oidc_provider_mock",
        "-p",
        str(port),
        "-n",
        "true",
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    provider = Provider(port)
    try:
        wait_for(provider, process)
        yield provider
    finally:
        process.terminate()
        process.wait(timeout=10)


@pytest.fixture
def provider(provider_process: Provider, settings: Settings) -> Provider:
    """The provider, and a site that is configured for it."""
    settings.OIDC_NAME = "Norvane ID"
    settings.SITE_URL = "http://testserver"
    settings.SOCIALACCOUNT_PROVIDERS = openid_provider(
        "Norvane ID", provider_process.url, "changeover", "not much of a secret"
    )
    return provider_process


def wait_for(provider: Provider, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            requests.get(f"{provider.url}/jwks", timeout=1)
        except requests.ConnectionError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("The provider of OpenID Connect did not come up.", pytrace=False)
