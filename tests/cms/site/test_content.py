"""Wagtail's own pages: the editable introduction, and pages of plain words."""

import pytest
from wagtail.models import Page, Site

from cms.models import ContentPage, HomePage


@pytest.fixture
def front(forum):
    """The front page, made here unless a migration has made it."""
    home = HomePage.objects.first()
    if home is None:
        home = Page.get_first_root_node().add_child(instance=HomePage(title="Home", slug="front"))
        Site.objects.update(root_page=home)
    return home


def test_the_introduction_is_the_editors_in_both_languages(client, front):
    HomePage.objects.update(intro="Come and <see>.", intro_zh="请来看。")
    assert "Come and &lt;see&gt;." in client.get("/").content.decode()
    client.post("/language/", {"language": "zh-hans", "next": "/"})
    assert "请来看。" in client.get("/").content.decode()


def test_a_page_of_words_is_served_in_the_readers_language(client, front):
    front.add_child(
        instance=ContentPage(
            title="Visit",
            slug="visit",
            body="<p>Words.</p>",
            title_zh="到访",
            body_zh="<p>文字。</p>",
        )
    )
    text = client.get("/visit/").content.decode()
    assert ("<h1" in text, "Visit</h1>" in text, "<p>Words.</p>" in text) == (True, True, True)
    client.post("/language/", {"language": "zh-hans", "next": "/"})
    assert "到访</h1>" in client.get("/visit/").content.decode()
    assert "http://testserver/visit/" in client.get("/sitemap.xml").content.decode()
