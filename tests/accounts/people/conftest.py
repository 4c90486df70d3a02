"""Ruth of HR, who invites people and keeps their absences."""

import pytest

from accounts.people.choices import Role
from accounts.people.models import User
from tests.factories.people import UserFactory


@pytest.fixture
def hr(db: None) -> User:
    return UserFactory.create(full_name="Ruth Aigner", role=Role.HR)
