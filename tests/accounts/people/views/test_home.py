"""Where people land."""

import pytest

from accounts.people.choices import Role
from accounts.people.models import User
from tests.conftest import SignIn


@pytest.mark.parametrize(
    ("role", "address"),
    [
        (Role.ADMINISTRATOR, "/dashboard/"),
        (Role.MANAGER, "/dashboard/"),
        (Role.LEADER, "/dashboard/"),
        (Role.KAM, "/my-work/"),
        (Role.HR, "/my-work/"),
    ],
)
def test_people_land_where_their_work_is(
    sign_in: SignIn, owner: User, role: Role, address: str
) -> None:
    User.objects.filter(pk=owner.pk).update(role=role)

    assert sign_in(owner).get("/").headers["Location"] == address
