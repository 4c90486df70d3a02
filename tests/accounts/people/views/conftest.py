from __future__ import annotations

import pytest
from django.core.cache import cache

from tests.support.oidc import provider, provider_process

__all__ = ["provider", "provider_process"]


@pytest.fixture
def no_attempts_yet(db: None) -> None:
    """Nobody is kept out because of sign-ins that another test tried."""
    cache.clear()
