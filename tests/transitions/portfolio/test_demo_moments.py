"""The demo company built at other moments than a usual morning: each costs a whole build."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from tests.support.demo import build, healths, moments_ahead
from transitions.plans.choices import Health, LogKind
from transitions.plans.models import LogEntry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

VIENNA = ZoneInfo("Europe/Vienna")


def test_the_demo_can_be_built_while_the_company_is_closed(
    clock: time_machine.Traveller,
) -> None:
    clock.move_to("2026-12-26T10:00:00+00:00")

    build()

    assert healths(date(2026, 12, 26)) == set(Health)


@pytest.mark.parametrize("hour", ["00:10", "23:50"])
def test_nothing_of_the_demo_lies_in_the_future(clock: time_machine.Traveller, hour: str) -> None:
    """Before its morning at seven and after, both where Vienna and UTC are closest to a new day."""
    clock.move_to(datetime.fromisoformat(f"2026-11-23T{hour}").replace(tzinfo=VIENNA))

    build()

    assert LogEntry.objects.filter(kind=LogKind.HEALTH, happened_at__date="2026-11-23").exists()
    assert moments_ahead() == []
