from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session

from accounts.people import tasks


@pytest.mark.django_db
def test_sessions_that_have_run_out_are_deleted_daily() -> None:
    now = datetime.now(UTC)
    Session.objects.create(session_key="old", session_data="", expire_date=now - timedelta(days=1))
    Session.objects.create(session_key="new", session_data="", expire_date=now + timedelta(days=1))

    tasks.clear_sessions()

    assert [session.session_key for session in Session.objects.all()] == ["new"]
