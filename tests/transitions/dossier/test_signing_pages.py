"""The keys beside a dossier: who sees which button, and what a stale page gets."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.people.models import User
from accounts.profile.models import Contract
from accounts.profile.operations import records
from accounts.profile.operations.records import Sent
from tests.conftest import SignIn
from tests.factories.people import UserFactory
from tests.factories.transitions import NOW
from transitions.dossier.models import Signature
from transitions.plans.models import Transition
from transitions.plans.operations import ownership

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contract")]
HANDED = "I have handed over everything"
RESERVE = "Accept with reservations…"
RELEASE = "Release the move</button>"


def at(found: Transition, rest: str = "") -> str:
    return f"/transitions/{found.pk}/dossier/{rest}"


def stamp_of(client: Client, found: Transition, side: str) -> str:
    """What the form of a side sends."""
    page = client.get(at(found)).content.decode()
    form = page.split(at(found, f"sign/{side}/"))[1]
    matched = re.search(r'name="stamp" value="(\w+)"', form)
    assert matched is not None
    return matched[1]


def shown(client: Client, found: Transition) -> list[str]:
    page = client.get(at(found)).content.decode()
    return [button for button in (HANDED, RESERVE, RELEASE) if button in page]


def test_everybody_is_offered_their_own_key(
    running: Transition, sign_in: SignIn, owner: User, successor: User, lead: User
) -> None:
    found = {one: shown(sign_in(one), running) for one in (owner, successor, lead)}

    assert found == {owner: [HANDED], successor: [RESERVE], lead: [RELEASE]}


def test_who_hands_over_signs_and_takes_it_back(
    running: Transition, sign_in: SignIn, owner: User
) -> None:
    tomas = sign_in(owner)

    stamp = {"stamp": stamp_of(tomas, running, "outgoing")}
    signed = tomas.post(at(running, "sign/outgoing/"), stamp, follow=True).content.decode()
    kept = Signature.objects.count()
    taken = tomas.post(at(running, "take-back/outgoing/"), follow=True).content.decode()

    assert "Handed over everything" in signed
    assert (kept, Signature.objects.count()) == (1, 0)
    assert "Taken back. Sign again once everything is handed over." in taken
    assert HANDED in taken


def test_reservations_without_words_come_back(
    running: Transition, sign_in: SignIn, successor: User
) -> None:
    priya = sign_in(successor)

    answer = priya.post(at(running, "reserve/"), {"stamp": "x", "reservations": "  "})

    assert answer.status_code == 422
    assert "Say what you do not accept yet." in answer.content.decode()
    assert not Signature.objects.exists()


def test_a_stale_page_keeps_the_words_and_signs_what_it_shows_now(
    running: Transition, sign_in: SignIn, contract: Contract, owner: User, successor: User
) -> None:
    priya = sign_in(successor)
    page = priya.get(at(running, "reserve/")).content.decode()
    opened = re.search(r'name="stamp" value="(\w+)"', page)
    assert opened is not None
    sent = Sent(owner, NOW)
    records.change(Contract, contract.pk, {"title": "New"}, sent, version=contract.version)
    typed = {"stamp": opened[1], "reservations": "No prices."}

    stale = priya.post(at(running, "reserve/"), typed)
    renewed = re.search(r'name="stamp" value="(\w+)"', stale.content.decode())
    assert renewed is not None
    priya.post(at(running, "reserve/"), typed | {"stamp": renewed[1]})

    assert stale.status_code == 409
    assert "The dossier has changed since you opened the page." in stale.content.decode()
    assert "No prices.</textarea>" in stale.content.decode()
    assert Signature.objects.get().reservations == "No prices."


def test_a_stale_tab_signs_nothing(
    running: Transition, sign_in: SignIn, contract: Contract, owner: User
) -> None:
    tomas = sign_in(owner)
    stamp = stamp_of(tomas, running, "outgoing")
    sent = Sent(owner, NOW)
    records.change(Contract, contract.pk, {"title": "New"}, sent, version=contract.version)

    answer = tomas.post(at(running, "sign/outgoing/"), {"stamp": stamp}, follow=True)

    assert "The dossier has changed since you opened the page." in answer.content.decode()
    assert not Signature.objects.exists()


def test_strangers_find_no_key_and_readers_turn_none(running: Transition, sign_in: SignIn) -> None:
    stranger = sign_in(UserFactory.create())
    reader = sign_in(UserFactory.create(role="leader"))

    for rest in ("sign/outgoing/", "take-back/manager/", "reserve/"):
        assert stranger.post(at(running, rest)).status_code == 404
        assert reader.post(at(running, rest)).status_code == 403
    assert shown(reader, running) == []


def test_another_side_is_no_address(running: Transition, sign_in: SignIn, lead: User) -> None:
    assert sign_in(lead).post(at(running, "sign/nobody/")).status_code == 404


def test_after_the_move_the_page_says_what_was_signed_and_offers_nothing(
    running: Transition, sign_in: SignIn, owner: User, successor: User, lead: User
) -> None:
    tomas = sign_in(owner)
    tomas.post(at(running, "sign/outgoing/"), {"stamp": stamp_of(tomas, running, "outgoing")})
    ownership.move(running.pk, by=lead, now=NOW, override_reason="He leaves")

    pages = {one: shown(sign_in(one), running) for one in (owner, successor, lead)}
    page = sign_in(lead).get(at(running)).content.decode()
    late = sign_in(successor).get(at(running, "reserve/"), follow=True).content.decode()

    assert list(pages.values()) == [[], [], []]
    assert (
        f"Tomas only reads {running.account} now, and answers questions about it, until Thu 24 Dec."
        in page
    )
    assert "Helena released it by moving it" in page
    assert "What was signed stays." in late
    assert "Confirm<" not in sign_in(owner).get(at(running)).content.decode()


def test_the_keys_alone_follow_what_is_written(
    running: Transition, sign_in: SignIn, owner: User
) -> None:
    part = sign_in(owner).get(at(running, "keys/"), HTTP_HX_REQUEST="true").content.decode()

    assert part.lstrip().startswith("<section")
    assert HANDED in part
    top = part.split('id="keys-top"')[1].split(">")[0]
    assert 'hx-swap-oob="true"' in top, "what stands above all sections follows, too"
    page = sign_in(owner).get(at(running)).content.decode()
    assert page.index('id="keys-top"') < page.index('class="ds-part"') < page.index('id="keys"')
    assert "hx-swap-oob" not in page.split('id="keys-top"')[1].split(">")[0]


def test_signatures_cost_the_page_one_query_however_many_there_are(
    running: Transition, sign_in: SignIn, owner: User, successor: User, lead: User
) -> None:
    client = sign_in(lead)
    client.get(at(running))
    counts = []
    for side, by in (("outgoing", owner), ("incoming", successor), ("manager", lead)):
        Signature.objects.create(transition=running, side=side, by=by, at=NOW, stamp="a")
        with CaptureQueriesContext(connection) as queries:
            client.get(at(running))
        counts.append(len(queries))

    assert len(set(counts)) == 1
