"""Who handed an account over only reads it from then on, and until a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.audit.models import FieldChange
from accounts.clients.models import Access, Account
from accounts.clients.operations import access
from accounts.clients.permissions import can_change_account
from accounts.people.models import User
from accounts.profile.permissions import can_judge
from checklists.runs.models import Checklist
from config.lib.site_time import site_day
from tests.factories.transitions import NOW, make_person, make_transition, reread
from transitions.plans.choices import TeamRole
from transitions.plans.models import Transition
from transitions.plans.operations import details, lifecycle, ownership, reading, team
from transitions.plans.operations.details import Changes
from transitions.plans.operations.gates import Override
from transitions.plans.operations.locking import Refused
from transitions.plans.tasks import move_due_ownership

pytestmark = pytest.mark.django_db
LAST = date(2026, 12, 24)
AFTER = datetime(2026, 12, 25, 8, tzinfo=UTC)
ANYWAY = Override("Not here")


def move(transition: Transition) -> Transition:
    return ownership.move(transition.pk, by=transition.manager, now=NOW, override_reason="Now")


def complete(transition: Transition) -> None:
    lifecycle.complete(transition.pk, by=transition.manager, now=NOW, override=ANYWAY)


def let_in(transition: Transition) -> dict[str, date | None]:
    rows = Access.objects.filter(account=transition.account_id).select_related("person")
    return {one.person.full_name: one.until_on for one in rows}


def said(transition: Transition) -> list[str]:
    rows = transition.log.filter(kind="team").order_by("pk")
    return list(rows.values_list("activity", flat=True))


@pytest.fixture
def moved(clock: object) -> Transition:
    return move(make_transition())


def test_from_the_move_on_who_handed_over_reads_for_thirty_days(moved: Transition) -> None:
    account, owner = reread(moved).account, moved.outgoing

    assert let_in(moved) == {"Tomas Eriksen": LAST, "Priya Raman": None, "Helena Brandt": None}
    assert Account.objects.visible_to(owner).get() == account
    assert not can_change_account(owner, account)
    assert not can_judge(owner, account), "they write nothing about it any more"
    assert Access.objects.get(person=owner).reads_confidential


def test_another_number_of_days_is_counted_from_the_move(clock: object) -> None:
    running = make_transition()
    changes = Changes({"access_days": 0})
    details.change(running.pk, changes, version=running.version, by=running.manager, now=NOW)

    move(running)

    assert let_in(running)["Tomas Eriksen"] == site_day(NOW)
    with pytest.raises(Refused, match="The page of the team says until when"):
        now = reread(running)
        late = Changes({"access_days": 9})
        details.change(now.pk, late, version=now.version, by=running.manager, now=NOW)


def test_a_move_by_the_scheduled_task_begins_it_too(clock: object) -> None:
    running = make_transition(owns_on=NOW.date())
    Transition.objects.filter(pk=running.pk).update(access_days=10)
    assert running.checklist
    Checklist.objects.filter(pk=running.checklist.pk).update(gate_open=0)

    assert move_due_ownership() == 1

    assert let_in(running)["Tomas Eriksen"] == date(2026, 12, 4)


def test_completing_ends_it_for_everybody_else(moved: Transition) -> None:
    complete(moved)

    assert let_in(moved) == {"Tomas Eriksen": LAST}


def test_cancelling_before_the_move_leaves_nobody(clock: object) -> None:
    running = make_transition()

    lifecycle.cancel(running.pk, "They stay", by=running.manager, now=NOW)

    assert let_in(running) == {}


def test_another_team_after_the_move_leaves_the_day_as_it_is(moved: Transition) -> None:
    team.add(
        moved.pk,
        team.Joining(TeamRole.BACKUP, make_person("Jonas Weiler")),
        by=moved.manager,
        now=NOW,
    )

    assert let_in(moved)["Tomas Eriksen"] == LAST
    assert let_in(moved)["Jonas Weiler"] is None


def test_who_stays_on_the_team_in_another_role_goes_on_working(moved: Transition) -> None:
    joining = team.Joining(TeamRole.BACKUP, moved.outgoing)
    team.add(moved.pk, joining, by=moved.manager, now=NOW)

    assert let_in(moved)["Tomas Eriksen"] is None
    assert can_judge(moved.outgoing, reread(moved).account)


def test_the_next_handover_neither_shortens_nor_loses_it(moved: Transition) -> None:
    complete(moved)
    jonas = make_person("Jonas Weiler", team=moved.outgoing.team)
    following = make_transition(
        account=reread(moved).account, incoming=jonas, manager=moved.manager
    )
    during = let_in(following)
    lifecycle.cancel(following.pk, "They stay", by=moved.manager, now=NOW)

    assert during["Tomas Eriksen"] == LAST
    assert let_in(following) == {"Tomas Eriksen": LAST}


def test_who_gets_the_account_back_is_its_owner_and_no_guest(moved: Transition) -> None:
    complete(moved)
    back = make_transition(
        account=reread(moved).account, incoming=moved.outgoing, manager=moved.manager
    )
    assert let_in(back)["Tomas Eriksen"] is None

    complete(move(back))

    assert let_in(back) == {"Priya Raman": LAST}


def test_after_the_last_day_permission_ends_it_and_the_task_takes_them_off_once(
    moved: Transition, clock: object
) -> None:
    complete(moved)
    in_time = reading.end_due(datetime(2026, 12, 24, 20, tzinfo=UTC))
    clock.move_to(AFTER)  # type: ignore[attr-defined]
    seen = Account.objects.visible_to(moved.outgoing).exists()

    ended = [reading.end_due(AFTER) for _ in range(2)]

    assert (in_time, seen, ended, let_in(moved)) == (0, False, [1, 0], {})
    assert said(moved) == [f"The access of Tomas Eriksen to {moved.account} ended"]
    kept = FieldChange.objects.filter(account=moved.account_id, what="access").latest("pk")
    assert (kept.by_id, kept.happened_at) == (None, AFTER)


def test_an_access_that_ends_by_no_handover_ends_all_the_same(moved: Transition) -> None:
    Access.objects.create(
        account=moved.account, person=make_person("Kim Sato"), until_on=date(2026, 11, 1)
    )

    assert reading.end_due(NOW) == 1
    assert said(moved) == []


def test_one_that_fails_does_not_keep_the_others(
    moved: Transition, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = move(make_transition())
    real = access.end

    def end(account_id: int, person_id: int, **more: Any) -> bool:
        if account_id == moved.account_id:
            raise RuntimeError
        return real(account_id, person_id, **more)

    monkeypatch.setattr(access, "end", end)

    assert reading.end_due(AFTER) == 1
    assert "Tomas Eriksen" in let_in(moved)
    assert "Tomas Eriksen" not in let_in(other)


def test_nothing_to_end_is_one_query(moved: Transition) -> None:
    with CaptureQueriesContext(connection) as queries:
        reading.end_due(NOW)

    assert len(queries) == 1


def test_a_manager_prolongs_it_and_ends_it(moved: Transition) -> None:
    later = date(2027, 1, 31)
    for _ in range(2):
        reading.change(moved.pk, later, by=moved.manager, now=NOW)
    prolonged = let_in(moved)["Tomas Eriksen"]

    for _ in range(2):
        reading.change(moved.pk, None, by=moved.manager, now=NOW)

    assert prolonged == later
    assert let_in(moved) == {"Priya Raman": None, "Helena Brandt": None}
    assert said(moved) == [
        f"Tomas Eriksen reads {moved.account} until 31 January 2027",
        f"The access of Tomas Eriksen to {moved.account} ended",
    ]


def test_what_has_ended_can_begin_anew_after_the_end(moved: Transition) -> None:
    complete(moved)
    reading.change(moved.pk, None, by=moved.manager, now=NOW)

    reading.change(moved.pk, LAST, by=moved.manager, now=NOW)

    assert let_in(moved) == {"Tomas Eriksen": LAST}


@pytest.mark.parametrize("days", [-1, 366])
def test_a_day_that_is_past_or_too_far_away_is_refused(moved: Transition, days: int) -> None:
    with pytest.raises(Refused, match="a year away at most"):
        reading.change(moved.pk, site_day(NOW) + timedelta(days=days), by=moved.manager, now=NOW)


def test_before_the_move_there_is_nothing_to_end(clock: object) -> None:
    running = make_transition()

    with pytest.raises(Refused, match="Ownership has to move first"):
        reading.change(running.pk, None, by=running.manager, now=NOW)


def test_whom_an_older_version_moved_works_on_until_the_end(clock: object) -> None:
    """A server of the version before keeps no day; nobody loses what they had."""
    running = make_transition()
    Account.objects.filter(pk=running.account_id).update(owner=running.incoming)
    Transition.objects.filter(pk=running.pk).update(ownership_moved_at=NOW)
    person: User = make_person("Jonas Weiler")

    team.add(running.pk, team.Joining(TeamRole.BACKUP, person), by=running.manager, now=NOW)

    assert let_in(running)["Tomas Eriksen"] is None
