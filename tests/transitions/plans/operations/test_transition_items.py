from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, ClassVar
from uuid import uuid4

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from accounts.people.choices import Role
from accounts.people.models import Team, User
from checklists.runs.models import Item
from tests.factories.transitions import NOW, item_of, make_person, make_transition
from tests.support.logs import since_the_start
from transitions.plans import permissions
from transitions.plans.models import Transition
from transitions.plans.operations import items, lifecycle, team
from transitions.plans.operations.items import (
    CannotChange,
    NewItem,
    ReadsOnly,
    Who,
    WrongPerson,
)

pytestmark = pytest.mark.django_db


def test_each_change_leaves_one_entry(transition: Transition, who: Who) -> None:
    agenda = item_of(transition, "Agree the agenda")

    items.note(transition.pk, agenda.pk, "Half done", who)
    items.move_date(transition.pk, agenda.pk, date(2026, 11, 25), who)
    items.reassign(transition.pk, agenda.pk, transition.outgoing, who)
    items.tick(transition.pk, agenda.pk, who)
    items.untick(transition.pk, agenda.pk, who)
    items.skip(transition.pk, agenda.pk, "No need", who)

    assert since_the_start(transition) == [
        "Noted on “Agree the agenda”",
        "Moved to Wed 25 Nov 2026: “Agree the agenda”",
        "Gave to Tomas Eriksen: “Agree the agenda”",
        "Ticked “Agree the agenda”",
        "Opened again “Agree the agenda”",
        "Set aside “Agree the agenda”",
    ]


def test_two_ticks_one_after_the_other_leave_one_tick_and_one_entry(
    transition: Transition, who: Who
) -> None:
    agenda = item_of(transition, "Agree the agenda")
    later = Who(transition.outgoing, NOW + timedelta(seconds=1))

    first = items.tick(transition.pk, agenda.pk, who)
    second = items.tick(transition.pk, agenda.pk, later)

    assert (first.happened, second.happened) == (True, False)
    assert second.item.closed_by == transition.incoming
    assert since_the_start(transition) == ["Ticked “Agree the agenda”"]


def test_an_item_of_another_transition_is_not_there(transition: Transition, who: Who) -> None:
    other = make_transition()

    with pytest.raises(Item.DoesNotExist):
        items.tick(transition.pk, item_of(other, "Agree the agenda").pk, who)

    assert item_of(other, "Agree the agenda").is_open


def test_only_who_works_on_a_transition_ticks_its_items(transition: Transition) -> None:
    agenda = item_of(transition, "Agree the agenda")
    reader, stranger = make_person("Lea Novak", Role.LEADER), make_person("Jonas Weiler")

    with pytest.raises(ReadsOnly):
        items.tick(transition.pk, agenda.pk, Who(reader, NOW))
    with pytest.raises(Item.DoesNotExist):
        items.tick(transition.pk, agenda.pk, Who(stranger, NOW))

    assert item_of(transition, "Agree the agenda").is_open


def test_everybody_who_works_on_a_transition_sees_it(transition: Transition) -> None:
    lead, other = make_person("Ruth Vogel", Role.MANAGER), make_person("Mia Roth", Role.MANAGER)
    User.objects.filter(pk=transition.incoming_id).update(
        team=Team.objects.create(name="Coast", lead=lead)
    )
    people = User.objects.select_related("team")
    found = Transition.objects.select_related("outgoing__team", "incoming__team").get()
    on_team = set(transition.team.values_list("person", flat=True))

    working = {
        person.pk
        for person in people
        if permissions.takes_part(person, found, on_team=person.pk in on_team)
    }

    seeing = {person.pk for person in people if Transition.objects.visible_to(person).exists()}
    assert working <= seeing
    assert lead.pk in working
    assert other.pk not in working


def test_nothing_is_ticked_while_a_transition_rests(transition: Transition, who: Who) -> None:
    lifecycle.hold(transition.pk, "They merge", by=transition.manager, now=NOW)

    with pytest.raises(CannotChange, match="This transition is on hold"):
        items.tick(transition.pk, item_of(transition, "Agree the agenda").pk, who)


def test_the_same_opened_form_leaves_one_entry(transition: Transition, who: Who) -> None:
    who = replace(who, key=uuid4())
    agenda = item_of(transition, "Agree the agenda")
    new = NewItem(agenda.phase_id, "Call", "", transition.incoming, date(2026, 12, 1), True, False)

    for _ in range(2):
        items.note(transition.pk, agenda.pk, "Half done", who)
        items.attach(transition.pk, agenda.pk, SimpleUploadedFile("a.txt", b"Plan"), who)
        items.add(transition.pk, new, who)

    assert since_the_start(transition) == [
        "Noted on “Agree the agenda”",
        "Added the file “a.txt” to “Agree the agenda”",
        "Added “Call” for Priya Raman, due Tue 1 Dec 2026",
    ]


def test_a_file_whose_row_is_rolled_back_does_not_stay(
    transition: Transition, who: Who, settings: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    agenda = item_of(transition, "Agree the agenda")

    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("transitions.plans.operations.items.log.write_about", fail)

    with pytest.raises(RuntimeError):
        items.attach(transition.pk, agenda.pk, SimpleUploadedFile("a.txt", b"Plan"), who)

    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not agenda.attachments.exists()


class Watched(FileSystemStorage):
    """A storage that notes whether rows are locked while it works."""

    seen: ClassVar[list[bool]] = []

    def save(self, name: str | None, content: Any, max_length: int | None = None) -> str:
        self.seen.append(connection.in_atomic_block)
        return super().save(name, content, max_length)


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_while_a_file_is_stored(settings: Any, tmp_path: Path) -> None:
    kind = f"{Watched.__module__}.{Watched.__name__}"
    default = {"BACKEND": kind, "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": default}
    transition = make_transition()
    agenda = item_of(transition, "Agree the agenda")

    upload = SimpleUploadedFile("a.txt", b"Plan")
    items.attach(transition.pk, agenda.pk, upload, Who(transition.incoming, NOW))

    assert Watched.seen == [False]


def test_a_file_for_a_transition_on_hold_does_not_stay(
    transition: Transition, who: Who, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    agenda = item_of(transition, "Agree the agenda")
    lifecycle.hold(transition.pk, "They merge", by=transition.manager, now=NOW)

    with pytest.raises(CannotChange, match="on hold"):
        items.attach(transition.pk, agenda.pk, SimpleUploadedFile("a.txt", b"Plan"), who)

    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_an_item_goes_to_people_of_the_team_only(transition: Transition, who: Who) -> None:
    jonas = make_person("Jonas Weiler")

    with pytest.raises(CannotChange, match="Jonas Weiler is not on the team"):
        items.reassign(transition.pk, item_of(transition, "Agree the agenda").pk, jonas, who)


def test_nobody_gets_an_item_who_can_no_longer_sign_in(transition: Transition, who: Who) -> None:
    agenda = item_of(transition, "Agree the agenda")
    tomas = transition.outgoing
    User.objects.filter(pk=tomas.pk).update(is_active=False)
    new = NewItem(agenda.phase_id, "Call", "", tomas, date(2026, 12, 1), True, False)

    with pytest.raises(WrongPerson, match="Tomas Eriksen can no longer sign in"):
        items.reassign(transition.pk, agenda.pk, tomas, who)
    with pytest.raises(WrongPerson, match="Tomas Eriksen can no longer sign in"):
        items.add(transition.pk, new, who)

    assert since_the_start(transition) == []


def test_an_added_item_is_for_people_of_the_team_only(transition: Transition, who: Who) -> None:
    phase, jonas = item_of(transition, "Agree the agenda").phase, make_person("Jonas Weiler")
    new = NewItem(phase.pk, "Call", "", jonas, date(2026, 12, 1), True, False)

    with pytest.raises(WrongPerson, match="Jonas Weiler is not on the team"):
        items.add(transition.pk, new, who)


def test_an_added_item_goes_along_when_somebody_else_takes_over_the_role(
    transition: Transition, who: Who
) -> None:
    phase, priya = item_of(transition, "Agree the agenda").phase, transition.incoming
    backup = transition.team.create(role="backup", person=priya)
    incoming = transition.team.get(role="incoming")
    jonas = make_person("Jonas Weiler")
    new = NewItem(phase.pk, "Call", "", priya, date(2026, 12, 1), True, False)

    added = items.add(transition.pk, new, who)
    team.change(incoming.pk, team.Edit(jonas, ""), by=transition.manager, now=NOW)

    added.refresh_from_db()
    assert (added.role, added.assignee) == ("incoming", jonas)
    assert backup.person == priya


@pytest.mark.parametrize(
    ("role", "expected"), [("hr", "hr"), ("manager", "manager"), ("backup", "manager")]
)
def test_an_added_item_has_the_role_of_its_person(
    transition: Transition, who: Who, role: str, expected: str
) -> None:
    nina = make_person("Nina Roth")
    transition.team.update_or_create(role=role, defaults={"person": nina})
    phase = item_of(transition, "Agree the agenda").phase

    added = items.add(
        transition.pk, NewItem(phase.pk, "Call", "", nina, date(2026, 12, 1), True, False), who
    )

    assert added.role == expected
