"""Both account managers sign the dossier as a whole, a manager releases the move."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.people.choices import Role
from accounts.people.models import Team, User
from accounts.profile.models import Contract
from accounts.profile.operations import records
from accounts.profile.operations.records import Sent
from config.lib.site_time import site_day
from tests.factories.transitions import NOW, make_person, reread
from tests.support.waiting import waiting
from transitions.dossier.choices import Side
from transitions.dossier.models import Signature
from transitions.dossier.operations import seals, signing
from transitions.dossier.operations.seals import Outdated, Shown
from transitions.dossier.operations.signing import Signing
from transitions.dossier.queries import keys as keys_module
from transitions.dossier.queries.dossier import dossier_page
from transitions.dossier.queries.keys import Keys, keys
from transitions.dossier.queries.turns import sections_of
from transitions.plans.models import LogEntry, Transition
from transitions.plans.operations import ownership, team
from transitions.plans.operations.locking import Refused
from transitions.plans.operations.working import Who
from transitions.reminders.rules.waiting import Kind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contract")]
KeysOf = Callable[[Who], Keys]
MISSING = "The price annex is missing."


@pytest.fixture
def helena(lead: User) -> Who:
    return Who(lead, NOW)


@pytest.fixture
def seen(running: Transition) -> KeysOf:
    """The keys as a page shows them to somebody now."""

    def of(who: Who) -> Keys:
        found = reread(running)
        return keys(found, dossier_page(found, who.by, site_day(NOW)), who.by)

    return of


@pytest.fixture
def ready(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every section is accepted and every question answered."""
    monkeypatch.setattr(keys_module, "is_ready", lambda page: True)


def said(running: Transition) -> list[str]:
    rows = LogEntry.objects.filter(transition=running, kind="dossier").order_by("pk")
    return list(rows.values_list("activity", flat=True))


def turn(running: Transition, side: Side, who: Who, seen: KeysOf, text: str = "") -> Signature:
    return signing.sign(running.pk, Signing(side, seen(who).of(side).stamp, text), who)


@pytest.mark.usefixtures("ready")
def test_all_three_turn_their_key(
    running: Transition, seen: KeysOf, tomas: Who, priya: Who, helena: Who
) -> None:
    turn(running, Side.OUTGOING, tomas, seen)
    turn(running, Side.INCOMING, priya, seen)
    turn(running, Side.MANAGER, helena, seen)

    found = seen(priya)
    assert [one.person for one in found.all] == [tomas.by, priya.by, helena.by]
    assert [one.signature is not None for one in found.all] == [True, True, True]
    assert said(running) == [
        "Tomas Eriksen signed that everything is handed over",
        "Priya Raman accepted the dossier",
        "Helena Brandt released the move of ownership",
    ]


def test_the_same_twice_is_kept_once(running: Transition, seen: KeysOf, tomas: Who) -> None:
    first = turn(running, Side.OUTGOING, tomas, seen)
    again = signing.sign(running.pk, Signing(Side.OUTGOING, "whatever"), tomas)

    assert again == first
    assert len(said(running)) == 1


def test_each_side_has_its_own_key_only(
    running: Transition, seen: KeysOf, tomas: Who, priya: Who, helena: Who
) -> None:
    wrong = {
        Side.OUTGOING: (priya, helena),
        Side.INCOMING: (tomas, helena),
        Side.MANAGER: (tomas, priya),
    }
    for side, people in wrong.items():
        for who in people:
            with pytest.raises(Refused):
                turn(running, side, who, seen, "Not mine")

    assert not Signature.objects.exists()


def test_the_manager_signs_for_who_can_no_longer_sign_in(
    running: Transition, seen: KeysOf, tomas: Who, helena: Who
) -> None:
    User.objects.filter(pk=tomas.by.pk).update(is_active=False)

    turn(running, Side.OUTGOING, helena, seen)

    assert said(running) == [
        "Helena Brandt signed that everything is handed over, in place of Tomas Eriksen"
    ]


def test_what_is_not_ready_is_accepted_with_reservations_only(
    running: Transition, seen: KeysOf, priya: Who
) -> None:
    with pytest.raises(Refused, match="accept the dossier with reservations"):
        turn(running, Side.INCOMING, priya, seen)

    kept = turn(running, Side.INCOMING, priya, seen, MISSING)

    assert (kept.reservations, kept.by, kept.at) == (MISSING, priya.by, NOW)
    entry = LogEntry.objects.filter(kind="dossier").latest("pk")
    assert (entry.activity, entry.notes) == (
        "Priya Raman accepted the dossier with reservations",
        MISSING,
    )


def test_reservations_after_the_release_ask_for_another(
    running: Transition, seen: KeysOf, priya: Who, helena: Who
) -> None:
    turn(running, Side.MANAGER, helena, seen)

    turn(running, Side.INCOMING, priya, seen, MISSING)

    assert seen(helena).manager.signature is None
    assert "The release counts no more, as something else is signed now" in said(running)


@pytest.mark.usefixtures("ready")
def test_reservations_can_be_changed_and_given_up(
    running: Transition, seen: KeysOf, priya: Who
) -> None:
    turn(running, Side.INCOMING, priya, seen, MISSING)
    turn(running, Side.INCOMING, priya, seen, "Only one price is missing.")
    turn(running, Side.INCOMING, priya, seen)

    assert Signature.objects.get().reservations == ""


def test_what_changed_since_the_page_was_opened_is_not_signed(
    running: Transition, seen: KeysOf, contract: Contract, tomas: Who, priya: Who, helena: Who
) -> None:
    opened = {who: seen(who) for who in (tomas, priya, helena)}
    values = {"title": "Another contract"}
    records.change(Contract, contract.pk, values, Sent(tomas.by, NOW), version=contract.version)

    for side, who in ((Side.OUTGOING, tomas), (Side.INCOMING, priya), (Side.MANAGER, helena)):
        with pytest.raises(Outdated, match="The dossier has changed since you opened the page"):
            stale = Signing(side, opened[who].of(side).stamp, MISSING * (side == Side.INCOMING))
            signing.sign(running.pk, stale, who)


def test_what_was_signed_says_when_the_dossier_changed_since(
    running: Transition, seen: KeysOf, contract: Contract, tomas: Who
) -> None:
    turn(running, Side.OUTGOING, tomas, seen)
    before = seen(tomas).outgoing.has_changed

    values = {"title": "Another contract"}
    records.change(Contract, contract.pk, values, Sent(tomas.by, NOW), version=contract.version)

    assert (before, seen(tomas).outgoing.has_changed) == (False, True)


def test_both_sign_pages_that_were_opened_at_the_same_time(
    running: Transition, seen: KeysOf, tomas: Who, priya: Who
) -> None:
    opened = seen(tomas), seen(priya)

    signing.sign(running.pk, Signing(Side.OUTGOING, opened[0].outgoing.stamp), tomas)
    signing.sign(running.pk, Signing(Side.INCOMING, opened[1].incoming.stamp, MISSING), priya)

    assert Signature.objects.count() == 2


def test_who_releases_has_seen_the_reservations(
    running: Transition, seen: KeysOf, priya: Who, helena: Who
) -> None:
    opened = seen(helena).manager.stamp
    turn(running, Side.INCOMING, priya, seen, MISSING)

    with pytest.raises(Outdated):
        signing.sign(running.pk, Signing(Side.MANAGER, opened), helena)


def test_a_key_is_taken_back_and_with_it_the_release(
    running: Transition, seen: KeysOf, tomas: Who, helena: Who
) -> None:
    turn(running, Side.OUTGOING, tomas, seen)
    turn(running, Side.MANAGER, helena, seen)

    for _ in range(2):
        signing.take_back(running.pk, Side.OUTGOING, tomas)

    assert not Signature.objects.exists()
    assert said(running)[2:] == [
        "Tomas Eriksen took back that everything is handed over",
        "The release counts no more, as something else is signed now",
    ]


def test_nobody_takes_back_what_another_signed(
    running: Transition, seen: KeysOf, tomas: Who, priya: Who, helena: Who
) -> None:
    turn(running, Side.OUTGOING, tomas, seen)

    for who in (priya, helena):
        with pytest.raises(Refused, match="Tomas Eriksen signs that everything is handed over"):
            signing.take_back(running.pk, Side.OUTGOING, who)


def test_once_ownership_has_moved_nothing_is_signed_or_taken_back(
    running: Transition, seen: KeysOf, tomas: Who, priya: Who, helena: Who
) -> None:
    turn(running, Side.OUTGOING, tomas, seen)
    ownership.move(running.pk, by=helena.by, now=NOW, override_reason="He leaves today")

    with pytest.raises(Refused, match="What was signed stays"):
        signing.take_back(running.pk, Side.OUTGOING, tomas)
    with pytest.raises(Refused, match="What was signed stays"):
        turn(running, Side.INCOMING, priya, seen, MISSING)

    assert Signature.objects.get().side == Side.OUTGOING


def test_whoever_takes_over_instead_accepts_for_themselves(
    running: Transition, seen: KeysOf, priya: Who, helena: Who
) -> None:
    turn(running, Side.INCOMING, priya, seen, MISSING)
    jonas = Who(make_person("Jonas Weiler", team=running.outgoing.team), NOW)
    member = running.team.get(role="incoming")
    team.change(member.pk, team.Edit(jonas.by, ""), by=helena.by, now=NOW)
    assert seen(jonas).incoming.signature is None

    turn(running, Side.INCOMING, jonas, seen, "I know none of them.")

    assert Signature.objects.get().by == jonas.by


@pytest.mark.usefixtures("ready")
def test_what_was_released_for_one_who_takes_over_is_released_anew_for_another(
    running: Transition, seen: KeysOf, tomas: Who, priya: Who, helena: Who
) -> None:
    turn(running, Side.OUTGOING, tomas, seen)
    turn(running, Side.INCOMING, priya, seen)
    turn(running, Side.MANAGER, helena, seen)
    jonas = Who(make_person("Jonas Weiler", team=running.outgoing.team), NOW)
    member = running.team.get(role="incoming")
    team.change(member.pk, team.Edit(jonas.by, ""), by=helena.by, now=NOW)
    assert [one.signature is None for one in seen(helena).all] == [False, True, True]

    turn(running, Side.INCOMING, jonas, seen)

    assert [one.signature is None for one in seen(helena).all] == [False, False, True]
    assert said(running)[3:] == [
        "The release counts no more, as something else is signed now",
        "Jonas Weiler accepted the dossier",
    ]
    turn(running, Side.MANAGER, helena, seen)
    assert [one.signature is None for one in seen(helena).all] == [False, False, False]


def test_who_takes_over_instead_does_not_take_back_what_another_accepted(
    running: Transition, seen: KeysOf, priya: Who, helena: Who
) -> None:
    turn(running, Side.INCOMING, priya, seen, MISSING)
    jonas = Who(make_person("Jonas Weiler", team=running.outgoing.team), NOW)
    member = running.team.get(role="incoming")
    team.change(member.pk, team.Edit(jonas.by, ""), by=helena.by, now=NOW)

    signing.take_back(running.pk, Side.INCOMING, jonas)

    assert "Jonas Weiler took back the acceptance of the dossier" not in said(running)


def test_who_signed_for_who_is_gone_and_then_takes_over_signs_for_one_side_only(
    running: Transition, seen: KeysOf, tomas: Who, helena: Who
) -> None:
    User.objects.filter(pk=tomas.by.pk).update(is_active=False)
    turn(running, Side.OUTGOING, helena, seen)
    member = running.team.get(role="incoming")
    team.change(member.pk, team.Edit(helena.by, ""), by=helena.by, now=NOW)

    turn(running, Side.INCOMING, helena, seen, MISSING)

    assert Signature.objects.get().side == Side.INCOMING


def test_a_manager_who_takes_over_signs_for_nobody_else(
    running: Transition, seen: KeysOf, tomas: Who, helena: Who
) -> None:
    User.objects.filter(pk=tomas.by.pk).update(is_active=False)
    member = running.team.get(role="incoming")
    team.change(member.pk, team.Edit(helena.by, ""), by=helena.by, now=NOW)

    with pytest.raises(Refused, match="Tomas Eriksen signs that everything is handed over"):
        turn(running, Side.OUTGOING, helena, seen)


@pytest.fixture
def own(running: Transition, tomas: Who, helena: Who) -> Transition:
    """Helena manages it and takes over herself; both keys are turned."""
    member = running.team.get(role="incoming")
    team.change(member.pk, team.Edit(helena.by, ""), by=helena.by, now=NOW)
    for side, by in ((Side.OUTGOING, tomas.by), (Side.INCOMING, helena.by)):
        Signature.objects.create(transition=running, side=side, by=by, at=NOW, stamp="x")
    return reread(running)


def test_nobody_releases_what_they_take_over_themselves(
    own: Transition, seen: KeysOf, helena: Who
) -> None:
    otto = make_person("Otto Lang", Role.MANAGER)
    retail = Team.objects.create(name="Retail", lead=otto)
    User.objects.filter(pk=own.outgoing_id).update(team=retail)
    ada = make_person("Ada Berg", Role.ADMINISTRATOR)
    somebody = (
        "You take over Brightwater Foods, so somebody else releases the move: "
        "Otto Lang or an administrator."
    )

    with pytest.raises(Refused) as refusal:
        turn(own, Side.MANAGER, helena, seen)
    page = seen(helena)

    assert str(refusal.value) == somebody == page.who_else
    assert not page.manager.may_turn
    for other in (otto, ada):
        assert seen(Who(other, NOW)).manager.may_turn
        assert seen(Who(other, NOW)).who_else == ""
    assert [len(list(sections_of(one))) for one in (helena.by, otto)] == [0, 1]
    assert [one.kind for one in waiting(otto).own] == [Kind.RELEASE]
    assert waiting(helena.by).own == ()


def test_a_release_counts_no_more_once_who_gave_it_takes_over(
    running: Transition, seen: KeysOf, tomas: Who, helena: Who
) -> None:
    for side, by in ((Side.OUTGOING, tomas.by), (Side.MANAGER, helena.by)):
        Signature.objects.create(transition=running, side=side, by=by, at=NOW, stamp="x")
    assert seen(helena).manager.signature

    member = running.team.get(role="incoming")
    team.change(member.pk, team.Edit(helena.by, ""), by=helena.by, now=NOW)

    assert seen(helena).outgoing.signature
    assert seen(helena).manager.signature is None


def test_who_takes_over_says_why_where_nobody_else_can_release(
    own: Transition, seen: KeysOf, helena: Who
) -> None:
    only = "and nobody else can release the move. Move ownership and say why."
    assert seen(helena).who_else == f"You take over Brightwater Foods, {only}"

    with pytest.raises(Refused, match="nobody else can release the move"):
        turn(own, Side.MANAGER, helena, seen)


def test_on_hold_nobody_signs(running: Transition, seen: KeysOf, tomas: Who) -> None:
    Transition.objects.filter(pk=running.pk).update(state="on_hold")

    with pytest.raises(Refused, match="only while the transition is active"):
        turn(running, Side.OUTGOING, tomas, seen)


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"side": "outgoing"}, "one signature a side"),
        ({"side": "incoming"}, "nobody signs for both sides"),
        ({"side": "manager", "reservations": "No"}, "only who takes over has reservations"),
    ],
)
def test_the_database_keeps_the_rules(
    running: Transition, owner: User, wrong: dict[str, str], rule: str
) -> None:
    Signature.objects.create(transition=running, side="outgoing", by=owner, at=NOW, stamp="a")

    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.create(transition=running, by=owner, at=NOW, stamp="a", **wrong)


def test_how_much_is_known_stands_on_the_transition(
    running: Transition, part: Callable[[str], object], tomas: Who
) -> None:
    later = replace(tomas, now=NOW + timedelta(days=1))
    stamp = dossier_page(running, tomas.by, site_day(later.now)).part("contracts").stamp

    seals.confirm(running.pk, Shown("contracts", stamp), later)

    kept = running.readiness.get()
    assert reread(running).dossier_share == kept.share > 0
