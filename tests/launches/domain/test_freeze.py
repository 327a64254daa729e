"""What an edition says, to the last field."""

import json
from dataclasses import replace
from hashlib import sha256

import pytest

from launches.content import Content, Placed
from launches.domain import freeze
from launches.domain.document import document_of
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_document_whole():
    launch = factories.launch("draft", product="Aurora")
    content = factories.content_of(launch)
    material = launch.materials.get()
    card, stage = material.renditions.order_by("role")

    def rendition(row, role, width, height):
        return {
            "role": role,
            "format": "jpeg",
            "href": f"/files/{row.uid}.jpg",
            "width": width,
            "height": height,
            "bytes": row.bytes,
            "sha256": row.sha256,
        }

    words = content.in_language("en")
    document = document_of(launch, content)
    chinese = document["texts"].pop("zh-hans")
    assert chinese["headline"] == "Aurora 发布"
    assert document == {
        "id": launch.uid,
        "slug": launch.slug,
        "href": f"/api/v1/launches/{launch.uid}/",
        "page": f"/launches/{launch.slug}/",
        "product": "Aurora",
        "product_native": "",
        "company": {
            "id": launch.company.uid,
            "href": f"/api/v1/companies/{launch.company.uid}/",
            "name": launch.company.name,
            "name_native": "",
            "country": "CN",
            "website": "",
            "boilerplate": "",
            "texts": {},
            "logo": None,
            "contacts": [],
        },
        "theme": {
            "slug": "life-and-health",
            "name": {"en": "Life and health", "zh-hans": "生命健康"},
            "hue": 1,
        },
        "section": "release",
        "category": "AI and software",
        "website": "",
        "texts": {
            "en": {
                "headline": words.headline,
                "tagline": words.tagline,
                "summary": words.summary,
                "body": words.body,
                "press_release": words.press_release,
            }
        },
        "answers": [],
        "materials": [
            {
                "slot": "hero",
                "position": 0,
                "caption": "",
                "credit": "Photo: them",
                "alt": "A picture",
                "licence": "",
                "licence_until": None,
                "available_until": None,
                "name": "hero.jpg",
                "content_type": "image/jpeg",
                "bytes": material.bytes,
                "sha256": material.sha256,
                "width": 1920,
                "height": 1080,
                "pages": None,
                "seconds": None,
                "href": f"/files/{material.uid}.jpg",
                "renditions": [
                    rendition(card, "card", 640, 360),
                    rendition(stage, "stage", 1920, 1080),
                ],
            }
        ],
    }


def test_the_edition_holds_the_same_bytes_and_a_shorter_listing():
    launch = factories.launch("approved")
    edition = launch.editions.get()
    document = json.loads(edition.document)
    listing = json.loads(edition.listing)
    assert "body" not in listing["texts"]["en"]
    assert "boilerplate" not in listing["company"]
    assert [row["role"] for row in listing["materials"][0]["renditions"]] == ["card"]
    english = edition.texts.get(language="en")
    assert json.loads(english.document)["text"] == document["texts"]["en"]
    assert edition.files.count() == 3


def test_searching_words_are_folded():
    assert freeze.fold("ＡＵＲＯＲＡ Straße 启明") == "aurora strasse 启明"


def test_an_empty_right_leaves_the_fingerprint_of_old_receipts_alone():
    """The fingerprint of content as it was before rights could be said."""
    plain = Content("One", materials=(Placed("hero", 7, alt="A"),))
    assert (
        plain.digest()
        == sha256(
            b'{"category": "", "materials": [{"alt": "A", "caption": "", "credit": "", '
            b'"material": 7, "position": 0, "slot": "hero"}], "product": "One", '
            b'"product_native": "", "website": "", "words": []}'
        ).hexdigest()
    )
    said = replace(plain, materials=(Placed("hero", 7, alt="A", licence="cc0"),))
    assert said.digest() != plain.digest()
