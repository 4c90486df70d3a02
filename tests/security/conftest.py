"""The world of the table, made once; each visit is undone."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from pytest_django import DjangoDbBlocker, Settings

from tests.security.visits import Visitors
from tests.security.world import build
from tests.support.kept import kept_for_a_module


@pytest.fixture(scope="module")
def visitors(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Visitors]:
    """Everybody of the world, signed in."""
    with kept_for_a_module(django_db_blocker):
        yield Visitors(build())


@pytest.fixture(autouse=True)
def quiet(settings: Settings) -> Iterator[None]:
    """Nobody is kept out because somebody asked too often, or signed in a while ago: all visits
    take minutes. Thousands of refusals log nothing.
    """
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 3600
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
