"""From boxes over a preview to a batch, and the pages that tell of it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.people.models import User
from checklists.runs.models import Item
from tests.conftest import SignIn
from tests.factories.transitions import NOW, item_of
from tests.transitions.batches.conftest import made
from tests.transitions.batches.test_making import of
from transitions.batches.choices import Action
from transitions.batches.models import Batch
from transitions.batches.rules.wish import Wish
from transitions.plans.models import Transition
from transitions.plans.operations import items as one_by_one
from transitions.plans.operations.items import Who

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
NEW, MAKE = "/batches/new/", "/batches/make/"
DONE = Wish(Action.DONE)


def ids(items: list[Item]) -> str:
    return ",".join(str(item.pk) for item in items)


def takes(page: str) -> list[str]:
    """The stamps of the items that a preview takes by itself."""
    return re.findall(r'type="hidden" name="take" value="([^"]+)"', page)


def accepted(client: Client, items: list[Item], **answers: str) -> str:
    """Preview and accept, as a browser without a script does; the page that follows."""
    asked = {"items": ids(items), "answered": "yes", **answers}
    preview = client.post(NEW, asked)
    key = re.findall(r'name="request_key" value="([^"]+)"', preview.text)[0]
    sent = {**asked, "take": takes(preview.text), "request_key": key, "back": "/my-work/"}
    return str(client.post(MAKE, sent, follow=True).content.decode())


def test_the_list_offers_boxes_to_who_works_here_and_not_to_readers(
    running: Transition, lead: User, reader: User, sign_in: SignIn
) -> None:
    client = sign_in(lead)

    assert 'href="/items/select/?q=agenda"' in client.get("/items/?q=agenda").text
    assert "/items/select/" not in sign_in(reader).get("/items/").text
    assert client.get("/items/select/?q=agenda").text.count("data-pick>") == 1
    assert f"/transitions/{running.pk}/select/" in client.get(f"/transitions/{running.pk}/").text
    assert sign_in(reader).get("/items/select/").status_code == 403


def test_work_and_a_checklist_have_boxes_for_what_is_open(
    running: Transition, successor: User, sign_in: SignIn
) -> None:
    client = sign_in(successor)

    pages = [client.get("/my-work/select/"), client.get(f"/transitions/{running.pk}/select/")]

    assert [page.text.count("data-pick>") for page in pages] == [3, 8]


def test_a_preview_is_a_page_and_saves_nothing(
    running: Transition, lead: User, sign_in: SignIn
) -> None:
    agenda, summary = of(running, "Agree the agenda", "Write the summary")

    page = sign_in(lead).post(NEW, {"item": [agenda.pk, summary.pk], "action": "done"})

    text = " ".join(page.text.split())
    assert page.status_code == 200
    assert "Mark 1 item done" in text
    assert "A note proves this item." in text
    assert [taken.partition("-")[0] for taken in takes(page.text)] == [str(agenda.pk)]
    assert item_of(running, "Agree the agenda").is_open


def test_accepting_does_it_and_offers_an_undo(
    running: Transition, lead: User, sign_in: SignIn
) -> None:
    page = accepted(sign_in(lead), of(running, "Agree the agenda"), action="done")

    batch = Batch.objects.get()
    assert item_of(running, "Agree the agenda").is_done
    assert "Marked 1 item done" in page
    assert f'action="/batches/{batch.pk}/undo/"' in page
    assert "<h1>My work</h1>" in page


WRONG = [
    ({"action": "skip", "words": ""}, "Say why these items do not apply."),
    ({"action": "move", "days": "61", "way": "later"}, "Write 60 or less."),
    ({"action": "move", "days": "0", "way": "later"}, "Write 1 or more."),
    ({"action": "assign", "person": ""}, "Choose one."),
    ({"action": "assign", "person": "999"}, "Select a valid choice"),
]


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_a_wrong_answer_comes_back_with_a_sentence(
    headers: dict[str, str], running: Transition, lead: User, sign_in: SignIn
) -> None:
    client = sign_in(lead)

    for answers, sentence in WRONG:
        sent = {"items": ids(of(running, "Agree the agenda")), "answered": "yes", **answers}
        response = client.post(NEW, sent, headers=headers)

        assert response.status_code == 422
        assert sentence in response.text
        assert ("<html" in response.text) == (not headers)
        assert client.post(MAKE, sent).status_code == 422


def test_nothing_and_too_much_are_told(running: Transition, lead: User, sign_in: SignIn) -> None:
    client = sign_in(lead)

    nothing = client.post(NEW, {"action": "done"})
    much = client.post(NEW, {"action": "done", "items": ",".join(map(str, range(1, 502)))})
    no_action = client.post(NEW, {"items": ids(of(running, "Agree the agenda"))})

    assert (nothing.status_code, much.status_code, no_action.status_code) == (422, 422, 200)
    assert "Select at least one item." in nothing.text
    assert "Select at most 500 items at once." in much.text
    assert "1 item is selected. What happens to it?" in " ".join(no_action.text.split())


def test_an_item_of_strangers_is_as_if_it_did_not_exist(
    running: Transition, stranger: User, sign_in: SignIn
) -> None:
    client, sent = sign_in(stranger), {"items": ids(of(running, "Agree the agenda"))}

    answers = [client.post(url, {**sent, "action": "done"}) for url in (NEW, MAKE)]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert "Agree the agenda" not in answers[0].text
    assert item_of(running, "Agree the agenda").is_open


def test_readers_change_nothing(running: Transition, reader: User, sign_in: SignIn) -> None:
    sent = {"items": ids(of(running, "Agree the agenda")), "action": "done"}

    assert [sign_in(reader).post(url, sent).status_code for url in (NEW, MAKE)] == [403, 403]


def test_all_that_match_are_taken_from_the_address_of_the_list(
    running: Transition, second: Transition, lead: User, sign_in: SignIn
) -> None:
    page = sign_in(lead).post(NEW, {"all": "q=agenda", "action": "done"})

    assert len(takes(page.text)) == 2


def test_what_has_changed_since_comes_back_as_a_new_preview(
    running: Transition, lead: User, sign_in: SignIn
) -> None:
    client, chosen = sign_in(lead), of(running, "Agree the agenda")
    asked = {"items": ids(chosen), "action": "done"}
    taken = takes(client.post(NEW, asked).text)
    one_by_one.tick(running.pk, chosen[0].pk, Who(lead, NOW))

    response = client.post(MAKE, {**asked, "take": taken})

    assert response.status_code == 409
    assert "Nothing was changed" in response.text
    assert "It is done already." in response.text


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_who_made_a_batch_takes_it_back(
    headers: dict[str, str], running: Transition, lead: User, sign_in: SignIn, who: Who
) -> None:
    batch, client = made(DONE, of(running, "Agree the agenda"), who), sign_in(lead)

    response = client.post(f"/batches/{batch.pk}/undo/", headers=headers)

    page = client.get(f"/batches/{batch.pk}/").text
    assert item_of(running, "Agree the agenda").is_open
    assert "Opened 1 item again" in page
    assert "Taken back on Tue 24 Nov 2026" in page
    if headers:
        assert response.headers["HX-Refresh"] == "true"


def test_a_batch_whose_items_are_gone_says_so(
    running: Transition, who: Who, lead: User, sign_in: SignIn
) -> None:
    batch = made(DONE, of(running, "Agree the agenda"), who)
    batch.lines.all().delete()

    answer = sign_in(lead).post(f"/batches/{batch.pk}/undo/")

    said = "Nothing was taken back. Its items are not there any more."
    assert said in answer.content.decode()


def test_a_batch_is_there_for_nobody_else(
    running: Transition, administrator: User, sign_in: SignIn, who: Who
) -> None:
    batch, client = made(DONE, of(running, "Agree the agenda"), who), sign_in(administrator)

    assert client.get(f"/batches/{batch.pk}/").status_code == 404
    assert client.post(f"/batches/{batch.pk}/undo/").status_code == 404
    assert "Marked 1 item done" not in client.get("/batches/").text


def test_a_batch_names_no_item_that_is_not_seen_any_more(
    running: Transition, successor: User, sign_in: SignIn, lead: User
) -> None:
    batch = made(DONE, of(running, "Agree the agenda"), Who(successor, NOW))
    running.team.filter(person=successor).delete()
    Transition.objects.filter(pk=running.pk).update(incoming=lead)
    client = sign_in(successor)

    page = client.get(f"/batches/{batch.pk}/").text

    assert "Agree the agenda" not in page
    assert "1 item on transitions that you do not see any more." in page
    assert "Marked 1 item done" not in client.get("/batches/?q=agenda").text


FOUND = {
    "": 2,
    "?q=agenda": 1,
    "?q=brightwater": 2,
    "?q=known": 1,
    "?action=skip": 1,
    "?undone=yes": 0,
    "?since=2026-11-25": 1,
    "?until=2026-11-24": 1,
    "?action=none": 0,
}


def test_batches_are_found_by_what_they_did(
    running: Transition, lead: User, sign_in: SignIn, who: Who
) -> None:
    client, later = sign_in(lead), Who(lead, NOW + timedelta(days=1))
    made(DONE, of(running, "Agree the agenda"), who)
    made(Wish(Action.SKIP, words="Known"), of(running, "List the contacts"), later)

    def found(query: str) -> int:
        page = client.get(f"/batches/{query}").text
        return len(re.findall(r'<a class="ink strong" href="/batches/\d+/">', page))

    assert {query: found(query) for query in FOUND} == FOUND


def test_pages_ask_the_database_as_often_for_three_as_for_one(
    running: Transition, second: Transition, lead: User, sign_in: SignIn, who: Who
) -> None:
    client, counts = sign_in(lead), []
    batches = [
        made(DONE, of(running, "List the contacts"), who),
        made(DONE, [*of(running, "Agree the agenda"), *of(second, "Agree the agenda")], who),
    ]
    pages = [
        [f"/batches/{batch.pk}/" for batch in batches],
        ["/batches/?since=2030-01-01", "/batches/"],
        [f"/items/select/?q={word}" for word in ("brief+brightwater", "client")],
    ]

    for some in pages:
        for page in some:
            with CaptureQueriesContext(connection) as queries:
                client.get(page)
            counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[3] - counts[2] in {0, 1}
    assert counts[4] == counts[5]


def test_a_preview_asks_the_database_as_often_for_many_as_for_one(
    running: Transition, second: Transition, lead: User, sign_in: SignIn
) -> None:
    client, counts = sign_in(lead), []
    few, many = of(running, "Brief the team"), [*Item.objects.all()]

    for chosen in (few, many):
        answers = {"items": ids(chosen), "action": "move", "days": "2", "way": "later"}
        with CaptureQueriesContext(connection) as queries:
            client.post(NEW, {**answers, "answered": "yes"})
        counts.append(len(queries))

    assert counts[0] == counts[1]
