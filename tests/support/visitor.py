"""A browser without a window: cookies, forms, and another try when the line breaks."""

from __future__ import annotations

import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from urllib.parse import urlencode

PATIENCE = 20  # seconds in which a broken site has to answer again


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    place: str
    text: str


class Visitor:
    """Somebody who looks at a site under its public name, through its proxy on this machine."""

    def __init__(self, port: int, host: str) -> None:
        self.port = port
        self.host = host
        self.cookies: dict[str, str] = {}
        self.broken = 0

    def sign_in(self, email: str, password: str) -> None:
        """Sign in; on a machine that is out of breath the limit of sign-ins says “later” at times.

        It counts under a lock, and whoever does not get the lock in time is put off.
        """
        self.get("/auth/login/")
        end = time.monotonic() + PATIENCE
        while (answer := self.send("/auth/login/", login=email, password=password)).status == 429:
            assert time.monotonic() < end, answer.text
            time.sleep(0.3)
        assert answer.status == 302, answer.text

    def get(self, path: str) -> Answer:
        return self._until_it_works("GET", path, "")

    def send(self, path: str, **fields: str) -> Answer:
        """Send a form; as long as no answer or an error comes, send the very same one again."""
        return self._until_it_works("POST", path, urlencode(fields))

    def _until_it_works(self, method: str, path: str, body: str) -> Answer:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                answer = self._ask(method, path, body)
            except (OSError, HTTPException):
                answer = Answer(0, "", "no answer")
            if 200 <= answer.status < 500:
                return answer
            self.broken += 1
            assert time.monotonic() < end, f"{method} {path}: {answer.status} {answer.text[:300]}"
            time.sleep(0.1)

    def _ask(self, method: str, path: str, body: str) -> Answer:
        line = HTTPConnection("127.0.0.1", self.port, timeout=15)
        headers = {
            "Host": self.host,
            "Referer": f"https://{self.host}/",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
            "X-CSRFToken": self.cookies.get("csrftoken", ""),
        }
        try:
            line.request(method, path, body, headers)
            reply = line.getresponse()
            text = reply.read().decode(errors="replace")
            for cookie in reply.headers.get_all("Set-Cookie", []):
                for name, morsel in SimpleCookie(cookie).items():
                    self.cookies[name] = morsel.value
            return Answer(reply.status, reply.headers.get("Location", ""), text)
        finally:
            line.close()
