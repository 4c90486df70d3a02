import pytest

from accounts.people.models import User
from tests.conftest import SignIn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "calendar", "team")]


def test_an_old_link_to_overdue_items_leads_to_the_list_of_items(
    lead: User, sign_in: SignIn
) -> None:
    answer = sign_in(lead).get("/dashboard/overdue/?team=3&q=brief&page=2")

    assert answer.status_code == 302
    assert answer["Location"] == "/items/?due=overdue&q=brief&team=3"
