"""RSS, Atom and JSON Feed: valid, silent before the instant, quick to say 304."""

from email.utils import parsedate_to_datetime
from html import unescape
from xml.etree import ElementTree

import feedparser
import pytest

from launches.content import Words
from tests.factories import CompanyFactory, CueFactory, MemberFactory, ThemeFactory, launch

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
    assert (feed["language"], feed["items"][0]["title"]) == ("zh-Hans", "Aurora One 发布")


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


ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def two(client):
    """A client where two launches are open; one is of a theme and a country of its own."""
    korean = MemberFactory(company=CompanyFactory(country="KR")).company
    theme = ThemeFactory(slug="space", name="Space", name_zh="太空")
    launch("released", product="Plain")
    launch("released", product="Spacey", company=korean, theme=theme)
    return client


@pytest.mark.parametrize("path", [*FEEDS, "/feeds/launches.ics"])
def test_there_is_a_feed_for_each_theme_country_and_language(two, path):
    def said(**query) -> tuple[bool, bool]:
        text = two.get(path, query).content.decode()
        return "Plain" in text, "Spacey" in text

    assert said() == (True, True)
    assert (said(theme="space"), said(country="kr")) == ((False, True), (False, True))
    assert (said(theme="none"), said(country="FR", theme="space")) == ((False, False),) * 2
    assert "Spacey 发布" in two.get(path, {"theme": "space", "lang": "zh-tw"}).content.decode()
    for query in ("them=space", "country=KOREA", "lang=%00", "theme=" + "x" * 300):
        assert two.get(f"{path}?{query}").status_code == 400


def test_a_feed_is_named_after_what_it_narrows_to(two):
    titles = {
        query: two.get(f"/feeds/launches.json?{query}").json()["title"]
        for query in ("", "theme=space&country=KR", "theme=space&lang=zh-hans")
    }
    assert titles == {
        "": "Unveil Forum: launches",
        "theme=space&country=KR": "Unveil Forum: launches · Space · KR",
        "theme=space&lang=zh-hans": "揭幕论坛：发布 · 太空",
    }


@pytest.mark.parametrize("hub", ["", "https://hub.example/"])
def test_each_feed_names_itself_and_its_hub(two, settings, hub):
    settings.WEBSUB_HUB, settings.SITE_URL = hub, "https://forum.example"
    own = "https://forum.example{}?theme=space&lang=en"
    assert two.get(FEEDS[2], {"country": " kr"}).json()["feed_url"].endswith("?country=KR")
    for path in FEEDS:
        answer = two.get(path, {"lang": "en", "theme": "space"})
        links = [f'<{own.format(path)}>; rel="self"', *([f'<{hub}>; rel="hub"'] if hub else [])]
        assert answer["Link"] == ", ".join(links)
    for path, root in ((FEEDS[0], "channel/"), (FEEDS[1], "")):
        tree = ElementTree.fromstring(two.get(path).content)
        found = {one.get("rel"): one.get("href") for one in tree.findall(f"{root}{ATOM}link")}
        assert (found["self"], found.get("hub", "")) == (f"https://forum.example{path}", hub)
    feed = two.get(FEEDS[2]).json()
    assert feed["feed_url"] == "https://forum.example/feeds/launches.json"
    assert feed.get("hubs", []) == ([{"type": "WebSub", "url": hub}] if hub else [])


def test_xml_feeds_are_read_without_complaint(two):
    for path, version in ((FEEDS[0], "rss20"), (FEEDS[1], "atom10")):
        read = feedparser.parse(two.get(path).content)
        assert (read.bozo, read.version, len(read.entries)) == (0, version, 2)
        entry = read.entries[0]
        assert {"id", "link", "title", "summary", "author", "tags"} <= set(entry)


def test_rss_holds_what_its_specification_asks_for(two):
    channel = ElementTree.fromstring(two.get(FEEDS[0]).content).find("channel")
    assert all(channel.findtext(name) for name in ("title", "link", "description"))
    parsedate_to_datetime(channel.findtext("lastBuildDate"))
    for item in channel.findall("item"):
        assert item.find("guid").get("isPermaLink") == "false"
        assert parsedate_to_datetime(item.findtext("pubDate")).tzinfo
        for enclosure in item.findall("enclosure"):
            assert enclosure.get("length").isdigit()


def test_atom_holds_what_rfc_4287_asks_for(two):
    """Feed and entries have exactly one id, title and updated; the ids are their own."""
    trees = [two.get(FEEDS[1], query).content for query in ({}, {"theme": "space"})]
    feeds = [ElementTree.fromstring(tree) for tree in trees]
    for node in [*feeds, *feeds[0].findall(f"{ATOM}entry")]:
        for name in ("id", "title", "updated"):
            assert len(node.findall(f"{ATOM}{name}")) == 1
    entries = feeds[0].findall(f"{ATOM}entry")
    assert all(entry.find(f"{ATOM}author/{ATOM}name").text for entry in entries)
    ids = [node.findtext(f"{ATOM}id") for node in [*feeds, *entries]]
    assert len(set(ids)) == len(ids) == 4


def test_a_json_feed_holds_what_version_1_1_asks_for(two):
    feed = two.get(FEEDS[2]).json()
    assert {"version", "title", "items", "feed_url", "home_page_url", "language"} <= set(feed)
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert "content_text" in item or "content_html" in item
        assert [set(author) for author in item["authors"]] == [{"name"}]


@pytest.mark.parametrize(
    ("path", "queries"),
    [*((path, 2) for path in FEEDS), ("/feeds/launches.ics", 2), ("/feeds/programme.ics", 4)],
)
def test_feeds_cost_the_same_for_one_and_three(client, django_assert_num_queries, path, queries):
    for number in range(3):
        CueFactory(launch=launch("released", product=f"P{number}"))
        if number != 1:
            with django_assert_num_queries(queries):
                client.get(path)
