import pytest

from config.lib.shares import percent


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(0, 0, 0), (0, 41, 0), (34, 41, 82), (199, 200, 99), (200, 200, 100)],
)
def test_a_share_is_rounded_down_so_that_100_means_all(
    part: int, whole: int, expected: int
) -> None:
    assert percent(part, whole) == expected
