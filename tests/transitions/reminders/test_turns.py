"""Dossiers in digests: sections to put right and to accept, and the move that waits."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import time_machine

from accounts.people.models import User
from accounts.profile.models import ConfidentialSection
from tests.support.digests import mail_to, subjects
from tests.support.waiting import MONDAY, TUESDAY, waiting
from transitions.dossier.choices import Answer, Side
from transitions.dossier.models import Seal, Signature
from transitions.plans.models import Transition
from transitions.reminders.operations import write_due
from transitions.reminders.rules.spoken import row, start

WEDNESDAY = TUESDAY + timedelta(days=1)
PUT_RIGHT = "Put “Contracts and service levels” right: Priya refused it: “Who signs?”"


@pytest.fixture
def far(quiet: Transition) -> Transition:
    """Ownership moves in more than a week."""
    Transition.objects.update(owns_on=date(2026, 12, 10), ends_on=date(2026, 12, 24))
    quiet.refresh_from_db()
    return quiet


def confirm(found: Transition, section: str, at: datetime) -> Seal:
    return Seal.objects.create(
        transition=found,
        section=section,
        confirmed="as it is",
        confirmed_by=found.outgoing,
        confirmed_at=at,
    )


def refuse(seal: Seal, at: datetime, reason: str = "Who signs?") -> None:
    seal.answer, seal.answered, seal.reason = Answer.REFUSED, seal.confirmed, reason
    seal.answered_by, seal.answered_at = seal.transition.incoming, at
    seal.save()


def sign(found: Transition, side: Side, by: User, at: datetime) -> None:
    Signature.objects.create(transition=found, side=side, by=by, at=at, stamp="x")


def close(found: Transition, section: str) -> None:
    ConfidentialSection.objects.create(
        account=found.account,
        book="profile",
        section=section,
        said_by=found.outgoing,
        said_at=found.created_at,
    )


def told(person: User, today: date = TUESDAY) -> list[str]:
    return [f"{one.text}: {one.why}" for one in waiting(person, today).own]


def test_confirmed_sections_wait_for_who_takes_over_in_one_line(
    far: Transition, owner: User, successor: User, lead: User, morning: datetime
) -> None:
    for section in ("people", "contracts", "commitments", "history", "tacit"):
        confirm(far, section, morning)

    assert [told(one) for one in (owner, lead)] == [[], []]
    assert told(successor) == [
        "Accept 5 sections of the dossier: Tomas confirmed “Contacts and stakeholders”, "
        "“History”, “Contracts and service levels” and 2 more"
    ]


def test_a_refused_section_waits_for_who_hands_over(
    far: Transition, owner: User, successor: User, lead: User, morning: datetime
) -> None:
    refuse(confirm(far, "contracts", morning), morning)

    assert [told(one) for one in (successor, lead)] == [[], []]
    assert told(owner) == [PUT_RIGHT]


def test_the_manager_puts_right_what_nobody_else_can(
    far: Transition, owner: User, lead: User, morning: datetime
) -> None:
    refuse(confirm(far, "contracts", morning), morning)
    User.objects.filter(pk=owner.pk).update(is_active=False)

    assert told(lead) == [PUT_RIGHT]


def test_a_mail_does_not_name_a_confidential_section(
    far: Transition, owner: User, successor: User, morning: datetime
) -> None:
    refuse(confirm(far, "contracts", morning), morning)
    confirm(far, "commitments", morning)
    close(far, "contracts")
    close(far, "commitments")

    assert told(owner) == ["Put a confidential section right: Priya refused it"]
    assert told(successor) == ["Accept a confidential section: Tomas confirmed it"]


def test_keys_wait_for_one_after_the_other(
    far: Transition, owner: User, successor: User, lead: User, morning: datetime
) -> None:
    everybody = (owner, successor, lead)
    sign(far, Side.OUTGOING, owner, morning)
    accept = "Accept the dossier: Tomas has handed over everything"
    assert [told(one) for one in everybody] == [[], [accept], []]

    sign(far, Side.INCOMING, successor, morning)
    assert [told(one) for one in everybody] == [[], [], ["Release the move: both have signed"]]

    sign(far, Side.MANAGER, lead, morning)
    assert [told(one) for one in everybody] == [[], [], []]


def test_nothing_of_a_dossier_waits_once_ownership_has_moved(
    far: Transition, owner: User, successor: User, morning: datetime
) -> None:
    refuse(confirm(far, "contracts", morning), morning)
    confirm(far, "commitments", morning)
    sign(far, Side.OUTGOING, owner, morning)
    Transition.objects.update(ownership_moved_at=morning, ownership_moved_on=MONDAY)

    assert [told(one) for one in (owner, successor)] == [[], []]


def test_a_dossier_is_told_of_when_it_is_new_and_then_on_mondays(
    far: Transition, owner: User, successor: User, lead: User, morning: datetime
) -> None:
    confirm(far, "contracts", morning)
    refuse(confirm(far, "people", morning), morning)
    sign(far, Side.OUTGOING, owner, morning)
    sign(far, Side.INCOMING, successor, morning)
    assert [len(told(one)) for one in (owner, successor, lead)] == [1, 1, 1]

    with time_machine.travel(morning, tick=False):
        write_due(morning)

    everybody = (owner, successor, lead)
    assert [told(one, WEDNESDAY) for one in everybody] == [[], [], []]
    assert [len(told(one, MONDAY + timedelta(days=7))) for one in everybody] == [1, 1, 1]
    confirm(far, "commitments", morning + timedelta(hours=1))
    assert told(successor, WEDNESDAY) == [
        "Accept 2 sections of the dossier: "
        "Tomas confirmed “Contracts and service levels” and “Commitments”"
    ]


def test_a_dossier_is_told_of_every_day_in_the_week_before_the_move(
    far: Transition, successor: User, morning: datetime
) -> None:
    confirm(far, "contracts", morning)
    with time_machine.travel(morning, tick=False):
        write_due(morning)

    moves = {date(2026, 12, 2): 1, date(2026, 12, 3): 0}
    for owns_on, lines in moves.items():
        Transition.objects.update(owns_on=owns_on)
        assert len(told(successor, WEDNESDAY)) == lines


def test_who_was_away_is_told_afterwards(
    far: Transition, successor: User, morning: datetime
) -> None:
    """The day is in the ledger, but without a mail."""
    confirm(far, "contracts", morning)
    successor.digests.create(on=TUESDAY)

    assert len(told(successor, WEDNESDAY)) == 1


def test_a_dossier_is_what_to_start_with_when_the_move_is_near(
    far: Transition, successor: User, morning: datetime
) -> None:
    Transition.objects.update(owns_on=WEDNESDAY)
    confirm(far, "contracts", morning)

    (one,) = waiting(successor).own

    assert start(one, TUESDAY) == (
        "Accept “Contracts and service levels” for Brightwater Foods: Tomas confirmed it. "
        "Ownership moves on Wed 25 Nov."
    )
    assert start(one, WEDNESDAY + timedelta(days=1)).endswith(
        "Ownership was to move on Wed 25 Nov."
    )


def test_a_mail_says_whose_turn_it_is(
    far: Transition, owner: User, successor: User, lead: User, morning: datetime
) -> None:
    confirm(far, "contracts", morning)
    refuse(confirm(far, "people", morning), morning)
    sign(far, Side.OUTGOING, owner, morning)
    sign(far, Side.INCOMING, successor, morning)

    write_due(morning)

    waits = "1 dossier waits for you"
    assert subjects() == {"Tomas": waits, "Priya": waits, "Helena": waits}
    text, html = mail_to(successor).body_text, mail_to(successor).body_html
    assert (
        "- Accept “Contracts and service levels”\n"
        "  Not accepted yet · Brightwater Foods, Tomas confirmed it. "
        "Ownership moves on Thu 10 Dec (dossier)\n"
        f"  http://localhost:8000/transitions/{far.pk}/dossier/#of-contracts\n"
    ) in text
    assert "§ dossier" in html
    assert f'/transitions/{far.pk}/dossier/#of-contracts"' in html
    assert f"/transitions/{far.pk}/dossier/#keys" in mail_to(lead).body_text
    said = "Priya refused it: “Who signs?” Ownership moves on Thu 10 Dec (dossier)"
    assert said in mail_to(owner).body_text


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("Who signs?", "“Who signs?” Ownership moves"),
        ("A page is missing.", "“A page is missing.” Ownership moves"),
        ("No contract!", "“No contract!” Ownership moves"),
        ("And then…", "“And then…” Ownership moves"),
        ("A page is missing", "“A page is missing”. Ownership moves"),
    ],
)
def test_a_reason_is_quoted_and_gets_a_full_stop_only_where_it_has_no_end(
    far: Transition, owner: User, morning: datetime, reason: str, said: str
) -> None:
    refuse(confirm(far, "contracts", morning), morning, reason)

    (one,) = waiting(owner).own

    assert row(one, "", TUESDAY).reason == (
        f"Brightwater Foods, Priya refused it: {said} on Thu 10 Dec"
    )
