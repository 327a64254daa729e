"""What the public pages say, in whose language, and what they cost."""

from datetime import timedelta

import pytest
from django.conf import settings

from launches import clock
from launches.content import Words
from launches.domain import release
from launches.models import Forum
from tests.factories import (
    CompanyFactory,
    EventFactory,
    ForumFactory,
    MemberFactory,
    OutletMemberFactory,
    StageFactory,
    ThemeFactory,
    UserFactory,
    content_of,
    launch,
)

ARABIC = Words("ar", headline="منصة جديدة", tagline="", summary="ملخص", body="", press_release="")


def released(**changes):
    return launch("released", **changes)


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


def test_home_costs_six_queries(client, forum, django_assert_num_queries):
    for number in range(8):
        released(product=f"Product {number}")
    with django_assert_num_queries(6):
        text = text_of(client.get("/"))
    assert text.count("</h3>") == 7


def test_the_list_costs_five_queries(client, forum, django_assert_num_queries):
    for number in range(5):
        released(product=f"Product {number}")
    with django_assert_num_queries(5):
        client.get("/launches/?q=product&theme=life-and-health")


def test_a_launch_page_costs_four_queries(client, forum, django_assert_num_queries):
    entry = released()
    with django_assert_num_queries(4):
        client.get(f"/launches/{entry.slug}/")


def test_the_programme_costs_three_queries(client, forum, django_assert_num_queries):
    EventFactory(stage=StageFactory(forum=forum))
    with django_assert_num_queries(3):
        client.get("/programme/")


def test_the_kits_are_where_their_list_is(client, forum, moment):
    """From the instant on, and never beside a list that is narrower or empty."""
    moment.at(-60)
    entry = launch("approved", opens_at=moment.T)
    theme, zone = entry.theme.slug, entry.forum.tz
    shown = entry.opens_at.astimezone(zone).date()
    Forum.objects.update(starts_on=shown, ends_on=shown)
    day = shown.isoformat()
    kits = {
        f"/launches/?theme={theme}": f"/api/v1/themes/{theme}/kit.zip",
        f"/launches/?day={day}": f"/api/v1/days/{day}/kit.zip",
        f"/programme/?day={day}": f"/api/v1/days/{day}/kit.zip",
    }
    moment.at(-1)
    assert [page for page in kits if "kit.zip" in text_of(client.get(page))] == []
    moment.at(0)
    for page, kit in kits.items():
        assert f'href="{kit}"' in text_of(client.get(page)), page
        assert client.get(kit).status_code == 200
    for narrow in (f"?theme={theme}&day={day}", f"?theme={theme}&q=x", "?theme=never", ""):
        assert "kit.zip" not in text_of(client.get(f"/launches/{narrow}")), narrow


def test_the_press_page_leads_people_of_an_outlet_to_their_room(client, forum):
    assert "Get a key" in text_of(client.get("/press/"))
    member = OutletMemberFactory(outlet__name="Morning Paper")
    client.force_login(member.user)
    page = text_of(client.get("/press/"))
    assert ("Morning Paper" in page, 'href="/press/room/"' in page) == (True, True)
    assert ("Get a key" in page, "My launches" in page) == (False, False)
    client.force_login(MemberFactory().user)
    assert "Morning Paper" not in text_of(client.get("/press/"))


@pytest.mark.parametrize("page", ["/", "/launches/", "/programme/", "/press/"])
def test_pages_stand_without_a_forum(client, db, page):
    assert "<h1" in text_of(client.get(page))


def test_nothing_released_yet_is_said(client, forum):
    assert "The veil is still down." in text_of(client.get("/"))
    assert "The veil is still down." in text_of(client.get("/launches/"))
    assert "Nothing found." in text_of(client.get("/launches/?q=zzz"))


def test_the_language_switch_works_by_form_alone(client, forum):
    entry = released(product="Aurora")
    response = client.post("/language/", {"language": "zh-hans", "next": "/launches/"})
    assert (response.status_code, response.headers["Location"]) == (302, "/launches/")
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "zh-hans"
    text = text_of(client.get(f"/launches/{entry.slug}/"))
    assert '<html lang="zh-hans"' in text
    assert "Aurora 发布" in text


def test_the_switch_leads_nowhere_else(client, forum):
    response = client.post("/language/", {"language": "en", "next": "https://evil.example/"})
    assert response.headers["Location"] == "/"


def test_each_language_of_a_launch_has_its_address(client, forum):
    english = content_of
    entry = launch("draft", product="Aurora")
    words = (*english(entry).words, ARABIC)
    entry = released(product="Aurora", content={"words": words})
    page = f"/launches/{entry.slug}/"
    assert '<article lang="ar" dir="rtl">' in text_of(client.get(f"{page}?lang=ar"))
    assert '<article lang="zh-hans" dir="ltr">' in text_of(client.get(f"{page}?lang=zh-hans"))
    for unknown in ("xx", "en%00", "<b>", ""):
        assert '<article lang="en" dir="ltr">' in text_of(client.get(f"{page}?lang={unknown}"))


def test_markup_in_words_is_harmless(client, forum):
    words = Words(
        "en",
        headline="<script>alert(1)</script>",
        tagline='"><img src=x onerror=alert(2)>',
        summary="</script><script>alert(3)</script>",
        body='<p onclick="x()">Body <a href="javascript:alert(4)">link</a></p><iframe></iframe>',
        press_release="<style>p{}</style><p>Text</p>",
    )
    chinese = content_of(launch("draft")).words[1]
    entry = released(content={"words": (words, chinese)})
    text = text_of(client.get(f"/launches/{entry.slug}/"))
    for bad in ("<script>", "<img src=x", "onclick", "javascript:", "<iframe", "<style"):
        assert bad not in text
    assert "<p>Body " in text


def test_search_folds_and_joins_words(client, forum):
    released(product="Äther Löwe")
    released(product="Other")
    for query in ("äther", "ÄTHER löwe", "löwe company"):
        text = text_of(client.get("/launches/", {"q": query}))
        assert ("Äther Löwe" in text, "Other opens" in text) == (True, False)


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=%ED%A0%80",
        "day=2026-13-45",
        "day=0001-01-01",
        "after=x",
        "after=1-%00",
        "stage=%F0",
    ],
)
def test_nonsense_is_left_out(client, forum, query):
    released()
    assert client.get(f"/launches/?{query}").status_code == 200


def test_filters(client, forum):
    energy = ThemeFactory(forum=forum, slug="energy", name="Energy", hue=6)
    day = forum.starts_on.isoformat()
    released(product="First", company=CompanyFactory(country="KE"))
    released(product="Second", theme=energy, company=CompanyFactory(country="KR"))
    found = {
        query: [name for name in ("First", "Second") if f"{name} opens" in text]
        for query in ("theme=energy", "country=KE", "country=kr", f"day={day}", "stage=nowhere")
        for text in [text_of(client.get(f"/launches/?{query}"))]
    }
    assert found == {
        "theme=energy": ["Second"],
        "country=KE": ["First"],
        "country=kr": ["Second"],
        f"day={day}": [],
        "stage=nowhere": [],
    }


def test_pages_of_the_list_join_without_gap_or_repeat(client, forum, monkeypatch):
    monkeypatch.setattr("cms.site.finding.PAGE", 2)
    at = clock.now() - timedelta(hours=2)
    wanted = {released(product=f"P{n}", at=at, opens_at=at + timedelta(minutes=n // 2 + 1)).slug
              for n in range(5)}  # fmt: skip
    seen, address = [], "/launches/"
    while address:
        text = text_of(client.get(address))
        seen += [slug for slug in wanted if f"/launches/{slug}/" in text]
        more = text.partition('rel="next" href="')[2].partition('"')[0]
        address = more.replace("&amp;", "&")
    assert (len(seen), set(seen)) == (5, wanted)


def test_a_correction_is_told_with_its_note(client, forum):
    entry = released(product="Aurora")
    chief = UserFactory(releaser=True)
    entry.latest_revision, entry.last_editor = entry.latest_revision + 1, entry.last_editor
    entry.save()
    release.correct(
        entry,
        revision=entry.latest_revision,
        content=content_of(entry, category="Robots"),
        note="The category was wrong.",
        by=chief,
        at=clock.now(),
    )
    text = text_of(client.get(f"/launches/{entry.slug}/"))
    assert "The category was wrong." in text
    assert "Robots" in text


def test_names_as_long_as_they_may_be(client, forum):
    entry = released(product="W" * 200, company=CompanyFactory(name="ل" * 200))
    assert "W" * 200 in text_of(client.get(f"/launches/{entry.slug}/"))
    assert "ل" * 200 in text_of(client.get("/launches/"))


def test_the_countdown_names_the_next_session_only(client, forum):
    stage = StageFactory(forum=forum, name="Hall One")
    at = clock.now()
    for hours, title in ((-1, "Running now"), (2, "Next session"), (5, "Later session")):
        EventFactory(
            stage=stage,
            title=title,
            starts_at=at + timedelta(hours=hours),
            ends_at=at + timedelta(hours=hours + 2),
        )
    text = text_of(client.get("/"))
    assert [name in text for name in ("Running now", "Next session", "Later session")] == [
        True,
        True,
        False,
    ]


def test_the_programme_places_sessions_in_lanes(client, forum):
    EventFactory(stage=StageFactory(forum=forum, name="Hall One"), title="Opening")
    text = text_of(client.get("/programme/"))
    assert "session lane-1 col-1 span-12" in text
    assert "No sessions yet." in text_of(client.get("/programme/?day=2026-09-18"))


def test_robots_and_sitemap(client, forum):
    entry = released()
    assert "Sitemap: http://testserver/sitemap.xml" in text_of(client.get("/robots.txt"))
    text = text_of(client.get("/sitemap.xml"))
    assert f"<loc>http://testserver/launches/{entry.slug}/</loc>" in text


def test_no_page_carries_inline_code(client, forum):
    entry = released()
    for page in ("/", "/launches/", f"/launches/{entry.slug}/", "/programme/", "/press/", "/nope/"):
        text = client.get(page).content.decode()
        assert " style=" not in text
        assert " onclick=" not in text
        assert "<script>" not in text


@pytest.mark.parametrize(
    ("city", "zone", "shown"),
    [("London", "Europe/London", "伦敦"), ("Suzhou", "Asia/Shanghai", "Suzhou")],
)
def test_a_city_is_named_in_the_readers_language_where_it_is_known(city, zone, shown, client, db):
    ForumFactory(city=city, timezone=zone)
    page = client.get("/", headers={"accept-language": "zh-hans"}).content.decode()
    assert f"<span>{shown}</span>" in page
