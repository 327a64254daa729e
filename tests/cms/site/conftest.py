"""A forum on which the pages stand."""

import pytest

from tests.factories import ForumFactory, ThemeFactory


@pytest.fixture
def forum(db):
    forum = ForumFactory(city="Shanghai")
    ThemeFactory(forum=forum)
    return forum
