"""What a site has promised, compared with what its database and its mail server have."""

from __future__ import annotations

from collections import Counter

from accounts.people.models import User
from checklists.runs.choices import ItemState
from checklists.runs.models import Item
from checklists.runs.operations import totals
from config.lib.mail.models import Message
from tests.support.at_work import Person
from tests.support.site import Site
from tests.support.smtp import SmtpSink
from transitions.plans.models import LogEntry
from transitions.reports.choices import ReportState
from transitions.reports.models import Report


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


def assert_mails_arrived(post: SmtpSink, *, besides_digests: int, twice_at_most: int) -> None:
    """Every mail has arrived; only what a killed worker had in its hands may have come twice.

    The mail server had taken that one, and we had not noted it yet. It comes under the same
    Message-ID, so that a mailbox knows it.
    """
    arrived = Counter(str(mail["Message-ID"]) for mail in post.received)
    sent = dict(Message.objects.values_list("message_id", "attempts"))
    twice = {name for name, times in arrived.items() if times > 1}
    assert len(sent) == User.objects.count() + besides_digests
    assert set(arrived) == set(sent)
    assert len(twice) <= twice_at_most
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
