"""The screens' pages and the caller's console."""

import re

import pytest

from launches import clock
from launches.domain import screens, show
from launches.models import Rundown
from tests.factories import (
    CueFactory,
    MemberFactory,
    RundownFactory,
    StageFactory,
    UserFactory,
    launch,
)

pytestmark = pytest.mark.django_db
CANARY = "Zyzzyva"


@pytest.fixture
def show_of_two(moment):
    """A rundown whose current launch opens at T."""
    moment.at(-600)
    rundown = RundownFactory(stage__slug="hall-1", stage__name="Hall 1")
    rundown.current = CueFactory(
        rundown=rundown, launch=launch("approved", product=CANARY, opens_at=moment.T)
    )
    rundown.state = "running"
    rundown.save()
    CueFactory(rundown=rundown, launch=launch("approved", product="Second", cue_mode=True))
    return rundown


@pytest.fixture
def caller(client):
    user = UserFactory(caller=True)
    client.force_login(user)
    return user


@pytest.mark.parametrize(("seconds", "seen"), [(-1, False), (0, True), (1, True)])
def test_the_screen_opens_with_the_gate(client, show_of_two, moment, seconds, seen):
    moment.at(seconds)
    page = client.get("/screen/hall-1/").content.decode()
    assert (CANARY in page) == seen
    assert "Unveil Forum" in page


@pytest.mark.parametrize(("seconds", "seen"), [(-1, False), (0, True), (1, True)])
def test_the_lower_third_opens_with_the_gate(client, show_of_two, moment, seconds, seen):
    moment.at(seconds)
    for address in ("/screen/hall-1/lower-third/", "/screen/hall-1/lower-third/zh-hans/"):
        page = client.get(address).content.decode()
        assert (CANARY in page) == seen, address
        assert "lower-third__product" in page if seen else "<article" not in page


def test_the_lower_third_speaks_the_language_that_is_asked_for(client, show_of_two, moment):
    moment.at(1)
    both = client.get("/screen/hall-1/lower-third/").content.decode()
    chinese = client.get("/screen/hall-1/lower-third/zh-hans/").content.decode()
    spoken = [both.split("<script")[0], chinese.split("<script")[0]]
    assert ["A tagline" in text for text in spoken] == [True, False]
    assert ["一句话介绍" in text for text in spoken] == [True, True]
    assert "A tagline" in client.get("/screen/hall-1/lower-third/fr/").content.decode()
    assert client.get("/screen/hall-1/lower-third/xx/").status_code == 404
    assert client.get("/screen/no-hall/lower-third/").status_code == 404


def test_a_held_lower_third_shows_nothing(client, show_of_two, moment):
    moment.at(1)
    show.hold(show_of_two, version=0, by=UserFactory(caller=True), at=clock.now())
    page = client.get("/screen/hall-1/lower-third/").content.decode()
    assert "<article" not in page.split("<template")[0]


def test_a_held_show_shows_the_forum(client, show_of_two, moment):
    moment.at(1)
    caller = UserFactory(caller=True)
    show.hold(show_of_two, version=0, by=caller, at=clock.now())
    page = client.get("/screen/hall-1/").content.decode()
    assert "slate--holding" in page.split("<template")[0]


def test_the_worker_governs_the_screens_and_nothing_else(client):
    answer = client.get("/screen/sw.js")
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer["Service-Worker-Allowed"] == "/screen/"


def test_choosing_a_hall(client):
    assert "There are no halls yet" in client.get("/screen/").content.decode()
    StageFactory(slug="hall-1", name="Hall 1", name_zh="一号厅")
    page = client.get("/screen/").content.decode()
    assert 'href="/screen/hall-1/"' in page
    assert "一号厅" in page
    assert client.get("/screen/no-such/").status_code == 404


def test_no_inline_script_or_style(client, show_of_two, caller):
    for path in ("/screen/", "/screen/hall-1/", "/stage/", "/stage/hall-1/"):
        page = client.get(path).content.decode()
        assert "style=" not in page, path
        assert "onclick" not in page, path
        assert page.count("<script") == page.count("src=") - page.count("<img") + page.count(
            'type="application/json"'
        ), path


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("nobody", 302),
        ("caller", 200),
        ("company", 403),
        ("releaser", 403),
        ("admin", 200),
    ],
)
def test_who_calls(client, show_of_two, who, status):
    users = {
        "caller": lambda: UserFactory(caller=True),
        "company": lambda: MemberFactory().user,
        "releaser": lambda: UserFactory(releaser=True),
        "admin": lambda: UserFactory(is_superuser=True),
    }
    if who in users:
        client.force_login(users[who]())
    assert client.get("/stage/hall-1/").status_code == status
    answer = client.post("/stage/hall-1/", {"command": "hold", "version": "0"})
    assert answer.status_code == (302 if status == 200 else status)
    assert Rundown.objects.get().version == (1 if status == 200 else 0)


def test_go_by_form_and_by_script(client, show_of_two, caller):
    page = client.get("/stage/hall-1/").content.decode()
    assert "GO opens this launch to the world" in page
    assert CANARY in page
    client.post("/stage/hall-1/", {"command": "back", "version": "0"})
    coming = show_of_two.cues.last()
    answer = client.post(
        "/stage/hall-1/",
        {"command": "go", "version": "0", "confirm": coming.uid},
        HTTP_ACCEPT="application/json",
    )
    assert answer.json()["version"] == 1
    show_of_two.refresh_from_db()
    assert show_of_two.current == coming
    assert show_of_two.current.launch.opens_at == clock.now()


@pytest.mark.parametrize("version", ["0", "00"])
@pytest.mark.parametrize("confirm", [None, "", "another"])
def test_a_go_that_opens_a_launch_is_asked_for_twice(client, show_of_two, caller, version, confirm):
    data = {"command": "go", "version": version}
    if confirm is not None:
        data["confirm"] = confirm
    answer = client.post("/stage/hall-1/", data)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "GO releases <bdi>Second</bdi> to the world." in page
    assert f'name="confirm" value="{show_of_two.cues.last().uid}"' in page
    show_of_two.refresh_from_db()
    assert (show_of_two.version, show_of_two.cues.last().launch.opens_at) == (0, None)


def test_a_plain_go_is_not_asked_for_twice(client, show_of_two, caller):
    CueFactory(rundown=show_of_two, position=0)
    Rundown.objects.update(current=None)
    assert client.post("/stage/hall-1/", {"command": "go", "version": "0"}).status_code == 302


def test_a_late_confirmation_opens_nothing(client, show_of_two, caller):
    client.post("/stage/hall-1/", {"command": "hold", "version": "0"})
    coming = show_of_two.cues.last()
    data = {"command": "go", "version": "0", "confirm": coming.uid}
    assert client.post("/stage/hall-1/", data).status_code == 409
    coming.launch.refresh_from_db()
    assert coming.launch.opens_at is None


def test_a_late_press_is_told_and_moves_nothing(client, show_of_two, caller):
    client.post("/stage/hall-1/", {"command": "hold", "version": "0"})
    answer = client.post("/stage/hall-1/", {"command": "go", "version": "0"})
    assert answer.status_code == 409
    assert "was first" in answer.content.decode()
    assert Rundown.objects.get().version == 1


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"command": "go"},
        {"command": "go", "version": "-1"},
        {"command": "go", "version": "9" * 40},
        {"command": "go", "version": "١"},
        {"command": "explode", "version": "0"},
        {"command": "jump", "version": "0", "cue": "\0"},
    ],
)
def test_odd_commands_move_nothing(client, show_of_two, caller, data):
    assert client.post("/stage/hall-1/", data).status_code in (404, 409)
    assert Rundown.objects.get().version == 0


def test_an_empty_rundown_has_a_console(client, caller):
    StageFactory(slug="empty")
    page = client.get("/stage/empty/").content.decode()
    assert "This rundown is empty" in page


def test_the_console_says_which_screens_are_silent(client, show_of_two, caller, moment):
    def told() -> str:
        answer = client.get("/stage/hall-1/", HTTP_ACCEPT="application/json").json()["html"]
        found = answer.split("data-screens", 1)[1].split("data-refusal", 1)[0]
        return " ".join(re.sub(r"<[^>]*>", " ", found.split(">", 1)[1]).split())

    def hear(stage, key: str, seconds: int) -> None:
        screens.report(stage, key=key * 32, shows="", version=0, at=moment.at(seconds))

    other = StageFactory(slug="hall-2")
    assert told().startswith("No screen has been heard in the last half hour.")
    hear(show_of_two.stage, "a", 0)
    hear(show_of_two.stage, "b", 10)
    hear(other, "c", 0)
    moment.at(25)
    assert told().startswith("2 screens are heard")
    moment.at(26)
    seen = moment.T.astimezone(show_of_two.stage.forum.tz)
    words = f"Screen aaaaaa , last heard at {seen:%H:%M:%S} 1 screen is heard"
    assert told().startswith("1 screen of this stage is silent")
    assert words in told()
    moment.at(1800)
    assert "2 screens of this stage are silent" not in told()
    assert "Screen bbbbbb" in told()


def test_the_console_costs_the_same_for_two_and_four(
    client, show_of_two, caller, django_assert_num_queries
):
    for _more in range(2):
        with django_assert_num_queries(8):
            client.get("/stage/hall-1/")
        CueFactory(rundown=show_of_two, launch=launch("released"))
        CueFactory(rundown=show_of_two, launch=launch("released"))
