"""An address that asks for an answer that does not exist is told so by every list."""

from __future__ import annotations

import pytest

from accounts.people.models import User
from tests.conftest import SignIn
from tests.factories.transitions import NOW, make_transition
from transitions.reports.choices import ReportState
from transitions.reports.models import Report

ASKED = {
    "/outbox/?state=nonsense": "The filter “State” has no answer “nonsense”.",
    "/outbox/?kind=nonsense": "The filter “Kind” has no answer “nonsense”.",
    "/people/invitations/?state=nonsense": "The filter “State” has no answer “nonsense”.",
    "/people/sign-ins/?kind=nonsense": "The filter “What happened” has no answer “nonsense”.",
    "/people/sign-ins/?person=0": "The filter “Person” has no answer “0”.",
    "/people/sign-ins/?since=soon": "The filter “From” has no answer “soon”.",
    "/log/?person=nonsense": "The filter “Person” has no answer “nonsense”.",
    "/log/?until=<b>": "The filter “Until” has no answer “&lt;b&gt;”.",
    "{transition}log/?kind=nonsense": "The filter “Kind” has no answer “nonsense”.",
    "/reports/?manager=0": "The filter “Manager” has no answer “0”.",
}
SEVERAL = {
    "/transitions/?region=Nowhere&state=foo": (
        "The filter “State” has no answer “foo” and the filter “Region” has no answer “Nowhere”."
    ),
    "/accounts/?region=Nowhere&owner=999999": (
        "The filter “Owner” has no answer “999999” and the filter “Region” has no answer “Nowhere”."
    ),
    "/outbox/?state=foo&kind=bar": (
        "The filter “State” has no answer “foo” and the filter “Kind” has no answer “bar”."
    ),
    "/dashboard/?region=Nowhere&team=foo": (
        "The filter “Team” has no answer “foo” and the filter “Region” has no answer “Nowhere”."
    ),
}
TOO_LONG = "The search cannot be read: Ensure this value has at most 100 characters"


@pytest.mark.parametrize(("address", "said"), ASKED.items())
def test_an_answer_that_does_not_exist_is_named(
    address: str, said: str, administrator: User, sign_in: SignIn
) -> None:
    transition = make_transition(manager=administrator)
    Report.objects.create(
        transition=transition,
        version=1,
        fingerprint="x",
        state=ReportState.READY,
        file="report.pdf",
        pages=1,
        size=5,
        requested_at=NOW,
        finished_at=NOW,
    )
    client = sign_in(administrator)
    address = address.format(transition=transition.get_absolute_url())

    whole, part = client.get(address).text, client.get(address, headers={"HX-Request": "true"}).text

    for page in (whole, part):
        assert page.count(said) == 1
        assert page.count("has no answer") == 1
        assert "Clear filter" in page


@pytest.mark.parametrize(("address", "said"), SEVERAL.items())
def test_all_answers_that_do_not_exist_are_named_in_one_sentence(
    address: str, said: str, administrator: User, sign_in: SignIn
) -> None:
    make_transition(manager=administrator)

    page = sign_in(administrator).get(address).text

    assert page.count(said) == 1
    assert page.count("has no answer") == 2
    assert "Clear filter" in page


@pytest.mark.parametrize(
    "address", ["/outbox/", "/people/invitations/", "/people/sign-ins/", "/log/"]
)
def test_a_search_that_cannot_be_read_says_so(
    address: str, administrator: User, sign_in: SignIn
) -> None:
    page = sign_in(administrator).get(f"{address}?q={'x' * 101}&sort=nonsense").text

    assert TOO_LONG in page
    assert "has no answer" not in page
