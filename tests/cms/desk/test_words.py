"""The review page's words: lengths, and which translations are older than their original."""

import pytest
from django.urls import reverse

from cms import traces
from cms.desk import words
from tests.factories import UserFactory
from tests.factories.page import entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    """Its English headline was changed after the Chinese one was made from it."""
    page = entry("submitted")
    texts = list(page.texts.all())
    texts[0].headline = "Quite another headline"
    page.texts = texts
    page.save_revision(user=UserFactory(is_superuser=True))
    return page


def test_cells_count_and_tell_what_lags(page):
    latest = page.get_latest_revision_as_object()
    marks, said = traces.marks(latest), latest.content().words
    [row] = words.rows(said, {"headline": "Headline"}, marks=marks, remarks={})
    english, chinese = row["cells"]
    assert (english.length, english.unit, english.is_older) == (3, "words", False)
    assert (chinese.length, chinese.unit, chinese.is_older) == (11, "characters", True)


def test_the_review_page_marks_the_older_text(client, editor, page):
    client.force_login(editor)
    text = client.get(reverse("desk:review", args=[page.launch.uid])).content.decode()
    assert text.count("older than the English text") == 1
    assert "3 words" in text
    assert "11 characters" in text
