"""The canaries must really be where readers would see them."""

import json
from datetime import timedelta

import pytest
from PIL import Image

from launches import clock
from tests.factories import RundownFactory
from tests.silence import planting
from tests.silence.planting import ARTIST, CANARY

pytestmark = pytest.mark.django_db
WRITTEN = {
    "Launch": {"product"},
    "LaunchPage": {"product_native", "category"},
    "LaunchText": {"headline", "tagline", "summary", "body", "press_release"},
    "LaunchMaterial": {"caption", "credit", "alt", "licence_note"},
    "Material": {"filename"},
    "Company": {"name", "name_native", "boilerplate", "press_contact"},
    "CompanyText": {"name", "boilerplate"},
    "CompanyContact": {"name", "post", "phone"},
    "CompanyLogo": {"filename"},
}


def test_every_field_that_people_write_is_planted():
    found = planting.plant(planting.draft())
    named = {f"{model}.{field}" for model, fields in WRITTEN.items() for field in fields}
    assert named - set(found) == set()


def test_the_edition_says_the_canary_in_all_its_words():
    entry = planting.hidden(RundownFactory(), opens_at=clock.now() + timedelta(hours=1))
    edition = entry.editions.get()
    document = json.dumps([edition.document, *edition.texts.values_list("document", flat=True)])
    words = WRITTEN["LaunchText"] | {"product", "category", "alt", "caption", "credit"}
    assert [word for word in sorted(words) if f"{CANARY} {word}" not in document] == []


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_says_it_in_its_exif(kind, tmp_path):
    (tmp_path / "picture").write_bytes(planting.picture(kind))
    assert Image.open(tmp_path / "picture").getexif()[ARTIST] == CANARY
