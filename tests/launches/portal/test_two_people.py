"""Two people in one field of the editor: both values are told, who and when, and none is lost."""

from html.parser import HTMLParser

import pytest

from launches.enums import Role
from launches.portal import moment, values
from tests.factories import MemberFactory, StageFactory
from tests.factories.call import EntryTypeFactory, QuestionFactory
from tests.factories.page import entry as ready_entry

from .conftest import autosave, stored

pytestmark = pytest.mark.database
SUMMARY, HEADLINE = "texts.en.summary", "texts.en.headline"
TYPED = {
    "date": ("2099-03-01", "2099-03-02"),
    "time": ("10:00", "11:30"),
    "datetime-local": ("2099-09-16T09:00", "2099-09-17T10:00"),
    "url": ("https://a.example/", "https://b.example/"),
    "text": ("Theirs", "Mine"),
}


@pytest.fixture
def launch(owner):
    """An entry with a picture, a question, and two of everything that can be chosen."""
    page = ready_entry(owner=owner)
    for number in (1, 2):
        EntryTypeFactory(slug=f"type-{number}")
        StageFactory(forum=page.launch.forum, slug=f"hall-{number}")
    QuestionFactory(forum=page.launch.forum)
    return page.launch


@pytest.fixture
def colleague(launch, client):
    member = MemberFactory(company=launch.company, role=Role.EDITOR)
    browser = type(client)()
    browser.force_login(member.user)
    return browser, member.user


class Controls(HTMLParser):
    """{name: the values to choose from, or the input's type} of everything that is autosaved."""

    APART = frozenset({"", "csrfmiddlewaretoken", "revision", "asked", "add_language", "original"})

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str] | str] = {}
        self.choices: list[str] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        name, kind = given.get("name", ""), given.get("type", "text")
        if tag == "option" and given["value"]:
            self.choices.append(given["value"])
        if tag == "select":
            self.choices = []
        if given.get("form") != "editor" or name in self.APART or kind == "file":
            return
        if tag == "select":
            self.found[name] = self.choices
        elif kind in {"radio", "checkbox"}:
            self.found.setdefault(name, []).append(given["value"])
        elif tag in {"input", "textarea"}:
            self.found[name] = "text" if tag == "textarea" else kind


def two_values(control, now):
    """Two values that differ from each other and from what stands there."""
    if isinstance(control, str):
        return TYPED[control]
    one, two, *_more = [value for value in reversed(control) if value != now]
    return one, two


def now_in(launch) -> dict[str, str]:
    launch.refresh_from_db()
    return {**stored(launch), **moment.values_of(launch)}


def test_every_field_of_the_editor_tells_both_when_two_change_it(signed, launch, colleague):
    """The list is read off the page, so a field that comes later is in it."""
    browser, user = colleague
    page = signed.get(f"/portal/launches/{launch.uid}/")
    controls = Controls()
    controls.feed(page.content.decode())
    before = now_in(launch)
    pairs = {
        name: two_values(control, before.get(name, "")) for name, control in controls.found.items()
    }
    kinds = {name.partition(".")[0] for name in pairs}
    assert kinds == {*values.IDENTITY, *moment.NAMES, "texts", "materials", "answers"}
    seen, base = moment.values_of(launch), page.context["revision"]
    theirs = {name: pair[0] for name, pair in pairs.items()}
    mine = {name: pair[1] for name, pair in pairs.items()}
    assert autosave(browser, launch, base, theirs, seen=seen).json()["errors"] == {}
    answer = autosave(signed, launch, base, mine, seen=seen)
    assert answer.status_code == 409
    told = {row["name"]: row for row in answer.json()["fields"]}
    assert {name: (row["theirs"], row["mine"]) for name, row in told.items()} == pairs
    assert {row["by"] for row in told.values()} == {str(user)}
    assert all(row["changed_at"] and row["label"] != row["name"] for row in told.values())
    kept = now_in(launch)
    assert {name: kept[name] for name in pairs} == theirs


def test_different_wishes_of_two_people_are_joined(signed, launch, colleague):
    browser, user = colleague
    seen = moment.values_of(launch)
    autosave(browser, launch, launch.latest_revision, {"wish_stage": "hall-1"}, seen=seen)
    answer = autosave(signed, launch, launch.latest_revision, {"wish_time": "10:00"}, seen=seen)
    assert (answer.status_code, answer.json()["news"]) == (200, {"wish_stage": "hall-1"})
    autosave(signed, launch, launch.latest_revision, {"wish_note": "Please"})
    answer = autosave(signed, launch, launch.latest_revision, {"wish_stage": "hall-2"}, seen=seen)
    [told] = answer.json()["fields"]
    assert (told["name"], told["theirs"], told["by"]) == ("wish_stage", "hall-1", str(user))
    wished = {"wish_stage": "hall-1", "wish_time": "10:00", "wish_note": "Please"}
    assert {name: moment.values_of(launch)[name] for name in wished} == wished


def test_without_scripts_both_wishes_are_shown_and_what_one_left_alone_is_not_put_back(
    signed, launch, colleague
):
    browser, _user = colleague
    base = launch.latest_revision
    seen = {f"seen.{name}": text for name, text in moment.values_of(launch).items()}
    words = stored(launch)
    theirs = {SUMMARY: "Their summary.", "wish_stage": "hall-1", "wish_time": "10:00"}
    autosave(browser, launch, base, theirs, seen=moment.values_of(launch))
    form = {**seen, "revision": base, SUMMARY: words[SUMMARY], HEADLINE: "Mine"}
    beside = {name.removeprefix("seen."): text for name, text in seen.items()}
    path = f"/portal/launches/{launch.uid}/"
    answer = signed.post(path, {**form, **beside, "wish_stage": "hall-2"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert '<option value="hall-2" selected>' in page
    assert f'<blockquote dir="auto">{launch.forum.stages.get(slug="hall-1")}</blockquote>' in page
    assert 'name="wish_time" value="10:00"' in page
    assert "Their summary." in page
    again = {
        "revision": answer.context["revision"],
        SUMMARY: "Their summary.",
        **{f"seen.{name}": text for name, text in answer.context["sheet"].stored_beside.items()},
        **answer.context["sheet"].beside,
    }
    assert signed.post(path, again).status_code == 302
    kept = now_in(launch)
    assert (kept["wish_stage"], kept["wish_time"]) == ("hall-2", "10:00")
    assert (kept[SUMMARY], kept[HEADLINE]) == ("Their summary.", "Mine")
