"""schema.org data: its shape, its silence, and the same on the launch's page."""

import json
import re

import pytest

from tests.factories import CompanyFactory, MemberFactory, correct, launch

pytestmark = pytest.mark.django_db
ACCEPT = {"HTTP_ACCEPT": "application/ld+json"}


@pytest.fixture
def entry(settings):
    settings.SITE_URL = "https://forum.example"
    company = MemberFactory(company=CompanyFactory(name="They", website="https://they.example"))
    return launch("released", company=company.company)


def test_one_launch_as_a_news_article(client, entry):
    answer = client.get(f"/api/v1/launches/{entry.uid}/", **ACCEPT)
    assert answer["Content-Type"] == "application/ld+json"
    said = answer.json()
    page = f"https://forum.example/launches/{entry.slug}/"
    (picture,) = said.pop("image")
    assert (picture["@type"], picture["creditText"]) == ("ImageObject", "Photo: them")
    assert picture["contentUrl"].startswith("https://forum.example/files/")
    organisation = {
        "@type": "Organization",
        "name": "They",
        "url": "https://they.example",
        "address": {"@type": "PostalAddress", "addressCountry": "CN"},
    }
    assert said == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": page,
        "url": page,
        "mainEntityOfPage": page,
        "identifier": entry.uid,
        "headline": "Aurora One opens",
        "alternativeHeadline": "A tagline",
        "description": "A summary in two sentences.",
        "articleBody": "The body.",
        "articleSection": "Life and health",
        "inLanguage": "en",
        "datePublished": said["datePublished"],
        "dateModified": said["datePublished"],
        "version": 1,
        "creativeWorkStatus": "Published",
        "about": {
            "@type": "Product",
            "name": "Aurora One",
            "category": "AI and software",
            "brand": {"@type": "Brand", "name": "They"},
            "manufacturer": {"@type": "Organization", "name": "They"},
        },
        "sourceOrganization": organisation,
        "publisher": {"@type": "Organization", "name": "Unveil"},
    }


def test_a_list_is_an_item_list(client, entry):
    said = client.get("/api/v1/launches/?format=jsonld&lang=zh-hans").json()
    (item,) = said["itemListElement"]
    assert (said["@type"], item["position"]) == ("ItemList", 1)
    assert (item["item"]["inLanguage"], item["item"]["headline"]) == (
        "zh-Hans",
        "Aurora One 发布",
    )


def test_it_says_what_is_embargoed_and_what_was_corrected(client, key, entry):
    hidden = launch("approved")
    path = f"/api/v1/launches/{hidden.uid}/?format=jsonld"
    assert client.get(path).status_code == 404
    assert client.get(path, **key("press")).json()["creativeWorkStatus"] == "Embargoed"
    correct(entry, "The price was wrong.")
    said = client.get(f"/api/v1/launches/{entry.uid}/?format=jsonld").json()
    assert (said["correction"], said["version"]) == ("The price was wrong.", 2)
    assert said["dateModified"] > said["datePublished"]


def test_the_page_carries_the_same(client, entry):
    page = client.get(f"/launches/{entry.slug}/").content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    told = client.get(f"/api/v1/launches/{entry.uid}/?format=jsonld").json()
    assert json.loads(found.group(1)) == told


def test_fields_belong_to_our_own_form(client):
    for path in ("launches/?format=jsonld&fields=id", "programme/?format=ics&fields=id"):
        answer = client.get(f"/api/v1/{path}")
        assert answer.status_code == 400
        assert answer.json()["invalid_params"][0]["name"] == "fields"
