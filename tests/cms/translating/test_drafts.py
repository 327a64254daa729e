"""A machine's draft: made by a button, marked until it is read, never released unread."""

import pytest

from cms import traces
from cms.models import LaunchPage
from cms.translating import drafting
from launches import clock
from launches.errors import NotAllowed, NoTranslation, NotReady, Stale
from launches.models import AuditEntry
from tests.factories import UserFactory
from tests.factories.page import entry

pytestmark = pytest.mark.django_db
BUTTON = "Draft what is missing in Chinese by machine"


@pytest.fixture
def page():
    """Its Chinese summary is empty, its Chinese headline older than the English one."""
    page = entry("submitted")
    texts = list(page.texts.all())
    texts[0].headline, texts[1].summary = "Quite another headline", ""
    page.texts = texts
    page.save_revision(user=UserFactory(is_superuser=True))
    page.launch.refresh_from_db()
    return page


@pytest.fixture
def on(settings):
    settings.TRANSLATOR = "tests.launches.test_translating.Works"


def latest(page):
    page.launch.refresh_from_db()
    return LaunchPage.latest_of(page.launch)


def lags(page) -> dict[str, str]:
    return {name: mark.lag.value for name, mark in traces.marks(latest(page)).items()}


def draft(page, by):
    return drafting.draft(page.launch, target="zh-hans", by=by, at=clock.now())


def test_what_is_missing_and_older_is_drafted_and_marked_and_the_rest_is_left(page, editor, on):
    assert draft(page, editor) == ["headline", "summary"]
    chinese = latest(page).texts.all()[1]
    assert (chinese.headline, chinese.summary, chinese.body) == (
        "[en>zh-hans] Quite another headline",
        "[en>zh-hans] A summary.",
        "<p>正文。</p>",
    )
    assert lags(page) == {"texts.zh-hans.headline": "machine", "texts.zh-hans.summary": "machine"}
    assert AuditEntry.objects.get(verb="machine_translated").detail == {"language": "zh-hans"}
    with pytest.raises(NoTranslation):
        draft(page, editor)


def test_nothing_unread_is_released_and_reading_or_editing_ends_the_mark(page, editor, on):
    draft(page, editor)
    with pytest.raises(NotReady, match="nobody has read yet: Chinese"):
        drafting.content_to_release(latest(page))
    mine = latest(page)
    texts = list(mine.texts.all())
    texts[1].headline = "人写的标题"
    mine.texts = texts
    mine.save_revision(user=editor)
    assert lags(page) == {"texts.zh-hans.summary": "machine"}
    seen = latest(page).latest_revision_id
    values = {"language": "zh-hans", "by": editor, "at": clock.now()}
    with pytest.raises(Stale):
        drafting.read(page.launch, revision=seen - 1, **values)
    drafting.read(page.launch, revision=seen, **values)
    assert lags(page) == {}
    assert drafting.content_to_release(latest(page)).words[1].headline == "人写的标题"
    assert AuditEntry.objects.filter(verb="translation_read").count() == 1


def test_a_save_while_the_service_works_is_not_overwritten(page, editor, on, monkeypatch):
    def meanwhile(texts, *, source, target):
        other = latest(page)
        other.title = "Renamed meanwhile"
        other.save_revision(user=editor)
        return dict.fromkeys(texts, "draft")

    monkeypatch.setattr(drafting.translating, "translate", meanwhile)
    with pytest.raises(Stale):
        draft(page, editor)
    assert latest(page).title == "Renamed meanwhile"
    assert lags(page)["texts.zh-hans.summary"] == "empty"


def test_the_button_is_there_only_where_a_service_is_set(client, desk_user, page, settings):
    client.force_login(desk_user("Translators"))
    path = f"/cms/desk/{page.launch.uid}/"
    assert BUTTON not in client.get(path).content.decode()
    refused = client.post(f"{path}draft/", {"language": "zh-hans"}, follow=True)
    assert "No translation service is set up." in refused.content.decode()
    settings.TRANSLATOR = "tests.launches.test_translating.Works"
    assert BUTTON in client.get(path).content.decode()
    done = client.post(f"{path}draft/", {"language": "zh-hans"}, follow=True).content.decode()
    assert "2 texts were drafted in Chinese." in done
    assert done.count("drafted by a machine, not read yet") == 2
    assert BUTTON not in done
    page.launch.refresh_from_db()
    said = {"language": "zh-hans", "revision": str(page.launch.latest_revision)}
    read = client.post(f"{path}read/", said, follow=True).content.decode()
    assert "Noted as read: Chinese." in read
    assert "not read yet" not in read


def test_what_lags_is_reckoned_once_for_the_review_page(client, editor, page, on, monkeypatch):
    asked, reckon = [], traces.marks
    monkeypatch.setattr(traces, "marks", lambda of: asked.append(of) or reckon(of))
    client.force_login(editor)
    assert BUTTON in client.get(f"/cms/desk/{page.launch.uid}/").content.decode()
    assert len(asked) == 1


def test_who_may_not_write_may_not_have_it_drafted(client, desk_user, page, on):
    auditor = desk_user("Auditors")
    for act in (
        lambda: draft(page, auditor),
        lambda: drafting.read(
            page.launch, language="zh-hans", revision=1, by=auditor, at=clock.now()
        ),
    ):
        with pytest.raises(NotAllowed):
            act()
    client.force_login(page.launch.created_by)
    assert client.post(f"/cms/desk/{page.launch.uid}/draft/").status_code in {302, 403}
    assert lags(page)["texts.zh-hans.summary"] == "empty"
