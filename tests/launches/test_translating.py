"""The plug of a translation service: off, slow, failing, talking nonsense, and at work."""

import sys
import time

import pytest

from launches import translating
from launches.errors import NoTranslation

TEXTS = {"headline": "It opens", "body": "## New\n\nA **bold** step."}


class Works:
    """Says for each text which languages it was asked for."""

    def translate(self, texts, *, source, target, seconds):
        return {name: f"[{source}>{target}] {text}" for name, text in texts.items()}


class Sleeps:
    def translate(self, texts, *, source, target, seconds):
        time.sleep(1.2)
        return dict(texts)


class Fails:
    def translate(self, texts, *, source, target, seconds):
        raise RuntimeError("Canary of a title")


class Partly:
    def translate(self, texts, *, source, target, seconds):
        return {"headline": "only this"}


class Rambles:
    def translate(self, texts, *, source, target, seconds):
        return dict.fromkeys(texts, "word " * 10000)


class Breaks:
    def translate(self, texts, *, source, target, seconds):
        return dict.fromkeys(texts, f"half a sign {chr(0xD800)}")


class Silent:
    def translate(self, texts, *, source, target, seconds):
        return dict.fromkeys(texts, "  ")


def ask(settings, service: str, seconds: int = 5):
    settings.TRANSLATOR = f"tests.launches.test_translating.{service}" if service else ""
    settings.TRANSLATOR_SECONDS = seconds
    return translating.translate(TEXTS, source="en", target="zh-hans")


def test_a_service_gets_the_texts_and_the_languages(settings):
    assert ask(settings, "Works") == {name: f"[en>zh-hans] {text}" for name, text in TEXTS.items()}


@pytest.mark.parametrize(
    ("service", "words"),
    [
        ("", "No translation service is set up."),
        ("Sleeps", "did not answer within 1 seconds"),
        ("Fails", "The translation service failed. Nothing was changed."),
        ("NotThere", "The translation service failed. Nothing was changed."),
        ("Partly", "answered with something else"),
        ("Rambles", "answered with something else"),
        ("Breaks", "answered with something else"),
        ("Silent", "answered with something else"),
    ],
)
def test_what_goes_wrong_is_said_in_words(settings, caplog, service, words):
    with pytest.raises(NoTranslation) as refusal:
        ask(settings, service, seconds=1)
    assert words in str(refusal.value)
    assert "Canary" not in caplog.text


def test_nothing_is_imported_while_it_is_off(settings):
    settings.TRANSLATOR = ""
    assert not translating.is_on()
    settings.TRANSLATOR = "colorsys.Translator"
    sys.modules.pop("colorsys", None)
    assert translating.is_on()
    assert "colorsys" not in sys.modules
