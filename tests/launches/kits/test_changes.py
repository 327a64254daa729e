"""Which files a correction is said to have changed."""

from launches.kits import changes

FILE = {"sha256": "a", "name": "hero.jpg", "caption": "", "credit": "Them", "alt": "A lamp"}


def said(now: dict, then: dict) -> list[str]:
    return changes._files({"materials": [now]}, {"materials": [then]})


def test_a_caption_or_terms_that_are_others_are_said():
    assert said(FILE | {"credit": "Us"}, FILE) == [
        "Caption, credit or terms changed: hero.jpg",
    ]


def test_a_field_that_editions_did_not_have_yet_is_no_change():
    assert said(FILE | {"licence": "editorial", "licence_until": None}, FILE) == []
