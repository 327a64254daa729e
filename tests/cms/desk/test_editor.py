"""Wagtail's editor of a launch: every language side by side, each text with its margin."""

import re

import pytest
from django.urls import reverse

from tests.factories import UserFactory
from tests.factories.glossary import TermFactory
from tests.factories.page import entry

pytestmark = pytest.mark.django_db
MARGIN = re.compile(r'<p class="desk-help desk-length"[^>]*>([^<]*)</p>')


@pytest.fixture
def page():
    """Its English headline was changed after the Chinese one was made from it."""
    page = entry("submitted")
    texts = list(page.texts.all())
    texts[0].headline = "Aurora One opens with deepseek"
    page.texts = texts
    page.save_revision(user=UserFactory(is_superuser=True))
    return page


def edit(client, page) -> str:
    return client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()


def test_each_text_says_its_length_its_lag_and_its_names(client, editor, page):
    TermFactory(name="DeepSeek")
    client.force_login(editor)
    body = edit(client, page)
    assert "desk-side-by-side" in body
    shown = body.split("EMPTY_FORM_TEMPLATE")[0]
    assert MARGIN.findall(shown) == [
        *("5 words", "0 words", "2 words", "2 words", "0 words"),
        *("11 characters", "0 characters", "3 characters", "3 characters", "0 characters"),
    ]
    assert shown.count("older than the English text") == 1
    assert shown.count("“deepseek” is written “DeepSeek”") == 1


def test_a_translator_sees_the_margins_too(client, desk_user, page):
    client.force_login(desk_user("Translators"))
    assert edit(client, page).count("older than the English text") == 1


def test_an_empty_translation_is_marked(client, editor, page):
    texts = list(page.texts.all())
    texts[1].summary = ""
    page.texts = texts
    page.save_revision(user=UserFactory(is_superuser=True))
    client.force_login(editor)
    assert edit(client, page).count("not translated from the English text yet") == 1
