import re
from datetime import date

import pytest

from accounts.people.models import Team, User
from checklists.runs.models import Item
from tests.conftest import SignIn
from tests.factories.accounts import AccountFactory
from tests.factories.transitions import NOW, TODAY, make_transition
from transitions.plans.models import Transition
from transitions.plans.operations import health, lifecycle
from transitions.portfolio.queries.orphaned import orphaned

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "calendar")]


def notices() -> list[str]:
    found = orphaned(Transition.objects.all(), TODAY)
    return [f"{one.fact} {one.sentence} {one.label}" for one in found]


def deactivate(person: User) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)


def test_open_items_of_somebody_who_has_left_are_counted() -> None:
    transition = make_transition()
    tomas = transition.outgoing
    deactivate(tomas)

    left = notices()
    User.objects.filter(pk=tomas.pk).update(last_day_on=date(2027, 2, 15))

    waits = "4 open items wait for Tomas, 1 of them together with somebody else. See the 4 items"
    assert left == [f"Tomas Eriksen has left. {waits}"]
    assert notices() == [f"Tomas Eriksen is deactivated. {waits}"]


def test_an_item_done_together_counts_for_either_of_the_two() -> None:
    transition = make_transition()
    Item.objects.filter(checklist=transition.checklist_id).exclude(title="Meet the client").delete()

    deactivate(transition.incoming)
    helper = notices()
    deactivate(transition.outgoing)

    waits = "has left. 1 open item waits for {}, together with somebody else. See the item"
    assert helper == [f"Priya Raman {waits.format('Priya')}"]
    assert notices() == [*helper, f"Tomas Eriksen {waits.format('Tomas')}"]


def test_what_is_done_on_hold_or_waits_for_somebody_here_is_not_counted() -> None:
    running, held = make_transition(), make_transition()
    theirs = Item.objects.filter(checklist=running.checklist_id, assignee=running.outgoing)
    theirs.exclude(title="List the contacts").update(assignee=running.incoming)
    lifecycle.hold(held.pk, "The client asked.", by=held.manager, now=NOW)
    deactivate(running.outgoing)
    deactivate(held.outgoing)

    assert notices() == ["Tomas Eriksen has left. 1 open item waits for Tomas. See the item"]


def test_the_dashboard_links_to_exactly_the_items_it_counts(
    team: Team, owner: User, successor: User, lead: User, sign_in: SignIn
) -> None:
    here = AccountFactory.create(owner=owner, region="Vienna")
    make_transition(account=here, incoming=successor, manager=lead)
    make_transition(account=AccountFactory.create(owner=owner), incoming=successor, manager=lead)
    deactivate(owner)
    client = sign_in(lead)

    for asked, count in (("", 8), ("?region=Vienna", 4)):
        page = client.get(f"/dashboard/{asked}").text
        [link] = re.findall(r'href="(/items/\?doer=[^"]+)"[^>]*>See the', page)
        found = client.get(link.replace("&amp;", "&")).text

        assert f"See the {count} items" in page
        assert found.count("Deactivated</span>") == count
        assert (
            len(re.findall(r'<a class="ink strong" href="/transitions/\d+/\?item=', found)) == count
        )


def test_a_transition_whose_outgoing_kam_has_left_needs_attention_and_says_who(
    team: Team, owner: User, successor: User, lead: User, sign_in: SignIn
) -> None:
    transition = make_transition(
        account=AccountFactory.create(owner=owner), incoming=successor, manager=lead
    )
    deactivate(owner)
    health.refresh([transition.pk], now=NOW)

    page = sign_in(lead).get("/dashboard/").text.split('id="attention-h"')[1]

    assert f"{owner.full_name} has left</div>" in page


def test_one_notice_tells_all_of_one_person(
    team: Team, owner: User, successor: User, lead: User, sign_in: SignIn
) -> None:
    make_transition(account=AccountFactory.create(owner=owner), incoming=successor, manager=lead)
    AccountFactory.create(owner=owner, name="Marlow Paints")
    deactivate(owner)

    page = sign_in(lead).get("/dashboard/").text

    [notice] = re.findall(r'<div class="note-b red.*?</div>', page, re.DOTALL)
    assert page.count("<b>Tomas Eriksen has left.</b>") == 1
    assert "4 open items wait for Tomas" in notice
    assert "Nobody looks after 1 of Tomas’s 2 accounts." in notice
    assert "See the 4 items<" in notice and "See the account<" in notice
    assert "Tomas Eriksen is deactivated" not in page
