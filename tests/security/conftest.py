"""The world of the table, made once; each visit is undone."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from tests.security.visits import Visitors
from tests.security.world import build


@pytest.fixture(scope="module")
def visitors(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Visitors]:
    """Everybody of the world, signed in."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Visitors(build())
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Nobody is kept out because somebody asked too often; thousands of refusals log nothing."""
    cache.clear()
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def nothing_is_drawn(settings: Settings) -> None:
    """Pages are empty, which makes thousands of visits quick."""
    settings.TEMPLATES = [
        {**settings.TEMPLATES[0], "BACKEND": "tests.security.blank.BlankTemplates"}
    ]
