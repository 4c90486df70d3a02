"""The day of a moment is the one on which the site has it, for everybody."""

from datetime import UTC, date, datetime

from django.utils import timezone

from config.lib.site_time import site_day


def test_the_day_of_a_moment_is_that_of_the_site_wherever_somebody_reads() -> None:
    late_in_the_evening = datetime(2026, 12, 16, 23, 30, tzinfo=UTC)

    with timezone.override("America/Los_Angeles"):
        assert site_day(late_in_the_evening) == date(2026, 12, 17)


def test_what_has_not_happened_has_no_day() -> None:
    assert site_day(None) is None
