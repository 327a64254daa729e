"""A translation knows which words of the original it was made from."""

from datetime import timedelta

import pytest
from django.utils.dateparse import parse_datetime

from cms import traces
from cms.models import LaunchPage
from cms.traces import Lag, Mark
from launches import clock
from launches.enums import Door
from tests import factories
from tests.factories.page import entry

pytestmark = pytest.mark.django_db
CHINESE = "texts.zh-hans.headline"


def latest(page) -> LaunchPage:
    return LaunchPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def save(page, values, *, door=Door.PORTAL):
    """Write on the latest words and save them as a revision."""
    now = latest(page)
    now.write(values)
    return now.save_revision(clean=False, door=door)


def test_a_translation_ages_when_the_original_changes_and_not_before():
    page = entry()
    assert traces.marks(latest(page)) == {}
    save(page, {"texts.en.headline": "Aurora One opens today"})
    mark = traces.marks(latest(page))[CHINESE]
    assert (mark.lag, mark.original) == (Lag.OLDER, "en")
    assert clock.now() - mark.original_at < timedelta(minutes=1)
    save(page, {"texts.en.headline": "Aurora One opens"})  # put back as it was
    assert traces.marks(latest(page)) == {}


def test_changing_the_translation_makes_it_current():
    page = entry()
    save(page, {"texts.en.headline": "Aurora Two opens"})
    save(page, {CHINESE: "Aurora Two 发布"})
    assert traces.marks(latest(page)) == {}
    save(page, {"texts.en.headline": "Aurora Three opens", CHINESE: "Aurora Three 发布"})
    assert traces.marks(latest(page)) == {}


def test_an_empty_translation_is_told_only_where_there_are_words():
    page = entry()
    save(page, {"texts.en.tagline": "One line", "texts.zh-hans.summary": ""})
    assert traces.marks(latest(page)) == {
        "texts.zh-hans.tagline": Mark(Lag.EMPTY, "en"),
        "texts.zh-hans.summary": Mark(Lag.EMPTY, "en"),
    }


def test_formatting_alone_ages_nothing():
    page = entry()
    save(page, {"texts.en.body": "The **body**."})
    assert traces.marks(latest(page)) == {}
    save(page, {"texts.en.body": "The **other** body."})
    assert set(traces.marks(latest(page))) == {"texts.zh-hans.body"}


def test_confirmed_without_changing_a_letter():
    page = entry()
    save(page, {"texts.en.headline": "New", "texts.en.summary": "New"})
    now = latest(page)
    assert traces.confirm(now, [CHINESE, "texts.en.headline", "nothing"]) == [CHINESE]
    now.save_revision(clean=False, door=Door.PORTAL)
    assert set(traces.marks(latest(page))) == {"texts.zh-hans.summary"}


def test_a_restored_version_keeps_what_it_knew():
    page = entry()
    aged = save(page, {"texts.en.headline": "New"})
    save(page, {CHINESE: "新"})
    assert traces.marks(latest(page)) == {}
    aged.as_object().save_revision(clean=False, door=Door.RESTORED)
    assert set(traces.marks(latest(page))) == {CHINESE}
    assert latest(page).door == Door.RESTORED


def test_another_original_is_compared_from_then_on():
    page = entry()
    now = latest(page)
    now.original = "zh-hans"
    now.save_revision(clean=False, door=Door.PORTAL)
    save(page, {CHINESE: "极光"})
    assert set(traces.marks(latest(page))) == {"texts.en.headline"}


def test_the_desk_ages_translations_too():
    page = entry()
    now = latest(page)
    texts = list(now.texts.all())
    texts[0].summary = "Edited at the desk."
    now.texts = texts
    now.save_revision(user=factories.UserFactory(reviewer=True), clean=False)
    assert set(traces.marks(latest(page))) == {"texts.zh-hans.summary"}
    assert latest(page).door == Door.DESK


def test_the_first_revision_knows_when_its_texts_were_written_and_from_what():
    launch = factories.launch("draft", product="Aurora")

    def fill(page):
        page.write({"texts.en.headline": "Aurora opens", CHINESE: "Aurora 发布"})

    page = LaunchPage.open_for(launch, user=None, fill=fill)
    kept = {row["language"]: row["traces"] for row in page.latest_revision.content["texts"]}
    said = traces.fingerprint("Aurora opens")
    assert set(kept["en"]["headline"]) == {"at"}
    assert (kept["zh-hans"]["headline"]["of"], kept["zh-hans"]["headline"]["seen"]) == ("en", said)
    save(page, {"texts.en.headline": "Aurora One opens"})
    mark = traces.marks(latest(page))[CHINESE]
    assert (mark.lag, mark.at) == (Lag.OLDER, parse_datetime(kept["zh-hans"]["headline"]["at"]))
