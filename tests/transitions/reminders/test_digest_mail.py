import re
from datetime import datetime
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.template.loader import get_template
from pytest_django import Settings

from accounts.clients.models import Account
from accounts.people.models import User
from checklists.runs.models import Item
from config.lib import words
from config.lib.mail.models import Message
from config.lib.mail.stencils import inlined
from tests.factories.transitions import item_of
from tests.support.digests import mail_to
from transitions.plans.models import Transition
from transitions.plans.queries.links import links_of
from transitions.plans.queries.work import FIELDS, Desk, desk, work_rows
from transitions.reminders.models import Digest
from transitions.reminders.operations import rendering, write_due


def test_a_helper_is_reminded_too(
    transition: Transition, successor: User, morning: datetime
) -> None:
    write_due(morning)

    text = mail_to(successor).body_text
    assert "- Meet the client\n  Wed 25 Nov · Brightwater Foods, waits for" in text


def test_what_others_owe_is_said_with_what_it_blocks(
    transition: Transition, owner: User, morning: datetime
) -> None:
    write_due(morning)

    text = mail_to(owner).body_text
    assert (
        "- Priya owes you “Agree the agenda”, due today. "
        "It blocks “Meet the client” on Wed 25 Nov.\n" in text
    )
    assert "- Helena is late with “Brief the team” for Brightwater Foods, 19 days overdue." in text


def test_what_two_people_owe_names_both_as_my_work_does(
    transition: Transition, owner: User, successor: User, lead: User, morning: datetime
) -> None:
    meeting, review = (
        item_of(transition, title) for title in ("Meet the client", "Review what was learned")
    )
    review.waits_for.add(meeting)
    Item.objects.filter(pk=meeting.pk).update(due_on="2026-11-23")
    Item.objects.filter(pk=review.pk).update(due_on="2026-11-26")

    write_due(morning)
    hints = hints_of(desk(lead, morning.date(), morning), review)

    names = words.listing([who.first_name for who in (meeting.assignee, meeting.helper) if who])
    mail = mail_to(lead)
    assert names in {"Tomas and Priya", "Priya and Tomas"}
    assert f"- {names} owe you “Meet the client”, 1 day overdue." in mail.body_text
    assert f"Brightwater Foods, waits for {names}: “Meet the client”" in mail.body_text
    assert f"Remind {names}: " in mail.body_text
    emails = [who.email for who in (meeting.assignee, meeting.helper) if who]
    assert f'href="mailto:{",".join(emails)}?subject=Meet%20the%20client"' in mail.body_html
    assert hints == [f"Waits for {names}: Meet the client, 1 day overdue"]


def test_the_address_of_who_owes_something_is_no_more_than_an_address_in_a_link(
    transition: Transition, owner: User, successor: User, morning: datetime
) -> None:
    User.objects.filter(pk=successor.pk).update(email="priya?cc=x@norvane.example")

    write_due(morning)

    assert "mailto:priya%3Fcc%3Dx@norvane.example?subject=" in mail_to(owner).body_html


def hints_of(found: Desk, item: Item) -> list[str]:
    """What My work says beside an item."""
    values = found.open().filter(pk=item.pk).values(*FIELDS)
    return [row.hint for row in work_rows(found, values, links_of([item.pk]))]


def test_nobody_owes_what_the_reader_helps_with(
    transition: Transition, successor: User, morning: datetime
) -> None:
    meeting = item_of(transition, "Meet the client")
    Item.objects.filter(pk=meeting.pk).update(due_on="2026-11-20")

    write_due(morning)

    text = mail_to(successor).body_text
    assert successor.pk in {meeting.assignee_id, meeting.helper_id}
    assert "- Meet the client\n" in text
    assert "with “Meet the client”" not in text
    assert "owes you “Meet the client”" not in text


def test_who_has_handed_over_is_not_told_of_what_is_late_with_others(
    transition: Transition, owner: User, successor: User, morning: datetime
) -> None:
    Transition.objects.filter(pk=transition.pk).update(ownership_moved_at=morning)

    write_due(morning)

    assert "Helena is late with “Brief the team”" not in mail_to(owner).body_text
    assert "Helena is late with “Brief the team”" in mail_to(successor).body_text


def test_nobody_owes_what_waits_for_the_reader(
    transition: Transition, owner: User, lead: User, morning: datetime
) -> None:
    brief = item_of(transition, "Brief the team")
    brief.waits_for.add(item_of(transition, "List the contacts"))

    write_due(morning)

    assert (brief.assignee, item_of(transition, "List the contacts").assignee) == (lead, owner)
    assert "Helena is late with “Brief the team”" not in mail_to(owner).body_text


def test_links_lead_to_the_item_on_its_page(
    transition: Transition, successor: User, morning: datetime, settings: Settings
) -> None:
    settings.SITE_URL = "https://changeover.norvane.example/"
    item = item_of(transition, "Agree the agenda")

    write_due(morning)

    mail = mail_to(successor)
    address = f"https://changeover.norvane.example/transitions/{transition.pk}/"
    assert f"  {address}?item={item.pk}#item-{item.pk}\n" in mail.body_text
    assert f'href="{address}?item={item.pk}#item-{item.pk}"' in mail.body_html


def test_a_mail_program_can_stop_it_with_one_click(
    transition: Transition, successor: User, morning: datetime
) -> None:
    write_due(morning)

    headers = mail_to(successor).headers
    address = headers["List-Unsubscribe"].strip("<>")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert urlsplit(address).path.startswith("/unsubscribe/")
    assert address in mail_to(successor).body_text


class Words(HTMLParser):
    """The text of a mail, without style, preview and pictures of people."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        skips = tag in {"style", "title"} or known.get("class") == "preview"
        if self.hidden or skips or known.get("aria-hidden"):
            self.hidden += tag not in {"meta", "br"}

    def handle_endtag(self, tag: str) -> None:
        self.hidden = max(self.hidden - 1, 0)

    def handle_data(self, data: str) -> None:
        if not self.hidden and data.strip():
            self.text.append(" ".join(data.split()))


def words_of(html: str) -> list[str]:
    parser = Words()
    parser.feed(html)
    return parser.text


def test_text_and_html_say_the_same(
    transition: Transition,
    owner: User,
    successor: User,
    lead: User,
    morning: datetime,
    settings: Settings,
) -> None:
    settings.SITE_URL = "https://changeover.norvane.example"
    write_due(morning)

    mail = mail_to(owner)

    lines = [line.strip("- ") for line in mail.body_text.splitlines()]
    facts = [line for line in lines if line and "://" not in line]
    assert facts == [
        "2 overdue, 1 due today",
        "Tue 24 November",
        "Good morning Tomas. Start with “List the contacts” for Brightwater Foods, "
        "20 days overdue.",
        "Overdue (2)",
        "List the contacts",
        "20 days overdue · Brightwater Foods (off track)",
        "Write the summary",
        "1 day overdue · Brightwater Foods (off track)",
        "Today (1)",
        "File the contract",
        "Today · Brightwater Foods (off track)",
        "Later this week (1)",
        "Meet the client",
        "Wed 25 Nov · Brightwater Foods, waits for Priya: “Agree the agenda” (off track)",
        "You wait for others",
        "Priya owes you “Agree the agenda”, due today. It blocks “Meet the client” on Wed 25 Nov.",
        f"Remind Priya: {successor.email}",
        "Helena is late with “Brief the team” for Brightwater Foods, 19 days overdue.",
        f"Remind Helena: {lead.email}",
        "Sent on working days at 07:30 when something is due, or somebody mentions or answers you.",
        "Norvane Systems, changeover.norvane.example",
    ]
    assert words_of(mail.body_html) == [
        "◐",
        "Changeover",
        "Tue 24 November",
        "2 overdue, 1 due today",
        "Good morning Tomas. Start with “List the contacts” for Brightwater Foods, "
        "20 days overdue.",
        "Open My work",
        "Overdue",
        "2",
        "List the contacts",
        "◆",
        "Brightwater Foods",
        "20 days overdue",
        "Write the summary",
        "◆",
        "Brightwater Foods",
        "1 day overdue",
        "Today",
        "1",
        "File the contract",
        "◆",
        "Brightwater Foods",
        "Today",
        "Later this week",
        "1",
        "Meet the client",
        "◆",
        "Brightwater Foods, waits for Priya: “Agree the agenda”",
        "Wed 25 Nov",
        "You wait for others",
        "Priya owes you “Agree the agenda”",
        ", due today. It blocks “Meet the client” on Wed 25 Nov.",
        "Remind Priya",
        "Helena is late with “Brief the team”",
        "for Brightwater Foods, 19 days overdue.",
        "Remind Helena",
        "● on track ▲ at risk ◆ off track",
        "Sent on working days at 07:30 when something is due, or somebody mentions or answers you.",
        "Change the time or stop",
        "Stop with one click",
        "Norvane Systems, changeover.norvane.example",
    ]


def test_names_cannot_smuggle_in_markup(
    transition: Transition, account: Account, successor: User, morning: datetime
) -> None:
    Account.objects.filter(pk=account.pk).update(name='<img src="x">& Sons')

    write_due(morning)

    mail = mail_to(successor)
    assert "<img" not in mail.body_html
    assert '<img src="x">& Sons' in mail.body_text


def test_a_digest_looks_as_if_its_styles_were_moved_into_it_alone(
    transition: Transition, owner: User, morning: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_due(morning)
    fast = mail_to(owner).body_html
    Message.objects.all().delete()
    Digest.objects.all().delete()
    monkeypatch.setattr(rendering, "stencil", get_template)
    write_due(morning)

    slow = inlined(mail_to(owner).body_html)

    assert "style=" in fast
    assert plain(fast) == plain(slow)


def plain(html: str) -> str:
    """HTML without the spaces between its elements and without the link that is new each time."""
    html = re.sub(r"/unsubscribe/[^/]+/", "/unsubscribe/", inlined(html))
    return re.sub(r"\s*(<[^>]*>)\s*", r"\1", " ".join(html.split()))
