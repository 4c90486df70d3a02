"""A letter becomes a mail: subject, text and HTML."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import get_template, render_to_string
from django.urls import reverse

from accounts.people.models import User
from config.lib import mailto, words
from config.lib.mail.choices import MessageKind
from config.lib.mail.operations import Draft
from config.lib.mail.stencils import inlined, stencil
from transitions.reminders.rules import stopping, timing
from transitions.reminders.rules.agenda import Mentioned
from transitions.reminders.rules.parts import Debt, Letter, Row, Section
from transitions.reminders.rules.waiting import Answered


class Press:
    """Renders digests; what is the same in all of them is done once for a whole batch."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.site = settings.SITE_URL.rstrip("/")
        self.subject = get_template("email/digest/subject.txt")
        self.text = get_template("email/digest/body.txt")
        self.html = stencil("email/digest/body.html")
        self.same = {
            "work_url": self.site + reverse("my_work"),
            "profile_url": self.site + reverse("profile"),
            "mentions_url": self.site + reverse("mentions"),
            "company": settings.COMPANY_NAME,
            "host": urlsplit(self.site).netloc,
        }
        self.pages: dict[int, str] = {}

    def draft(self, person: User, letter: Letter) -> Draft:
        """The mail of a letter, with the headers that let a mail program stop it by one click."""
        stop_url = self.site + stopping.link_for(person.pk)
        context = self._context(person, letter, stop_url)
        return Draft(
            kind=MessageKind.DIGEST,
            person=person,
            to=person.email,
            subject=self.subject.render(context),
            body_text=self.text.render(context),
            body_html=self.html.render(context),
            headers={
                "List-Unsubscribe": f"<{stop_url}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            },
            send_after=self.now,
        )

    def apology(self, person: User, day: date, error: Exception) -> Draft:
        """Instead of a digest that could not be put together; it waits in the outbox as failed."""
        said = f"{type(error).__name__}: {error}".rstrip(": ").splitlines()[0][:200]
        context = self.same | {"day": words.day(day), "link": self.same["work_url"]}
        return Draft(
            kind=MessageKind.DIGEST,
            person=person,
            to=person.email,
            subject=render_to_string("email/no_digest/subject.txt", context),
            body_text=render_to_string("email/no_digest/body.txt", context),
            body_html=inlined(render_to_string("email/no_digest/body.html", context)),
            trouble=f"The digest could not be put together: {said}. Trying again sends "
            f"{person.first_name} this note instead. The next digest is put together anew.",
            send_after=self.now,
        )

    def _context(self, person: User, letter: Letter, stop_url: str) -> dict[str, Any]:
        """Plain values, because a template finds these faster than the fields of an object."""
        return self.same | {
            "letter": letter,
            "sections": [
                _fields(section)
                | {"more": section.more, "rows": [self._linked(row) for row in section.rows]}
                for section in letter.sections
            ],
            "debts": [
                self._linked(debt)
                | {"remind_url": _remind(debt), "addresses": ", ".join(debt.emails)}
                for debt in letter.debts
            ],
            "signs": {row.glyph for section in letter.sections for row in section.rows},
            "answers": [
                _fields(answer) | {"url": f"{self.site}{answer.path}"} for answer in letter.answers
            ],
            "mentions": [self._mention(one) for one in letter.mentions],
            "stop_url": stop_url,
            "rhythm": timing.rhythm_in_words(person.digest_rhythm, person.digest_at),
        }

    def _linked(self, row: Row | Debt) -> dict[str, Any]:
        """A row with its address, or that of its item on the page of its transition."""
        if row.path:
            return _fields(row) | {"url": f"{self.site}{row.path}"}
        page = self._page(row.transition_id)
        return _fields(row) | {"url": f"{page}?item={row.item_id}#item-{row.item_id}"}

    def _mention(self, mention: Mentioned) -> dict[str, Any]:
        """A mention with the address of its comment."""
        page = reverse("comment", args=[mention.transition_id, mention.comment_id])
        return _fields(mention) | {"url": f"{self.site}{page}"}

    def _page(self, transition_id: int) -> str:
        if transition_id not in self.pages:
            page = reverse("transition", args=[transition_id])
            self.pages[transition_id] = f"{self.site}{page}"
        return self.pages[transition_id]


def _fields(row: Row | Section | Debt | Mentioned | Answered) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__slots__}


def _remind(debt: Debt) -> str:
    """A mail to the people who owe an item, begun and not sent."""
    return mailto.link(*debt.emails, subject=debt.title)
