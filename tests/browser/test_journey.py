"""The main job from end to end: an account changes hands, in a browser, through a real worker."""

from __future__ import annotations

import io
import re
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db.models import Q
from django.utils import timezone
from playwright.sync_api import FilePayload, Page, expect
from pypdf import PdfReader

from accounts.clients.models import Account, Contact
from accounts.people.choices import Rhythm
from accounts.people.models import Calendar, User
from checklists.library.choices import Proof
from checklists.runs.models import Item
from checklists.runs.rules.proof import NOTED
from config.lib.workers import app
from tests.browser.conftest import NewContext
from tests.support.browser import assert_accessible, assert_accessible_in_both_themes
from tests.support.smtp import SmtpSink, smtp_sink
from tests.support.worker import worker
from transitions.plans.models import Transition
from transitions.plans.operations import items
from transitions.plans.operations.items import Who

__all__ = ["smtp_sink", "worker"]

PASSWORD = "a long sentence is a good password"
VIENNA = ZoneInfo("Europe/Vienna")
MINUTES: FilePayload = {
    "name": "minutes.txt",
    "mimeType": "text/plain",
    "buffer": b"What was said",
}


@pytest.fixture
def company(owner: User, successor: User, lead: User, account: Account, calendar: Calendar) -> None:
    """Tomas, Priya and Helena can sign in; the shipped checklists are there."""
    call_command("load_templates", verbosity=0)
    for person in (owner, successor, lead):
        person.set_password(PASSWORD)
        person.digest_rhythm = Rhythm.DAILY
        person.save()
    Contact.objects.create(account=account, name="Dr. Ulrike Sandmeer", is_key=True)


def sign_in_by_form(page: Page, person: User) -> None:
    page.goto("/")
    page.get_by_label("E-mail").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator(".side-me")).to_contain_text(person.full_name)


def start_a_transition(page: Page) -> Transition:
    page.get_by_role("link", name="New transition").first.click()
    assert_accessible_in_both_themes(page)
    page.get_by_role("combobox", name="Account", exact=True).select_option(
        label="Brightwater Foods"
    )
    page.get_by_role("radio", name="KAM leaves").check()
    page.get_by_label("What the client will read").fill("Priya knows your plant in Linz.")
    page.get_by_role("radio", name=re.compile("Priya Raman")).check()
    page.get_by_role("radio", name=re.compile("Customer success handoff")).check()
    expect(page.locator("#schedule")).to_contain_text("17")
    page.get_by_role("button", name="Create transition").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Brightwater Foods")
    return Transition.objects.get()


def tick_the_first_of(page: Page, person: User, transition: Transition) -> Item:
    """Tick on My work what a person can tick once its note is written, and see it as done."""
    item = (
        Item.objects.filter(checklist=transition.checklist, assignee=person, blockers=0)
        .exclude(proof=Proof.FILE)
        .open()
        .order_by("due_on", "phase__number", "position")[0]
    )
    items.note(transition.pk, item.pk, "We met on Monday.", Who(person, timezone.now()))
    page.goto("/my-work/?later=all")
    box = page.get_by_role("checkbox", name=item.title)
    box.click()
    expect(page.locator(".toastx")).to_contain_text(item.title)
    expect(page.get_by_role("checkbox", name=item.title)).to_be_checked()
    item.refresh_from_db()
    assert (item.is_done, item.closed_by) == (True, person)
    return item


def prove_and_tick(page: Page, person: User, transition: Transition, proof: Proof) -> Item:
    """Give an item of a person its note or file on the page of the transition, and tick it."""
    mine = Q(assignee=person) | Q(helper=person)
    found = Item.objects.filter(mine, checklist=transition.checklist, blockers=0, proof=proof)
    item = found.open().order_by("due_on", "phase__number", "position")[0]
    page.goto(f"{transition.get_absolute_url()}?item={item.pk}")
    if proof == Proof.FILE:
        page.get_by_label("Add a file").set_input_files(MINUTES)
        expect(page.locator(".detail .file")).to_contain_text("minutes.txt")
    else:
        page.get_by_label("Add a note").fill("Agreed with the client.")
        page.get_by_role("button", name="Add note").click()
        expect(page.locator(".detail .is-note")).to_contain_text("Agreed with the client.")
    page.get_by_role("checkbox", name=item.title).click()
    expect(page.get_by_role("checkbox", name=item.title)).to_be_checked()
    item.refresh_from_db()
    assert (item.is_done, item.closed_by) == (True, person)
    return item


def close_the_rest(transition: Transition, now: datetime) -> None:
    """What the people do in the weeks between, by operations and not in the browser: every item
    that is still open, with its proof."""
    waiting = Item.objects.filter(checklist=transition.checklist).open()
    for item in waiting.order_by("due_on", "phase__number", "position"):
        who = Who(item.assignee or transition.manager, now)
        if item.proof in NOTED:
            items.note(transition.pk, item.pk, "Agreed with the client.", who)
        if item.proof == Proof.FILE:
            upload = SimpleUploadedFile("minutes.txt", b"What was said")
            items.attach(transition.pk, item.pk, upload, who)
        items.tick(transition.pk, item.pk, who)


def send_the_digests_of(day: date) -> None:
    """What beat has the workers do on a day at 07:30 in Vienna, where everybody is."""
    app.loader.import_default_modules()
    with time_machine.travel(datetime.combine(day, time(7, 30), VIENNA)):
        for name in ("write the digests that are due", "deliver mail"):
            app.tasks[str(settings.CELERY_BEAT_SCHEDULE[name]["task"])]()


def read(sink: SmtpSink, person: User, kind: str) -> str:
    """The text or the HTML of the mail that a person has received."""
    body = sink.mail_to(person.email).get_body((kind,))
    assert body is not None
    return str(body.get_content())


@pytest.mark.usefixtures("company")
def test_an_account_changes_hands(  # noqa: PLR0917 - each of them is in the story
    owner: User,
    successor: User,
    lead: User,
    account: Account,
    new_context: NewContext,
    smtp_sink: SmtpSink,
    worker: Path,
) -> None:
    helenas, tomass, priyas = (new_context().new_page() for _ in range(3))

    # Helena starts the handover from a shipped template.
    sign_in_by_form(helenas, lead)
    assert_accessible_in_both_themes(helenas)
    transition = start_a_transition(helenas)
    assert_accessible_in_both_themes(helenas)
    assert (transition.outgoing, transition.incoming) == (owner, successor)

    # Both account managers find their items and tick.
    sign_in_by_form(tomass, owner)
    assert_accessible_in_both_themes(tomass)
    first = tick_the_first_of(tomass, owner, transition)
    sign_in_by_form(priyas, successor)
    tick_the_first_of(priyas, successor, transition)
    assert_accessible(priyas)

    # Priya proves an item by a note, Tomas the message to the client by a file, then one by a note.
    prove_and_tick(priyas, successor, transition, Proof.NOTE)
    prove_and_tick(tomass, owner, transition, Proof.FILE)
    prove_and_tick(tomass, owner, transition, Proof.NOTE)

    # A week later, in the morning, everybody gets a digest from the mail server.
    send_the_digests_of(transition.starts_on + timedelta(days=7))
    for person in (owner, successor):
        for kind in ("plain", "html"):
            digest = read(smtp_sink, person, kind)
            assert "Brightwater Foods" in digest
            assert f"Good morning {person.first_name}" in digest
            assert f">{first.title}<" not in digest and f"- {first.title}\n" not in digest

    # Weeks later everything is done; Helena moves the ownership.
    close_the_rest(transition, timezone.now())
    helenas.goto(transition.get_absolute_url())
    helenas.locator(".page-acts summary").click()
    helenas.get_by_role("link", name=re.compile("Move ownership")).first.click()
    assert_accessible_in_both_themes(helenas)
    helenas.get_by_role("textbox", name=re.compile("^Why")).fill("They met at the plant.")
    helenas.locator("main form").get_by_role("button", name=re.compile("Move ownership")).click()
    expect(helenas).to_have_url(re.compile(rf"{transition.get_absolute_url()}$"))
    account.refresh_from_db()
    assert account.owner == successor

    # She completes it, with what was learned.
    helenas.goto(f"{transition.get_absolute_url()}complete/")
    assert_accessible_in_both_themes(helenas)
    helenas.get_by_label("Lessons learned").fill("Ask for access on the first day.")
    helenas.get_by_role("textbox", name=re.compile("^Why")).fill("The findings follow.")
    helenas.get_by_role("button", name=re.compile("^Complete")).click()
    expect(helenas).to_have_url(re.compile(rf"{transition.get_absolute_url()}$"))
    transition.refresh_from_db()
    assert transition.state == "completed"

    # The worker makes the report, for the transition has ended; she downloads it.
    helenas.goto(f"{transition.get_absolute_url()}report/")
    download_link = helenas.get_by_role("link", name="Download", exact=True)
    expect(download_link).to_be_visible(timeout=60_000)
    assert_accessible_in_both_themes(helenas)
    with helenas.expect_download() as waiting:
        helenas.get_by_role("link", name="Download", exact=True).click()
    pdf = PdfReader(io.BytesIO(waiting.value.path().read_bytes()))
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    for words in ("Brightwater Foods", "Tomas Eriksen", "Priya Raman", first.title):
        assert words in text
    assert "Ask for access on the first day." in text
