"""Two administrators take the role from each other at the same moment."""

import pytest

from accounts.people.choices import Role
from accounts.people.models import User
from tests.accounts.people.test_admin import person_answers
from tests.conftest import SignIn
from tests.factories.people import UserFactory
from tests.support.together import all_at_once


@pytest.mark.django_db(transaction=True)
def test_one_of_two_who_demote_each_other_stays(sign_in: SignIn, administrator: User) -> None:
    other = UserFactory.create(role=Role.ADMINISTRATOR)
    pairs = [(sign_in(administrator), other), (sign_in(other), administrator)]

    def demote(place: int) -> None:
        client, person = pairs[place]
        answers = {**person_answers(person), "role": Role.KAM}
        client.post(f"/admin/people/user/{person.pk}/change/", answers)

    all_at_once([lambda: demote(0), lambda: demote(1)])

    assert User.objects.filter(role=Role.ADMINISTRATOR).count() == 1
