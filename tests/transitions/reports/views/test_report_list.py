"""The list of reports."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.people.models import User
from tests.conftest import SignIn
from tests.factories.reports import ready
from tests.factories.transitions import make_transition
from tests.transitions.reports.conftest import MADE_AT
from transitions.plans.models import Transition
from transitions.reports import operations


def test_the_list_shows_finished_reports_only(
    completed: Transition, sign_in: SignIn, owner: User
) -> None:
    ready(completed, version=1)
    operations.want(completed.pk, by=owner, now=MADE_AT)

    page = sign_in(owner).get("/reports/").content.decode()

    assert f"{completed.reference}, version 1" in page
    assert f"{completed.reference}, version 2" not in page


def test_the_list_is_searched_filtered_and_sorted(
    completed: Transition, sign_in: SignIn, lead: User
) -> None:
    ready(completed)
    other = make_transition(manager=lead)
    ready(other)
    client = sign_in(lead)

    def found(query: str) -> list[str]:
        page = client.get(f"/reports/?{query}").context["page"]
        return [report.transition.account.name for report in page.object_list]

    assert found("q=water+foods&sort=account") == ["Brightwater Foods", other.account.name]
    assert found("q=FÓODS+tomas&sort=account") == ["Brightwater Foods", other.account.name]
    assert found(f"q={completed.reference}+helena") == ["Brightwater Foods"]
    assert found("q=nothing") == []
    assert found(f"account={other.account_id}") == [other.account.name]
    assert found(f"manager={lead.pk}&sort=-account") == [other.account.name, "Brightwater Foods"]
    assert found("manager=999999") == []


def test_the_list_says_why_it_is_empty(completed: Transition, sign_in: SignIn, owner: User) -> None:
    client = sign_in(owner)

    before = client.get("/reports/").content.decode()
    ready(completed)
    filtered = client.get("/reports/?q=nothing").content.decode()

    assert "No report has been made yet" in before
    assert "No report matches" in filtered
    assert "Clear filter" in filtered


def test_the_list_takes_as_many_queries_for_three_as_for_one(
    completed: Transition, sign_in: SignIn, lead: User
) -> None:
    client = sign_in(lead)
    ready(completed)
    client.get("/reports/")

    with CaptureQueriesContext(connection) as one:
        client.get("/reports/")
    for number in (2, 3):
        ready(make_transition(manager=lead), version=number)
    with CaptureQueriesContext(connection) as three:
        client.get("/reports/")

    assert len(three) == len(one)
