"""RSS, Atom and JSON Feed: valid, silent before the instant, quick to say 304."""

from html import unescape
from xml.etree import ElementTree

import pytest

from launches.content import Words
from tests.factories import launch

pytestmark = pytest.mark.django_db
FEEDS = ["/feeds/launches.rss", "/feeds/launches.atom", "/feeds/launches.json"]


@pytest.mark.parametrize("path", FEEDS)
@pytest.mark.parametrize(("seconds", "seen"), [(-1, False), (0, True), (1, True)])
def test_feeds_open_at_the_instant(client, moment, path, seconds, seen):
    moment.at(-600)
    launch("approved", product="Canary", opens_at=moment.T)
    moment.at(seconds)
    assert ("Canary" in client.get(path).content.decode()) == seen


@pytest.mark.parametrize("path", FEEDS)
def test_feeds_answer_304_and_are_the_same_bytes_each_time(client, path):
    launch("released")
    first = client.get(path)
    assert client.get(path).content == first.content
    again = client.get(path, HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", FEEDS)
def test_an_empty_feed_is_a_feed(client, path):
    answer = client.get(path)
    assert (answer.status_code, client.get(path).content) == (200, answer.content)


def test_odd_signs_do_not_break_the_xml(client):
    odd = 'A\x0b <b>&amp;</b> "x" 极光 العربية'
    words = (
        Words("en", headline=odd, summary=odd, body="b"),
        Words("zh-hans", "标题", summary="摘要", body="b"),
    )
    launch("released", content={"words": words})
    for path in FEEDS[:2]:
        tree = ElementTree.fromstring(client.get(path).content)
        assert "极光" in "".join(tree.itertext())


def test_rss_has_what_readers_need(client):
    entry = launch("released")
    tree = ElementTree.fromstring(client.get("/feeds/launches.rss").content)
    item = tree.find("channel/item")
    assert item.find("guid").text == f"urn:unveil:{entry.uid}"
    assert item.find("link").text.endswith(f"/launches/{entry.slug}/")
    assert tree.get("version") == "2.0"


def test_json_feed_in_chinese(client):
    launch("released")
    feed = client.get("/feeds/launches.json", {"lang": "zh-hans"}).json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (feed["language"], feed["items"][0]["title"]) == ("zh-hans", "Aurora One 发布")


def test_plain_words_are_not_read_as_markup(client):
    said = "a < b <img src=x>"
    words = (
        Words("en", "T", summary=said, body="b"),
        Words("zh-hans", "标", summary="摘", body="b"),
    )
    launch("released", content={"words": words})
    for path, tag in (
        (FEEDS[0], "description"),
        (FEEDS[1], "{http://www.w3.org/2005/Atom}summary"),
    ):
        tree = ElementTree.fromstring(client.get(path).content)
        shown = [found.text for found in tree.iter(tag)][-1]
        assert unescape(shown) == said
        assert "<img" not in shown
    assert client.get(FEEDS[2]).json()["items"][0]["content_text"] == said


def test_what_xml_cannot_carry_breaks_no_feed(client):
    odd = "A\ufffe\uffff\x7f\x0b极光"
    words = (Words("en", odd, summary=odd, body="b"), Words("zh-hans", odd, summary=odd, body="b"))
    launch("released", content={"words": words})
    for path in FEEDS[:2]:
        assert "A\x7f极光" in "".join(ElementTree.fromstring(client.get(path).content).itertext())


@pytest.mark.parametrize("path", FEEDS)
def test_feeds_answer_every_method_like_the_api(client, path):
    options = client.options(path, HTTP_ORIGIN="https://paper.example")
    assert (options.status_code, options["Access-Control-Allow-Origin"]) == (204, "*")
    refused = client.post(path)
    assert (refused.status_code, refused["Content-Type"]) == (405, "application/problem+json")
    assert client.get(path)["Access-Control-Allow-Origin"] == "*"
    for accept in ("text/html", "application/rss+xml", "application/atom+xml"):
        assert client.get(path, HTTP_ACCEPT=accept).status_code == 200


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_says_its_language_and_is_public_whoever_asks(client, key, path):
    launch("approved", product="Canary")
    assert client.get(path, {"lang": "zh-hans"})["Content-Language"] == "zh-hans"
    assert client.get(path, **key("press")).content == client.get(path).content
