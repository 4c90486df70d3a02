"""The knowledge transfer document: read, made by the worker, opened; the research list ticked."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from pytest_django.live_server_helper import LiveServer

from accounts.clients.models import Account
from accounts.people.models import User
from accounts.profile.models import Contract
from accounts.profile.operations import records
from accounts.profile.operations.records import Sent
from tests.factories.transitions import NOW, make_transition
from tests.support.browser import assert_accessible_in_both_themes, sign_in
from transitions.reports import tasks


@pytest.mark.usefixtures("clock")
def test_who_takes_over_reads_it_has_it_made_opens_it_and_ticks_the_research_list(
    desktop: Page,
    live_server: LiveServer,
    account: Account,
    owner: User,
    successor: User,
    tmp_path: Path,
) -> None:
    found = make_transition(account=account, incoming=successor)
    records.add(Contract, account.pk, {"title": "Frame contract"}, Sent(owner, NOW))
    sign_in(desktop, live_server, successor)

    desktop.goto(f"/transitions/{found.pk}/dossier/")
    desktop.get_by_role("link", name="Knowledge transfer document").click()
    desktop.get_by_role("link", name="Contracts and service levels").click()
    expect(desktop.get_by_role("cell", name="Frame contract")).to_be_in_viewport()

    desktop.get_by_role("button", name="Make a PDF").click()
    expect(desktop.get_by_text("The PDF waits for a free worker.")).to_be_visible()
    assert_accessible_in_both_themes(desktop)
    assert tasks.make_wanted_transfers() == 1
    with desktop.expect_download() as waiting:
        desktop.get_by_role("link", name="Download the PDF").click()
    waiting.value.save_as(tmp_path / "transfer.pdf")
    assert "Frame contract" in " ".join(
        page.extract_text() for page in PdfReader(tmp_path / "transfer.pdf").pages
    )
    expect(desktop.get_by_text("Nothing has changed since.")).to_be_visible()

    box = desktop.get_by_role("button", name="Gone through: Frame contract")
    box.focus()
    desktop.keyboard.press("Space")
    expect(box).to_have_attribute("aria-pressed", "true")
    expect(box).to_be_focused()
    expect(desktop.get_by_text("Gone through by Priya Raman, 24 Nov 2026")).to_be_visible()
    assert_accessible_in_both_themes(desktop)

    desktop.reload()
    expect(desktop.get_by_text("Since then 1 section changed: Research list.")).to_be_visible()
    desktop.emulate_media(media="print")
    expect(desktop.get_by_role("button", name="Make it anew")).to_be_hidden()
    expect(desktop.get_by_role("cell", name="Frame contract")).to_be_visible()
