"""The pages of comments: who reads and writes them, with htmx and without."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from time_machine import Traveller

from accounts.people.models import User
from checklists.runs.models import Item
from checklists.runs.operations import evidence
from checklists.runs.operations.evidence import Sent
from config.lib.mail.operations import DELIVERY
from tests.conftest import SignIn
from tests.factories.transitions import NOW
from tests.transitions.comments.conftest import HTMX, Says
from transitions.comments.models import Comment, Mention
from transitions.comments.operations import writing
from transitions.comments.queries import thread
from transitions.plans.models import Transition
from transitions.plans.operations import lifecycle
from transitions.plans.operations.items import Who

BOTH = pytest.mark.parametrize("headers", [{}, HTMX], ids=["browser", "htmx"])


def at(transition: Transition, item: Item | None = None) -> str:
    return f"/transitions/{transition.pk}/{f'items/{item.pk}/' if item else ''}comments/"


@BOTH
@pytest.mark.parametrize("on_item", [False, True])
def test_whoever_takes_part_comments(
    *,
    running: Transition,
    agenda: Item,
    owner: User,
    sign_in: SignIn,
    headers: dict[str, str],
    on_item: bool,
    nudges: list[str],
    django_capture_on_commit_callbacks: object,
) -> None:
    place = at(running, agenda if on_item else None)

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        answer = sign_in(owner).post(place, {"body": "Hello @Priya"}, headers=headers)

    comment = Comment.objects.get()
    assert (answer.status_code, comment.item) == (
        200 if headers else 302,
        agenda if on_item else None,
    )
    if headers:
        assert '<span class="at">@Priya Raman</span>' in answer.text
        assert "Hello @Priya</textarea>" not in answer.text
    assert nudges == [DELIVERY]


@BOTH
@pytest.mark.parametrize("on_item", [False, True])
def test_what_is_not_understood_is_said_under_the_field_and_stays_in_it(
    *,
    running: Transition,
    agenda: Item,
    owner: User,
    stranger: User,
    sign_in: SignIn,
    headers: dict[str, str],
    on_item: bool,
) -> None:
    place = at(running, agenda if on_item else None)

    answer = sign_in(owner).post(place, {"body": "Hello @Jonas Weiler"}, headers=headers)

    assert (answer.status_code, Comment.objects.count()) == (422, 0)
    assert "Jonas Weiler cannot see this transition. Add Jonas to the team first." in answer.text
    assert "Hello @Jonas Weiler</textarea>" in answer.text


@BOTH
def test_a_stranger_finds_nothing_and_a_reader_reads(
    *,
    running: Transition,
    agenda: Item,
    owner: User,
    reader: User,
    stranger: User,
    says: Says,
    sign_in: SignIn,
    headers: dict[str, str],
) -> None:
    says(owner, "Hello", agenda)
    answers = {}

    for person in (reader, stranger):
        client = sign_in(person)
        for place in (at(running), at(running, agenda)):
            read = client.get(place, headers=headers)
            write = client.post(place, {"body": "Hi"}, headers=headers)
            answers[person.first_name, place] = (read.status_code, write.status_code)

    assert answers == {
        (name, place): codes
        for name, codes in {"Lea": (200, 403), "Jonas": (404, 404)}.items()
        for place in (at(running), at(running, agenda))
    }


def test_notes_and_comments_of_an_item_stand_in_the_order_they_were_written(
    running: Transition, agenda: Item, owner: User, successor: User, says: Says, sign_in: SignIn
) -> None:
    says(owner, "First", agenda)
    evidence.add_note(agenda.pk, "Second", Sent(successor, NOW + timedelta(minutes=1)))

    page = sign_in(owner).get(at(running, agenda))

    entries = page.context["thread"].entries
    assert [(entry.words, entry.is_note) for entry in entries] == [
        ("First", False),
        ("Second<br>", True),
    ]
    assert "Note (proof)" in page.text


def test_on_hold_the_thread_of_an_item_brings_its_own_field(
    running: Transition, agenda: Item, owner: User, lead: User, sign_in: SignIn
) -> None:
    before = sign_in(owner).get(at(running, agenda), headers=HTMX)
    lifecycle.hold(running.pk, "They merge", by=lead, now=NOW)

    after = sign_in(owner).get(at(running, agenda), headers=HTMX)

    assert ("<textarea" in before.text, "<textarea" in after.text) == (False, True)


def test_a_comment_is_found_on_its_page_with_the_newest_last(
    running: Transition,
    owner: User,
    says: Says,
    sign_in: SignIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(thread, "ROWS", 2)
    first, *_, last = (says(owner, f"Number {number}") for number in range(3))
    client = sign_in(owner)

    to_first, to_last = (
        client.get(one.get_absolute_url()).headers["Location"] for one in (first, last)
    )
    page = client.get(at(running))

    assert to_first == f"{at(running)}?page=1&at={first.pk}#comment-{first.pk}"
    assert to_last == f"{at(running)}?page=2&at={last.pk}#comment-{last.pk}"
    assert [entry.words for entry in page.context["thread"].entries] == ["Number 2"]


@pytest.mark.parametrize("on_item", [False, True])
def test_an_answer_brings_the_number_on_the_tab_along(
    *, running: Transition, agenda: Item, owner: User, sign_in: SignIn, on_item: bool
) -> None:
    place, tabs = at(running, agenda if on_item else None), 'id="tr-tabs"'
    client = sign_in(owner)

    said = client.post(place, {"body": "Hello"}, headers=HTMX).text
    read = client.get(place, headers=HTMX).text
    page = client.get(place).text

    assert 'hx-swap-oob="true"' in said.partition(tabs)[2].partition(">")[0]
    assert 'Comments<span class="n num">1</span>' in said
    assert (tabs in read, page.count(tabs)) == (False, 1)


@pytest.mark.parametrize("opened", ["Item", "Transition"])
def test_who_opens_a_comment_has_read_the_mentions_of_its_thread_alone(
    agenda: Item, owner: User, successor: User, says: Says, sign_in: SignIn, opened: str
) -> None:
    threads = {"Item": agenda, "Transition": None}
    said = [says(owner, f"{name} {n} @Priya", item) for n in "12" for name, item in threads.items()]
    comment = next(one for one in said if one.body.startswith(opened))

    page = sign_in(successor).get(comment.get_absolute_url(), follow=True)

    left = Mention.objects.unread().values_list("comment__item", flat=True)
    assert len(page.context["thread"].entries) == 4
    assert set(left) == {None if opened == "Item" else agenda.pk}
    assert len(left) == 2


def test_only_those_that_mention_the_reader_are_shown_if_they_want(
    running: Transition, owner: User, successor: User, says: Says, sign_in: SignIn
) -> None:
    says(owner, "For all")
    says(owner, "For @Priya")

    page = sign_in(successor).get(at(running), {"mine": ""})

    assert [entry.is_new for entry in page.context["thread"].entries] == [True]
    assert Mention.objects.unread().count() == 0


def test_pages_ask_the_database_a_constant_number_of_times(
    running: Transition,
    agenda: Item,
    owner: User,
    successor: User,
    says: Says,
    sign_in: SignIn,
) -> None:
    client = sign_in(successor)
    counts: list[int] = []
    for _ in range(2):
        for _ in range(2 if counts else 1):
            says(owner, "Hello @Priya @Helena", agenda)
        places = (at(running), at(running, agenda), "/mentions/")
        [client.get(place) for place in places]
        for place in places:
            with CaptureQueriesContext(connection) as queries:
                client.get(place)
            counts.append(len(queries))

    assert counts[:3] == counts[3:]


def test_an_author_changes_a_comment_and_sees_what_was_saved_meanwhile(
    running: Transition, owner: User, says: Says, sign_in: SignIn, clock: Traveller
) -> None:
    comment = says(owner, "Hello @Priya")
    client, address = sign_in(owner), f"{at(running)}{comment.pk}/edit/"
    opened = client.get(address)
    writing.change(comment.pk, "Hello all", Who(owner, NOW), version=1)

    stale = client.post(address, {"body": "Hello you", "version": 1})
    saved = client.post(address, {"body": "Hello you", "version": 2})
    clock.shift(16 * 60)
    late = client.post(address, {"body": "Later", "version": 3})

    comment.refresh_from_db()
    assert "Hello @Priya Raman</textarea>" in opened.text
    assert (stale.status_code, saved.status_code, late.status_code) == (422, 302, 422)
    assert "<td>Hello all</td><td>Hello you</td>" in stale.text
    assert ("15 minutes" in late.text, "Later</textarea>" in late.text) == (True, True)
    assert comment.body == "Hello you"
    assert "edited" in client.get(at(running)).text


def test_a_removed_comment_says_who_removed_it(
    running: Transition, owner: User, lead: User, says: Says, sign_in: SignIn
) -> None:
    comment = says(owner, "Something secret")
    client = sign_in(lead)

    asked = client.get(f"{at(running)}{comment.pk}/remove/")
    done = client.post(f"{at(running)}{comment.pk}/remove/", follow=True)

    assert "Something secret" in asked.text
    assert ("Removed by You" in done.text, "Something secret" in done.text) == (True, False)


def test_those_who_see_the_transition_are_offered(
    running: Transition, owner: User, stranger: User, reader: User, sign_in: SignIn
) -> None:
    client, place = sign_in(owner), f"{at(running)}people/"

    found = [client.get(place, {"q": name}).text for name in ("lea", "jonas")]

    assert ['data-inserts="@Lea Novak"' in found[0], "Jonas" in found[1]] == [True, False]
    assert sign_in(reader).get(place).status_code == 403
