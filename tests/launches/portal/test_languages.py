"""Side by side: which languages, in which direction, and who reads what."""

import pytest

from launches import clock
from launches.content import Words
from launches.enums import Audience
from launches.portal import languages
from launches.portal.languages import Fallback
from launches.queries import gate, render
from tests.factories import ForumFactory
from tests.factories import launch as launch_in

from .conftest import autosave, stored


def test_directions():
    rtl = {code for code in languages.OFFERED if languages.direction(code) == "rtl"}
    assert rtl == {"ar", "fa", "he", "ps", "ur"}
    assert languages.direction("xx") == "ltr"
    assert languages.language_name("pt-br") == "Portuguese (Brazil)"


def test_the_rule_in_words():
    assert languages.fallbacks([]) == []
    assert languages.fallbacks(["en", "zh-hans", "ar"]) == [
        Fallback(["English"], "English"),
        Fallback(["Chinese (Simplified)"], "Chinese (Simplified)"),
        Fallback(["Arabic"], "Arabic"),
        Fallback(["Chinese (Traditional)"], "Chinese (Simplified)"),
        Fallback([], "English", is_rest=True),
    ]
    assert languages.fallbacks(["ja", "ko"])[-1] == Fallback([], "Japanese", is_rest=True)


@pytest.mark.django_db
@pytest.mark.parametrize("present", [["en", "zh-hans", "ar"], ["ja", "pt"], ["zh-hant", "en"]])
def test_readers_get_what_the_editor_was_told(present):
    ForumFactory(required_languages=present)
    words = tuple(Words(code, f"Headline {code}", "", "Summary", "<p>Body</p>") for code in present)
    silent = Words("fr", "  ")
    entry = launch_in("released", content={"words": (*words, silent)})
    editions = list(gate.visible_to(Audience.PUBLIC, at=clock.now()).filter(launch=entry))
    told = {}
    for line in languages.fallbacks(present):
        told |= dict.fromkeys(line.readers, line.seen)
    rest = languages.fallbacks(present)[-1].seen
    for code in [*languages.OFFERED, "fr"]:
        (read,) = render.in_language(editions, code).values()
        wanted = told.get(languages.language_name(code), rest)
        assert languages.language_name(read.language) == wanted, code
    assert '"fr"' not in editions[0].document


def test_marks_come_with_each_answer_and_are_confirmed(signed, entry):
    first = autosave(
        signed,
        entry,
        entry.latest_revision,
        {"texts.en.headline": "A", "texts.zh-hans.headline": "甲"},
    ).json()
    body = autosave(signed, entry, first["revision"], {"texts.en.headline": "B"}).json()
    mark = body["marks"]["texts.zh-hans.headline"]
    assert mark["lag"] == "older"
    assert mark["text"].startswith("Older than English, which was changed ")
    page = signed.get(f"/portal/launches/{entry.uid}/").content.decode()
    assert 'name="confirmed" value="texts.zh-hans.headline"' in page
    body = autosave(
        signed, entry, body["revision"], {}, confirmed=["texts.zh-hans.headline", 7, "\ud800"]
    ).json()
    assert body["marks"] == {}
    assert stored(entry)["texts.zh-hans.headline"] == "甲"


def test_the_form_without_scripts_confirms_and_sets_the_original(signed, entry):
    values = {"texts.en.headline": "A", "texts.zh-hans.headline": "甲"}
    first = autosave(signed, entry, entry.latest_revision, values).json()
    second = autosave(signed, entry, first["revision"], {"texts.en.headline": "B"}).json()
    path = f"/portal/launches/{entry.uid}/"
    signed.post(path, {"revision": second["revision"], "confirmed": "texts.zh-hans.headline"})
    sheet = signed.get(path).context["sheet"]
    assert sheet.marks == {}
    entry.refresh_from_db()
    form = {"revision": entry.latest_revision, "action": "original", "original": "zh-hans"}
    signed.post(path, form)
    columns = signed.get(path).context["sheet"].columns()
    assert [column.code for column in columns if column.is_original] == ["zh-hans"]
