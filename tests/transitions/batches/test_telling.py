"""What a batch says before and after, and when its mails go out."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from accounts.people.models import User
from checklists.runs.models import Item
from config.lib.mail.operations import DELIVERY
from tests.conftest import SignIn
from tests.transitions.batches.conftest import made
from tests.transitions.batches.test_batch_pages import DONE, NEW, accepted, ids
from tests.transitions.batches.test_making import of
from transitions.batches.choices import Action
from transitions.batches.models import Batch
from transitions.batches.rules.wish import Wish
from transitions.plans.models import Transition
from transitions.plans.operations import items as one_by_one
from transitions.plans.operations import lifecycle
from transitions.plans.operations.items import Who

pytestmark = pytest.mark.django_db


def test_a_reminder_asks_the_workers_to_send_mails_at_once_and_nothing_else_does(
    running: Transition,
    lead: User,
    sign_in: SignIn,
    nudges: list[str],
    django_capture_on_commit_callbacks: object,
) -> None:
    client, chosen = sign_in(lead), of(running, "List the contacts")

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        accepted(client, chosen, action="remind")
        accepted(client, chosen, action="done")

    assert nudges == [DELIVERY]


def test_the_end_of_an_undo_stands_in_the_time_of_who_reads_it(
    running: Transition, who: Who, sign_in: SignIn
) -> None:
    batch = made(DONE, of(running, "Agree the agenda"), who)
    Batch.objects.update(made_at=datetime(2026, 11, 24, 3, 30, tzinfo=UTC))
    User.objects.filter(pk=who.by.pk).update(time_zone="America/New_York")

    page = sign_in(who.by).get(f"/batches/{batch.pk}/").text

    assert "until Mon 30 Nov 2026 at 22:30" in page


def test_the_button_of_a_preview_tells_what_may_still_be_ticked(
    running: Transition, lead: User, sign_in: SignIn
) -> None:
    client = sign_in(lead)
    answers = {"answered": "yes", "action": "move", "days": "4", "way": "later"}
    chosen = of(running, "Call the client alone", "Review what was learned")

    buttons = [
        client.post(NEW, {**answers, "items": ids(items)}).context["preview"].button
        for items in (chosen, chosen[:1], chosen[1:])
    ]

    assert buttons == [
        "Move 1 item and what is ticked",
        "Move 1 item",
        "Move what is ticked",
    ]


def preview_of(client: Client, items: list[Item], **answers: str) -> str:
    page = client.post(NEW, {"items": ids(items), "answered": "yes", **answers})
    return " ".join(page.text.split())


def test_a_preview_names_whose_required_items_are_given_up(
    running: Transition, lead: User, sign_in: SignIn
) -> None:
    client = sign_in(lead)
    Item.objects.filter(title="List the contacts").update(assignee=None)
    chosen = of(running, "List the contacts", "Agree the agenda", "Meet the client")
    optional = of(running, "Brief the team")

    page = preview_of(client, [*chosen, *optional], action="skip", words="Known")

    assert (
        "Required items among these: 1 with nobody yet, 1 with Priya Raman "
        "and 1 with Tomas Eriksen and Priya Raman." in page
    )
    assert page.count("Required. It is with") == 2
    assert page.count("Required. Nobody does it yet.") == 1
    assert "Required" not in preview_of(client, optional, action="skip", words="Known")
    assert "Required" not in preview_of(client, chosen, action="done")


def test_the_spoken_preview_tells_of_doubts(
    running: Transition, lead: User, sign_in: SignIn
) -> None:
    titles = ("Call the client alone", "Agree the agenda", "Review what was learned")

    client, answers = sign_in(lead), {"action": "move", "days": "4", "way": "later"}

    pages = [preview_of(client, of(running, *some), **answers) for some in (titles, titles[1:2])]

    for page, spoken in zip(
        pages,
        (
            "1 item changes, 2 do not fit, 0 left out.",
            "0 items change, 1 does not fit, 0 left out.",
        ),
        strict=True,
    ):
        assert f'role="status">Preview: {spoken}</p>' in page


def test_nothing_is_sent_before_a_reminder_is(
    running: Transition, lead: User, sign_in: SignIn
) -> None:
    client, chosen = sign_in(lead), of(running, "List the contacts")

    pages = [preview_of(client, chosen, action=action) for action in ("remind", "done")]

    assert [("is sent yet" in page, "is saved yet" in page) for page in pages] == [
        (True, False),
        (False, True),
    ]


@pytest.mark.parametrize("action", ["done", ""])
def test_the_crumb_names_the_list_that_a_selection_came_from(
    action: str, running: Transition, lead: User, stranger: User, sign_in: SignIn
) -> None:
    client, chosen = sign_in(lead), of(running, "List the contacts")
    own = f"/transitions/{running.pk}/"
    names = {
        "/items/?q=list": "Items",
        "/my-work/": "My work",
        own: "Brightwater Foods",
        "/nowhere/": "Start",
    }

    for back, name in names.items():
        page = preview_of(client, chosen, action=action, back=back)
        assert f'<a href="{back}">{name}</a><span class="sep"' in page
    elsewhere = preview_of(client, chosen, action=action, back="https://elsewhere.example/")
    unseen = preview_of(sign_in(stranger), chosen, action=action, back=own)

    assert '<a href="/">Start</a>' in elsewhere
    assert "Brightwater" not in unseen


def test_an_undo_names_each_item_that_stays_with_the_reason(
    running: Transition, who: Who, sign_in: SignIn
) -> None:
    titles = ("List the contacts", "Agree the agenda", "Meet the client", "Brief the team")
    chosen, client = of(running, *titles, "Call the client alone"), sign_in(who.by)
    batch = made(Wish(Action.SKIP, words="Known"), chosen, who)
    for item in chosen[1:]:
        one_by_one.untick(running.pk, item.pk, who)
    url = f"/batches/{batch.pk}/"

    answer = client.post(f"{url}undo/", headers={"HX-Request": "true"})

    page = " ".join(client.get(url).text.split())
    assert answer.headers["HX-Redirect"] == url
    assert "Opened 1 item again. 4 items stayed as they are: see below why." in page
    assert page.count("Not taken back: Somebody has changed it since.") == 4
    assert page.rindex("Not taken back") < page.index(">List the contacts</a>")


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "htmx"])
def test_an_undo_that_can_do_nothing_leads_to_the_reasons(
    headers: dict[str, str], running: Transition, who: Who, sign_in: SignIn
) -> None:
    batch, client = made(DONE, of(running, "Agree the agenda"), who), sign_in(who.by)
    lifecycle.hold(running.pk, "Strike", by=who.by, now=who.now)
    url = f"/batches/{batch.pk}/"

    answer = client.post(f"{url}undo/", headers=headers)

    page = client.get(answer.headers["HX-Redirect"]).text if headers else answer.text
    why = "This transition is on hold. Its items stay as they are."
    assert answer.status_code == (204 if headers else 409)
    assert f"Nothing was taken back. “Agree the agenda” stayed as it is: {why}" in page
    assert f"Not taken back: {why}" in page
