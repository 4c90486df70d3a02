from __future__ import annotations

import re
from datetime import timedelta

import pytest

from accounts.clients.models import Contact
from accounts.people.models import User
from checklists.runs.models import Item
from checklists.runs.operations import items as checklist_items
from config.lib import words
from tests.conftest import SignIn
from tests.factories.transitions import NOW, reread
from tests.support.addresses import at
from transitions.plans.choices import TeamRole
from transitions.plans.models import Transition
from transitions.plans.operations import details, lifecycle, ownership, team
from transitions.plans.operations.details import Changes

pytestmark = pytest.mark.django_db


def test_two_people_editing_see_both_versions(
    running: Transition, lead: User, sign_in: SignIn
) -> None:
    opened = reread(running).version
    by_marc = Changes({"introduction": "By Marc"})
    details.change(running.pk, by_marc, version=opened, by=lead, now=NOW)
    titles = {f"objective_{o.pk}": o.title for o in running.objectives.all()}
    typed = {"version": opened, "introduction": "By Helena", **titles}
    client = sign_in(lead)

    stale = client.post(at(running, "edit"), typed)
    again = client.post(at(running, "edit"), typed | {"version": reread(running).version})

    shown = stale.content.decode()
    assert stale.status_code == 409
    assert "By Marc" in shown
    assert "By Helena" in shown
    assert f'name="version" value="{opened + 1}"' in shown
    assert again.status_code == 302
    assert reread(running).introduction == "By Helena"


def test_both_versions_are_shown_of_everything_that_differs(
    running: Transition, lead: User, sign_in: SignIn
) -> None:
    contact = Contact.objects.create(account=running.account, name="Margit Huber")
    aims = list(running.objectives.all())
    titles = {f"objective_{aim.pk}": aim.title for aim in aims}
    opened = reread(running).version
    by_marc = Changes({"key_contact": contact}, {aims[0].pk: {"title": "By Marc"}})
    details.change(running.pk, by_marc, version=opened, by=lead, now=NOW)

    typed = {"version": opened, "closing": "The end", **titles}
    response = sign_in(lead).post(at(running, "edit"), typed)

    found = {(d.label, d.saved, d.typed) for d in response.context["form"].differences}
    aims[0].refresh_from_db()
    assert response.status_code == 409
    assert found == {
        ("Key contact", "Margit Huber", "Nobody yet"),
        ("Objective 1", "By Marc", titles[f"objective_{aims[0].pk}"]),
        ("Closing text", "", "The end"),
    }
    assert aims[0].title == "By Marc"


def test_a_stale_review_shows_both_scores(running: Transition, lead: User, sign_in: SignIn) -> None:
    aim = running.objectives.first()
    assert aim
    opened = reread(running).version
    by_marc = Changes({}, {aim.pk: {"score": 5}})
    details.change(running.pk, by_marc, version=opened, by=lead, now=NOW)

    typed = {"version": opened, f"score_{aim.pk}": "2"}
    response = sign_in(lead).post(at(running, "complete"), typed)

    found = [(d.label, d.saved, d.typed) for d in response.context["form"].differences]
    assert found == [(f"{aim.title}: score", "5, reached", "2")]


def test_a_cancelled_transition_is_neither_edited_nor_logged(
    running: Transition, lead: User, sign_in: SignIn
) -> None:
    lifecycle.cancel(running.pk, "They left", by=lead, now=NOW)
    client = sign_in(lead)
    typed = {"happened_on": "2026-11-20", "activity": "Later", "responsible": lead.pk}

    edited = client.post(at(running, "edit"), {"closing": "New"}, follow=True)
    logged = client.post(at(running, "log/new"), typed)

    assert "Its words stay as they are." in edited.content.decode()
    assert "Its log is closed." in logged.content.decode()
    assert "Write an entry" not in client.get(at(running, "log")).content.decode()
    assert reread(running).closing == ""
    assert not running.log.filter(activity="Later").exists()


def test_a_completed_transition_is_written_by_those_who_manage_it_only(
    running: Transition, lead: User, successor: User, sign_in: SignIn
) -> None:
    for item in Item.objects.filter(checklist=running.checklist_id):
        checklist_items.skip(checklist_items.lock(item.pk), "Not here", by=lead, now=NOW)
    ownership.move(running.pk, by=lead, now=NOW)
    lifecycle.complete(running.pk, by=lead, now=NOW)
    titles = {f"objective_{aim.pk}": aim.title for aim in running.objectives.all()}
    typed = {"happened_on": "2026-11-20", "responsible": lead.pk}
    helena, priya = sign_in(lead), sign_in(successor)

    page = helena.get(at(running, "edit")).content.decode()
    words = {"version": reread(running).version, "closing": "Corrected", **titles}
    helena.post(at(running, "edit"), words)
    helena.post(at(running, "log/new"), typed | {"activity": "By Helena"})
    refused = priya.post(at(running, "log/new"), typed | {"activity": "By Priya"})

    assert "Those who manage it can still change its words" in page
    assert reread(running).closing == "Corrected"
    assert running.log.filter(activity="By Helena").exists()
    assert "Only those who manage it still write into its log." in refused.content.decode()
    assert not running.log.filter(activity="By Priya").exists()
    assert "Write an entry" not in priya.get(at(running, "log")).content.decode()


def test_the_ends_of_lines_are_no_change(running: Transition, lead: User, sign_in: SignIn) -> None:
    running.introduction = "Tomas leaves.\nPriya takes over."
    running.save(update_fields=["introduction"])
    titles = {f"objective_{aim.pk}": aim.title for aim in running.objectives.all()}
    typed = {"introduction": "Tomas leaves.\r\nPriya takes over.", "closing": "Thank you."}

    sign_in(lead).post(at(running, "edit"), {"version": running.version, **typed, **titles})

    assert reread(running).introduction == "Tomas leaves.\nPriya takes over."
    assert [entry.activity for entry in running.log.filter(kind="words")] == [
        "Changed the closing text"
    ]


def test_a_later_change_of_words_does_not_move_the_day_of_a_hold(
    running: Transition, lead: User, sign_in: SignIn
) -> None:
    lifecycle.hold(running.pk, "The client merges.", by=lead, now=NOW + timedelta(days=1))
    opened, later = reread(running).version, NOW + timedelta(days=3)
    details.change(running.pk, Changes({"closing": "Soon"}), version=opened, by=lead, now=later)

    shown = sign_in(lead).get(running.get_absolute_url()).content.decode()

    assert f"By Helena Brandt on {words.day((NOW + timedelta(days=1)).date())}." in shown


def test_a_stale_team_page_asks_before_it_replaces_somebody(
    running: Transition, lead: User, owner: User, successor: User, sign_in: SignIn
) -> None:
    joined = team.add(running.pk, team.Joining(TeamRole.BACKUP, owner), by=lead, now=NOW)
    client = sign_in(lead)
    address = at(running, f"team/{joined.pk}")
    seen = client.get(address).context["form"]["seen"].value()
    team.change(joined.pk, team.Edit(successor, ""), by=lead, now=NOW)
    typed = {"seen": seen, "person": owner.pk, "responsibilities": "Covers in August"}

    stale = client.post(address, typed)
    joined.refresh_from_db()
    kept = joined.person
    again = client.post(address, typed | {"seen": stale.context["form"]["seen"].value()})

    assert stale.status_code == 422
    assert "Somebody changed this row since you opened it: Priya Raman is" in stale.text
    assert "Covers in August" in stale.text
    assert kept == successor
    assert again.status_code == 302
    joined.refresh_from_db()
    assert (joined.person, joined.responsibilities) == (owner, "Covers in August")


def test_an_entry_by_hand_tells_its_day_and_no_time(
    running: Transition, lead: User, sign_in: SignIn
) -> None:
    client = sign_in(lead)
    typed = {"activity": "Met on site", "responsible": lead.pk}

    for day in ("2026-11-20", "2026-11-24"):
        client.post(at(running, "log/new"), typed | {"happened_on": day})
    log = client.get(at(running, "log"), {"kind": "manual"}).content.decode()
    rail = client.get(running.get_absolute_url()).context["rail"].recent

    assert log.count("<time></time>") == 2
    assert "12:00" not in log
    assert "Today" in [entry.at for entry in rail if entry.activity == "Met on site"]


def test_no_two_forms_of_an_item_share_an_id(
    running: Transition, lead: User, sign_in: SignIn
) -> None:
    one = Item.objects.filter(checklist=running.checklist_id).earliest("pk")

    shown = sign_in(lead).get(running.get_absolute_url(), {"item": one.pk}).content.decode()

    ids = re.findall(r'\sid="([^"]+)"', shown)
    assert shown.count('name="request_key"') == 2
    assert len(ids) == len(set(ids))
