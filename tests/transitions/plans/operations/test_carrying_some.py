"""Each open point of the last handover goes along with the next one, unless its tick is taken."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accounts.people.models import User
from checklists.runs.models import Item
from tests.conftest import SignIn
from tests.factories.transitions import NOW
from tests.transitions.plans.operations.test_carrying import next_one
from transitions.plans.models import Transition

pytestmark = pytest.mark.django_db
NEW = "/transitions/new/"


@pytest.fixture
def points(last: Transition) -> list[int]:
    """“Agree the agenda” and “Brief the team” were left open."""
    own = Item.objects.filter(checklist=last.checklist_id)
    own.filter(title="Agree the agenda").update(state="open", closed_at=None, closed_by=None)
    return list(own.open().order_by("title").values_list("pk", flat=True))


@pytest.fixture
def client(lead: User, sign_in: SignIn) -> Client:
    return sign_in(lead)


@pytest.fixture
def answers(last: Transition, owner: User) -> dict[str, Any]:
    """Brightwater Foods goes back to Tomas, and what the last handover tells goes along."""
    return {
        "account": last.account_id,
        "reason": "load",
        "incoming": owner.pk,
        "template": last.template_id,
        "calendar": last.calendar_id,
        "manager": last.manager_id,
        "starts_on": "2027-01-11",
        "start_anyway": "on",
        "request_key": str(uuid4()),
        "act": "start",
        "carries": "on",
        "points_of": last.pk,
    }


def ticks(page: Any) -> dict[int, bool]:
    """The points of a page, and whether they are ticked; its context says the same."""
    points = page.context["before"].open_points
    shown = {point.pk: f'name="point" value="{point.pk}" checked' in page.text for point in points}
    assert shown == {point.pk: point.goes_along for point in points}
    return shown


def carried(last: Transition) -> set[str]:
    """The titles of the items that come from the last handover."""
    found = Item.objects.filter(guidance__startswith=f"Left open in {last.reference}.")
    return set(found.values_list("title", flat=True))


def test_all_points_are_ticked_at_first_and_those_that_are_stay_so(
    client: Client, points: list[int], answers: dict[str, Any]
) -> None:
    first = client.get(NEW, {"account": answers["account"]})
    again = client.post(NEW, {**answers, "preview": "1", "point": points[1:]})
    none = client.post(NEW, {**answers, "preview": "1"})

    assert [list(ticks(page).values()) for page in (first, none)] == [[True, True], [False, False]]
    assert ticks(again) == {points[0]: False, points[1]: True}


def test_a_change_of_account_ticks_the_points_of_the_other_one(
    client: Client, points: list[int], answers: dict[str, Any]
) -> None:
    asked = {**answers, "points_of": "999", "candidates_for": "999"}

    part = client.get(f"{NEW}preview/", asked)

    assert set(ticks(part).values()) == {True}


def test_each_ticked_point_becomes_an_item_and_the_others_do_not(
    client: Client, last: Transition, points: list[int], answers: dict[str, Any]
) -> None:
    client.post(NEW, {**answers, "point": points[1:]})

    started = Transition.objects.get(follows=last)
    assert (started.is_active, started.left_behind) == (True, points[:1])
    assert carried(last) == {"Brief the team"}
    assert started.log.filter(activity__contains=f"and 1 open point of {last.reference}").exists()


def test_lessons_go_along_without_any_point(
    client: Client, last: Transition, points: list[int], answers: dict[str, Any]
) -> None:
    client.post(NEW, answers)

    started = Transition.objects.get(follows=last)
    assert carried(last) == set()
    assert "Write promises down" in client.get(started.get_absolute_url()).text


def test_a_point_that_was_done_or_has_vanished_meanwhile_is_left_out(
    client: Client, last: Transition, points: list[int], answers: dict[str, Any]
) -> None:
    Item.objects.filter(pk=points[0]).delete()
    Item.objects.filter(pk=points[1]).update(state="done", closed_at=NOW, closed_by=last.manager)

    answer = client.post(NEW, {**answers, "point": [*points, "no number"]})

    started = Transition.objects.get(follows=last)
    assert (answer.status_code, answer["Location"]) == (302, started.get_absolute_url())
    assert carried(last) == set()


def test_a_draft_keeps_its_ticks_until_it_starts(
    client: Client, last: Transition, points: list[int], answers: dict[str, Any]
) -> None:
    client.post(NEW, {**answers, "act": "draft", "point": points[1:]})
    draft = Transition.objects.get(follows=last)
    address = f"{draft.get_absolute_url()}draft/"
    page = client.get(address)
    other = {**answers, "seen": page.context["form"].data["seen"], "point": points[:1]}

    client.post(address, {**other, "act": "draft"})
    Item.objects.filter(pk=points[1]).delete()
    client.post(f"{draft.get_absolute_url()}start/")

    assert ticks(page) == {points[0]: False, points[1]: True}
    assert draft.log.filter(activity="Changed which open points are carried over").count() == 1
    assert carried(last) == {"Agree the agenda"}


def test_a_draft_and_its_start_say_which_points_come_along(
    client: Client, last: Transition, points: list[int], answers: dict[str, Any]
) -> None:
    client.post(NEW, {**answers, "act": "draft", "point": points[1:]})
    address = Transition.objects.get(follows=last).get_absolute_url()

    pages = [client.get(one).text for one in (address, f"{address}start/")]

    for page in pages:
        assert "<b>1 open point</b>" in page
        assert "<li>Brief the team</li>" in page
        assert "<li>Agree the agenda</li>" not in page


def test_what_is_sent_twice_makes_one_with_the_same_points(
    client: Client, last: Transition, points: list[int], answers: dict[str, Any]
) -> None:
    sent = {**answers, "point": points[1:]}

    found = [client.post(NEW, one) for one in (sent, sent, {**sent, "point": points})]

    assert [answer.status_code for answer in found] == [302, 302, 409]
    assert carried(last) == {"Brief the team"}


def test_a_draft_of_before_there_were_ticks_carries_all(
    last: Transition, points: list[int], owner: User
) -> None:
    next_one(last, owner, follows=last)

    assert carried(last) == {"Agree the agenda", "Brief the team"}


def test_a_draft_that_carries_nothing_over_says_so_once_and_keeps_its_ticks(
    client: Client, last: Transition, points: list[int], answers: dict[str, Any]
) -> None:
    client.post(NEW, {**answers, "act": "draft", "point": points[1:]})
    draft = Transition.objects.get(follows=last)
    address = f"{draft.get_absolute_url()}draft/"

    for carries in ({}, {"carries": "on"}):
        page = client.get(address)
        sent = {**answers, "act": "draft", "seen": page.context["form"].data["seen"]}
        del sent["carries"]
        client.post(address, {**sent, **carries, "point": points[1:]})
        assert ticks(client.get(address)) == {points[0]: False, points[1]: True}

    told = draft.log.filter(activity__startswith="Changed").values_list("activity", flat=True)
    assert list(told) == ["Changed what is carried over"] * 2
    draft.refresh_from_db()
    assert (draft.follows, draft.left_behind) == (last, points[:1])


def test_what_is_carried_over_again_with_other_ticks_is_told_once(
    client: Client, last: Transition, points: list[int], answers: dict[str, Any]
) -> None:
    del answers["carries"]
    client.post(NEW, {**answers, "act": "draft"})
    draft = Transition.objects.get(account=last.account_id, state="draft")
    address = f"{draft.get_absolute_url()}draft/"
    seen = client.get(address).context["form"].data["seen"]

    client.post(
        address, {**answers, "act": "draft", "seen": seen, "carries": "on", "point": points[1:]}
    )

    told = draft.log.filter(activity__startswith="Changed").values_list("activity", flat=True)
    assert list(told) == ["Changed what is carried over"]
    assert Transition.objects.get(follows=last).left_behind == points[:1]
