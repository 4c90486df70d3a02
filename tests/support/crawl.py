"""Follows the links of the site as a person, without a browser."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

from accounts.people.models import User
from tests.support.apostrophes import straight

NO_PAGES = (
    "report_download", "item_file", "message_html", "_export", "template_file", "template_schema",
    "export_everything", "import_wrong",
)  # fmt: skip
"""How the names of addresses end that answer with a file or a frame."""


class Links(HTMLParser):
    """Collects the addresses that a page links to, and what it says."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        address = dict(attrs).get("href")
        if tag == "a" and address:
            self.found.append(address)

    def handle_data(self, data: str) -> None:
        if self.lasttag not in {"style", "script"}:
            self.texts.append(data.strip())


@dataclass
class Crawl:
    """One page of each kind that a person finds, and the links that lead nowhere."""

    person: User
    pages: dict[str, str] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    straight: list[str] = field(default_factory=list)
    """Texts with a typewriter's apostrophe, each with its page."""

    def run(self) -> Crawl:
        client = Client()
        client.force_login(self.person)
        waiting = deque(["/"])
        while waiting:
            address = waiting.popleft()
            name = name_of(address)
            if name is None or name.endswith(NO_PAGES) or name in self.pages:
                continue
            self.pages[name] = address
            answer = client.get(address, follow=True)
            if answer.status_code != 200:
                self.broken.append(f"{address} answered {answer.status_code}")
            if answer.streaming:  # a file, which links to nothing
                answer.close()
                continue
            if not answer.text.startswith("<!doctype html>"):
                self.broken.append(f"{address} is no whole page")
            links = Links()
            links.feed(answer.content.decode())
            self.straight += [f"{address}: {text}" for text in map(straight, links.texts) if text]
            waiting.extend(urldefrag(urljoin(address, link)).url for link in links.found)
        return self


def name_of(address: str) -> str | None:
    """The name of the page at an address; nothing for files, mail and other sites."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or parts.path.startswith(("/static/", "/admin/")):
        return None
    try:
        return resolve(parts.path).view_name
    except Resolver404:
        return f"nothing at {parts.path}"
